import type { ConferenceFromClient, Handlers } from '@app/contracts';
import { createConsumer } from '../features/consumer-create/consumer-create.handler.js';
import { createProducer } from '../features/producer-create/producer-create.handler.js';
import { enterRoom } from '../features/room-enter/room-enter.handler.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Connection } from './connection.js';

/** A handler for every message there is; a message without one does not compile. */
export function conferenceHandlers(rooms: Rooms): Handlers<ConferenceFromClient, Connection> {
  return {
    'room:enter': (connection, payload) => enterRoom(rooms, connection, payload),
    'room:leave': async (connection) => done(connection.leave()),
    'transport:create': async ({ peer }, payload) =>
      peer.createTransport(payload.direction, payload.direction === 'receive' ? payload.rtpCapabilities : null),
    'transport:connect': async ({ peer }, { transportId, dtlsParameters }) =>
      done(await peer.connectTransport(transportId, dtlsParameters)),
    'transport:restart-ice': async ({ peer }, { transportId }) => ({ iceParameters: await peer.restartIce(transportId) }),
    'producer:create': createProducer,
    'producer:pause': async ({ peer }, { producerId }) => done(await peer.pauseProducer(producerId)),
    'producer:resume': async ({ peer }, { producerId }) => done(await peer.resumeProducer(producerId)),
    'producer:close': async ({ peer }, { producerId }) => done(peer.closeProducer(producerId)),
    'consumer:create': createConsumer,
    'consumer:resume': async ({ peer }, { consumerId }) => done(await peer.resumeConsumer(consumerId)),
    'consumer:pause': async ({ peer }, { consumerId }) => done(await peer.pauseConsumer(consumerId)),
    'consumer:prefer': async ({ peer }, { consumerId, spatialLayer }) => done(await peer.preferLayer(consumerId, spatialLayer)),
    'consumer:close': async ({ peer }, { consumerId }) => done(peer.closeConsumer(consumerId)),
  };
}

function done(_result: void): Record<string, never> {
  return {};
}
