import { CONFERENCE_PROTOCOL, type ConferenceFromClient, type Permission } from '@app/contracts';
import { AppError, notFound } from '@app/platform';
import type { z } from 'zod';
import type { Connection } from '../../gateway/connection.js';
import type { Rooms } from '../../rooms/rooms.js';

type RoomEnter = ConferenceFromClient['room:enter'];

/** Enters the meeting's room, or enters it again after it was reset. */
export async function enterRoom(
  rooms: Rooms,
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
