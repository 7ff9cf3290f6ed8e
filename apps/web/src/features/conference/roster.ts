import type { conferenceFromServer, ConferencePeer, OpenProducer } from '@app/contracts';
import type { z } from 'zod';

/** Everybody else in the room, by peer id, in the order of arrival. */
export type Roster = ReadonlyMap<string, ConferencePeer>;

const NAMES = ['peer:joined', 'peer:left', 'producer:opened', 'producer:closed', 'producer:paused', 'producer:resumed'] as const;
export const ROSTER_NOTICES: readonly RosterNotice['name'][] = NAMES;

/** The notices that change who is here and what he sends. */
export type RosterNotice = {
  [N in (typeof NAMES)[number]]: { name: N; notice: z.output<(typeof conferenceFromServer)[N]> };
}[(typeof NAMES)[number]];

/**
 * The roster after a notice. Applying one twice changes nothing more: a notice that arrives while entering may
 * already be contained in the reply.
 */
export function afterNotice(roster: Roster, event: RosterNotice): Roster {
  const next = new Map(roster);
  switch (event.name) {
    case 'peer:joined':
      if (!next.has(event.notice.peer.id)) next.set(event.notice.peer.id, event.notice.peer);
      return next;
    case 'peer:left':
      next.delete(event.notice.peerId);
      return next;
    case 'producer:opened': {
      const { peerId, producer } = event.notice;
      return withProducers(next, peerId, (producers) => [...producers.filter(({ id }) => id !== producer.id), producer]);
    }
    case 'producer:closed': {
      const { peerId, producerId } = event.notice;
      return withProducers(next, peerId, (producers) => producers.filter(({ id }) => id !== producerId));
    }
    case 'producer:paused':
    case 'producer:resumed': {
      const { peerId, producerId } = event.notice;
      const paused = event.name === 'producer:paused';
      return withProducers(next, peerId, (producers) =>
        producers.map((producer) => (producer.id === producerId ? { ...producer, paused } : producer)),
      );
    }
  }
}

function withProducers(roster: Map<string, ConferencePeer>, peerId: string, change: (producers: OpenProducer[]) => OpenProducer[]): Roster {
  const peer = roster.get(peerId);
  if (peer) roster.set(peerId, { ...peer, producers: change(peer.producers) });
  return roster;
}
