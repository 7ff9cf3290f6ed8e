import { SOURCE_PERMISSION, type ConferenceFromClient } from '@app/contracts';
import { notFound } from '@app/platform';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';

type ProducerCreate = ConferenceFromClient['producer:create'];

/** Starts sending a source. Without its permission the answer is the one for a transport that does not exist. */
export async function createProducer(
  connection: Connection,
  payload: z.output<ProducerCreate['payload']>,
): Promise<z.input<ProducerCreate['reply']>> {
  const { transportId, source, rtpParameters, paused } = payload;
  if (!connection.grant.permissions.includes(SOURCE_PERMISSION[source])) throw notFound();
  return { id: await connection.peer.produce(transportId, source, rtpParameters, paused) };
}
