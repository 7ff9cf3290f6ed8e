import { CONFERENCE_PROTOCOL, type ConferenceFromClient, type Permission } from '@app/contracts';
import { AppError, notFound } from '@app/platform';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';
import type { Peer } from '../../rooms/peer.js';
import type { Rooms } from '../../rooms/rooms.js';
import type { Trail } from '../../trail/trail.js';

type RoomEnter = ConferenceFromClient['room:enter'];

/** Enters the meeting's room, or enters it again after it was reset. */
export async function enterRoom(
  { rooms, trail }: { rooms: Rooms; trail: Trail },
  connection: Connection,
  payload: z.output<RoomEnter['payload']>,
): Promise<z.input<RoomEnter['reply']>> {
  if (payload.protocol !== CONFERENCE_PROTOCOL) {
    connection.dismiss('protocol');
    throw new AppError('message_invalid');
  }
  const { state } = connection;
  if (state.kind === 'gone') throw notFound();
  if (state.kind === 'entering' || (state.kind === 'inside' && !state.peer.closed)) throw new AppError('conflict');
  trail.requireRoom();
  // Told apart by identity: who leaves and enters again before the first reply is entering a second time.
  const entering = { kind: 'entering' } as const;
  connection.state = entering;
  try {
    const { room, peer, others } = await rooms.enter(
      connection.grant,
      payload.instance,
      connection.notify,
      () => connection.state === entering,
    );
    connection.state = { kind: 'inside', room, peer };
    follow(trail, connection, peer);
    const may = (permission: Permission) => connection.grant.permissions.some((granted) => granted === permission);
    return {
      peerId: peer.id,
      rtpCapabilities: room.rtpCapabilities,
      peers: others,
      abilities: { speak: may('conference.speak'), film: may('conference.film'), share: may('conference.share') },
    };
  } finally {
    // Refused, or disconnected meanwhile: only what this call set may be taken back.
    if (connection.state === entering) connection.state = { kind: 'outside' };
  }
}

/** What becomes of whoever came in, for the trail: his streams that end one by one, and then he with the rest of them. */
function follow(trail: Trail, connection: Connection, peer: Peer): void {
  const { meetingId } = connection.grant;
  trail.note(connection, { event: 'conference.decided', action: 'conference.join', object: 'meeting', objectId: meetingId, reasons: [] });
  const left = () => trail.note(connection, { event: 'conference.left' });
  if (peer.closed) return left();
  const ended = (object: 'producer' | 'consumer', objectId: string) =>
    trail.note(connection, { event: 'conference.ended', object, objectId });
  peer.on('ended', ({ id }) => ended('producer', id));
  peer.on('dropped', (id) => ended('consumer', id));
  peer.once('closed', left);
}
