import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Stops receiving, for a tile nobody sees. */
export const consumerPause = message({
  permission: 'conference.join',
  payload: z.strictObject({ consumerId: idSchema }),
  reply: z.strictObject({}),
});
