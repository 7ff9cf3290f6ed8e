import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { rtpParametersSchema } from './rtp.js';
import { mediaKindSchema } from './source.js';

/**
 * Receives somebody's stream. It is created paused: a key frame sent before the client has its decoder ready
 * would be lost, and the picture black until the next one. `consumer:resume` starts it.
 */
export const consumerCreate = message({
  permission: 'conference.join',
  payload: z.strictObject({ transportId: idSchema, producerId: idSchema }),
  reply: z.strictObject({
    id: idSchema,
    producerId: idSchema,
    kind: mediaKindSchema,
    rtpParameters: rtpParametersSchema,
    producerPaused: z.boolean(),
  }),
});
