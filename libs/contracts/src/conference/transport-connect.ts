import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { dtlsParametersSchema } from './rtp.js';

/** The client's side of the DTLS handshake: once per transport. */
export const transportConnect = message({
  permission: 'conference.join',
  payload: z.strictObject({ transportId: idSchema, dtlsParameters: dtlsParametersSchema }),
  reply: z.strictObject({}),
});
