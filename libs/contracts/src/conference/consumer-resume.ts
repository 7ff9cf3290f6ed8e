import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Starts or goes on receiving. */
export const consumerResume = message({
  permission: 'conference.join',
  payload: z.strictObject({ consumerId: idSchema }),
  reply: z.strictObject({}),
});
