import type { ConferenceFromClient, Handlers } from '@app/contracts';
import { createConsumer } from '../features/consumer-create/consumer-create.handler.js';
import { createProducer } from '../features/producer-create/producer-create.handler.js';
import { enterRoom } from '../features/room-enter/room-enter.handler.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Trail } from '../trail/trail.js';
import type { Connection } from './connection.js';

/** A handler for every message there is; a message without one does not compile. */
export function conferenceHandlers(rooms: Rooms, trail: Trail): Handlers<ConferenceFromClient, Connection> {
  return {
    'room:enter': (connection, payload) => enterRoom({ rooms, trail }, connection, payload),
    'room:leave': done((connection) => connection.leave()),
    'transport:create': async ({ peer }, payload) =>
      peer.createTransport(payload.direction, payload.direction === 'receive' ? payload.rtpCapabilities : null),
    'transport:connect': done(({ peer }, { transportId, dtlsParameters }) => peer.connectTransport(transportId, dtlsParameters)),
    'transport:restart-ice': async ({ peer }, { transportId }) => ({ iceParameters: await peer.restartIce(transportId) }),
    'producer:create': (connection, payload) => createProducer(trail, connection, payload),
    'producer:pause': done(({ peer }, { producerId }) => peer.pauseProducer(producerId)),
    'producer:resume': done(({ peer }, { producerId }) => peer.resumeProducer(producerId)),
    'producer:close': done(({ peer }, { producerId }) => peer.closeProducer(producerId)),
    'consumer:create': (connection, payload) => createConsumer(trail, connection, payload),
    'consumer:resume': done(({ peer }, { consumerId }) => peer.resumeConsumer(consumerId)),
    'consumer:pause': done(({ peer }, { consumerId }) => peer.pauseConsumer(consumerId)),
    'consumer:prefer': done(({ peer }, { consumerId, spatialLayer }) => peer.preferLayer(consumerId, spatialLayer)),
    'consumer:close': done(({ peer }, { consumerId }) => peer.closeConsumer(consumerId)),
  };
}

/** For what is only to be done: its reply says nothing but that it was. */
function done<Payload>(handle: (connection: Connection, payload: Payload) => unknown) {
  return async (connection: Connection, payload: Payload): Promise<Record<string, never>> => {
    await handle(connection, payload);
    return {};
  };
}
