import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** Stops forwarding without giving the stream up: muted microphone, camera off. */
export const producerPause = message({
  permission: 'conference.join',
  payload: z.strictObject({ producerId: idSchema }),
  reply: z.strictObject({}),
});
