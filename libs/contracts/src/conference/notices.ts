import { z } from 'zod';
import { closeReasonSchema } from '../errors.js';
import { idSchema } from '../values.js';
import { conferencePeerSchema, openProducerSchema } from './peer.js';

export const peerJoined = z.strictObject({ peer: conferencePeerSchema });
/** Everything of his is closed with it; no further notices come for his streams. */
export const peerLeft = z.strictObject({ peerId: idSchema });

export const producerOpened = z.strictObject({ peerId: idSchema, producer: openProducerSchema });
const ofProducer = z.strictObject({ peerId: idSchema, producerId: idSchema });
export const producerClosed = ofProducer;
export const producerPaused = ofProducer;
export const producerResumed = ofProducer;

/** The stream behind a consumer ended. May overtake the reply to `consumer:create`. */
export const consumerClosed = z.strictObject({ consumerId: idSchema });
/** Which layer is being sent now; null while none is, for instance for lack of bandwidth. */
export const consumerLayers = z.strictObject({ consumerId: idSchema, spatialLayer: z.int().min(0).max(2).nullable() });

/** Who speaks. Sent when it changes: `dominant` is who to show large and stays through a pause for breath. */
export const speakerActive = z.strictObject({ dominant: idSchema.nullable(), speaking: z.array(idSchema).max(16) });

/**
 * The media of the room was lost (its worker died). The socket lives: drop every transport, enter again, and
 * send again what was being sent.
 */
export const roomReset = z.strictObject({});

export const conferenceClosing = z.strictObject({ reason: closeReasonSchema });
