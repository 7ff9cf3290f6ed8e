import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Which simulcast layer is wanted at most: a thumbnail does not need the picture of the speaker. */
export const consumerPrefer = message({
  permission: 'conference.join',
  payload: z.strictObject({ consumerId: idSchema, spatialLayer: z.int().min(0).max(2) }),
  reply: z.strictObject({}),
});
