import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { conferencePeerSchema } from './peer.js';
import { rtpCapabilitiesSchema } from './rtp.js';

/**
 * Enters the meeting's room; the grant says which. Sent again after `room:reset` or `room:leave`.
 * A version other than the server's closes the socket with the reason `protocol`.
 */
export const roomEnter = message({
  permission: 'conference.join',
  payload: z.strictObject({
    protocol: z.int().min(1).max(1_000_000),
    /** One per page that was loaded: coming back after a lost network replaces the ghost the server still holds. */
    instance: idSchema,
  }),
  reply: z.strictObject({
    peerId: idSchema,
    /** What the room can carry; a client negotiates from it. */
    rtpCapabilities: rtpCapabilitiesSchema,
    /** Everybody else, with what they send right now. Later changes come as notices. */
    peers: z.array(conferencePeerSchema),
    /** What this connection may send: the client renders from it and never decides. */
    abilities: z.strictObject({ speak: z.boolean(), film: z.boolean(), share: z.boolean() }),
  }),
});
