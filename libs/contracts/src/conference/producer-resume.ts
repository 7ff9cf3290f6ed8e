import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Forwards again; judged like starting, because the permission may have gone meanwhile. */
export const producerResume = message({
  permission: 'conference.join',
  payload: z.strictObject({ producerId: idSchema }),
  reply: z.strictObject({}),
});
