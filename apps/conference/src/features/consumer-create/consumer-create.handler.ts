import type { ConferenceFromClient } from '@app/contracts';
import { notFound } from '@app/platform';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';

type ConsumerCreate = ConferenceFromClient['consumer:create'];

/** Receives somebody's stream: the room is the one of the grant, so a stream of another meeting is not found. */
export async function createConsumer(
  connection: Connection,
  payload: z.output<ConsumerCreate['payload']>,
): Promise<z.input<ConsumerCreate['reply']>> {
  const { room, peer } = connection.place;
  // Said twice on purpose: the edge asks for it per message, this line for the stream (house rule 2).
  if (!connection.grant.permissions.includes('conference.join')) throw notFound();
  return peer.consume(payload.transportId, room.producerFor(peer, payload.producerId));
}
