import type { ConferenceFromClient } from '@app/contracts';
import { AppError } from '@app/platform';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';
import { Denied, type Trail } from '../../trail/trail.js';

type ConsumerCreate = ConferenceFromClient['consumer:create'];

/** Receives somebody's stream: the room is the one of the grant, so a stream of another meeting is not found. */
export async function createConsumer(
  trail: Trail,
  connection: Connection,
  payload: z.output<ConsumerCreate['payload']>,
): Promise<z.input<ConsumerCreate['reply']>> {
  const { room, peer } = connection.place;
  trail.requireRoom();
  const decision = { event: 'conference.decided', action: 'conference.join' } as const;
  const deny = (reason: 'role' | 'missing'): never => {
    trail.note(connection, { ...decision, object: 'producer', objectId: payload.producerId, reasons: [reason] });
    throw new Denied('not_found');
  };
  // Said twice on purpose: the edge asks for it per message, this line for the stream (house rule 2).
  if (!connection.grant.permissions.includes('conference.join')) deny('role');
  try {
    const consumer = await peer.consume(payload.transportId, room.producerFor(peer, payload.producerId));
    trail.note(connection, { ...decision, object: 'consumer', objectId: consumer.id, reasons: [] });
    return consumer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return deny('missing');
    throw error;
  }
}
