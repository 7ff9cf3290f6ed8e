import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Stops sending a source. */
export const producerClose = message({
  permission: 'conference.join',
  payload: z.strictObject({ producerId: idSchema }),
  reply: z.strictObject({}),
});
