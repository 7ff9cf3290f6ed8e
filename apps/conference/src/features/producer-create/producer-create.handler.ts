import { SOURCE_PERMISSION, type ConferenceFromClient } from '@app/contracts';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';
import { Denied, type Trail } from '../../trail/trail.js';

type ProducerCreate = ConferenceFromClient['producer:create'];

/** Starts sending a source. Without its permission the answer is the one for a transport that does not exist. */
export async function createProducer(
  trail: Trail,
  connection: Connection,
  payload: z.output<ProducerCreate['payload']>,
): Promise<z.input<ProducerCreate['reply']>> {
  const { transportId, source, rtpParameters, paused } = payload;
  trail.requireRoom();
  const decision = { event: 'conference.decided', action: SOURCE_PERMISSION[source] } as const;
  if (!connection.grant.permissions.includes(SOURCE_PERMISSION[source])) {
    trail.note(connection, { ...decision, object: 'meeting', objectId: connection.grant.meetingId, reasons: ['role'] });
    throw new Denied('not_found');
  }
  const id = await connection.peer.produce(transportId, source, rtpParameters, paused);
  trail.note(connection, { ...decision, object: 'producer', objectId: id, reasons: [] });
  return { id };
}
