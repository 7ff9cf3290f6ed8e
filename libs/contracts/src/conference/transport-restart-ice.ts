import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { iceParametersSchema } from './rtp.js';

/** New ICE credentials after the network changed; streams go on. */
export const transportRestartIce = message({
  permission: 'conference.join',
  payload: z.strictObject({ transportId: idSchema }),
  reply: z.strictObject({ iceParameters: iceParametersSchema }),
});
