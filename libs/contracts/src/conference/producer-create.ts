import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { rtpParametersSchema } from './rtp.js';
import { sourceSchema } from './source.js';

/**
 * Starts sending a source. The first key is being in the room; the second one is the permission of this source
 * (`SOURCE_PERMISSION`), and without it the answer is the one for a transport that does not exist.
 */
export const producerCreate = message({
  permission: 'conference.join',
  payload: z.strictObject({ transportId: idSchema, source: sourceSchema, paused: z.boolean(), rtpParameters: rtpParametersSchema }),
  reply: z.strictObject({ id: idSchema }),
});
