import type { ConferencePeer } from '@app/contracts';
import { afterNotice, type Roster, type RosterNotice } from './roster';

const peer = (id: string): ConferencePeer => ({
  id,
  accountId: id,
  name: { ar: 'أ', en: 'A' },
  role: 'member',
  delegation: 'OM',
  producers: [],
});
const play = (events: RosterNotice[], from: Roster = new Map()) => events.reduce(afterNotice, from);
const camera = { id: 'cam', source: 'camera', paused: false } as const;

describe('roster', () => {
  it('follows who comes, sends, pauses and goes', () => {
    const joined = play([
      { name: 'peer:joined', notice: { peer: peer('p') } },
      { name: 'producer:opened', notice: { peerId: 'p', producer: camera } },
      { name: 'producer:paused', notice: { peerId: 'p', producerId: 'cam' } },
    ]);
    expect(joined.get('p')?.producers).toEqual([{ ...camera, paused: true }]);
    const closed = play([{ name: 'producer:closed', notice: { peerId: 'p', producerId: 'cam' } }], joined);
    expect(closed.get('p')?.producers).toEqual([]);
    expect(play([{ name: 'peer:left', notice: { peerId: 'p' } }], closed).size).toBe(0);
  });

  it('takes a notice twice like once, and one about a stranger like none', () => {
    const events: RosterNotice[] = [
      { name: 'peer:joined', notice: { peer: peer('p') } },
      { name: 'producer:opened', notice: { peerId: 'p', producer: camera } },
      { name: 'producer:opened', notice: { peerId: 'q', producer: camera } },
    ];
    const once = play(events);
    expect(play(events, once)).toEqual(once);
    expect([...once.keys()]).toEqual(['p']);
  });

  it('leaves the former roster as it was', () => {
    const before: Roster = new Map([['p', peer('p')]]);
    play([{ name: 'producer:opened', notice: { peerId: 'p', producer: camera } }], before);
    expect(before.get('p')?.producers).toEqual([]);
  });
});
