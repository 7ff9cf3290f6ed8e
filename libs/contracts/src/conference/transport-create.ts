import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { dtlsParametersSchema, iceCandidateSchema, iceParametersSchema, rtpCapabilitiesSchema } from './rtp.js';

/** A connection for media, one per direction. Whoever receives says what he can decode. */
export const transportCreate = message({
  permission: 'conference.join',
  payload: z.discriminatedUnion('direction', [
    z.strictObject({ direction: z.literal('send') }),
    z.strictObject({ direction: z.literal('receive'), rtpCapabilities: rtpCapabilitiesSchema }),
  ]),
  reply: z.strictObject({
    id: idSchema,
    iceParameters: iceParametersSchema,
    iceCandidates: z.array(iceCandidateSchema).max(32),
    dtlsParameters: dtlsParametersSchema,
  }),
});
