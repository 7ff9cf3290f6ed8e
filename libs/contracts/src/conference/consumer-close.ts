import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Gives a stream up. */
export const consumerClose = message({
  permission: 'conference.join',
  payload: z.strictObject({ consumerId: idSchema }),
  reply: z.strictObject({}),
});
