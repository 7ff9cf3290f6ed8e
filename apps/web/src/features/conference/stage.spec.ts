import type { ConferencePeer, OpenProducer, Source } from '@app/contracts';
import { stageOf, wantsOf, type Self } from './stage';

const sends = (id: string, ...sources: (Source | `${Source}!`)[]): ConferencePeer => ({
  id,
  accountId: id,
  name: { ar: id, en: id },
  role: 'member',
  delegation: 'KW',
  producers: sources.map((source): OpenProducer => ({
    id: `${id}-${source.replace('!', '')}`,
    source: source.replace('!', '') as Source,
    paused: source.endsWith('!'),
  })),
});
const roster = (...peers: ConferencePeer[]) => new Map(peers.map((peer) => [peer.id, peer]));
const track = {} as MediaStreamTrack;
const me: Self = { peerId: 'me', name: { ar: 'أنا', en: 'Me' }, role: 'chair', delegation: 'OM', camera: null, microphoneOn: true };
const quiet = { dominant: null, speaking: [] };

describe('stage', () => {
  it('shows me alone small and nobody large', () => {
    expect(stageOf(roster(), me, quiet, new Map(), null)).toMatchObject({ large: null, others: 0, small: [{ self: true, muted: false }] });
  });

  it('shows who speaks large, and keeps him through a pause for breath', () => {
    const room = roster(sends('a', 'microphone'), sends('b', 'microphone'));
    const speaking = stageOf(room, me, { dominant: 'b', speaking: ['b'] }, new Map(), null);
    expect(speaking.large).toMatchObject({ key: 'person:b', speaking: true });
    expect(stageOf(room, me, quiet, new Map(), 'person:b').large).toMatchObject({ key: 'person:b', speaking: false });
    expect(speaking.small.map(({ key }) => key)).toEqual(['person:a', 'person:me']);
  });

  it('does not make me large to myself when I speak', () => {
    expect(stageOf(roster(sends('a')), me, { dominant: 'me', speaking: ['me'] }, new Map(), null).large?.key).toBe('person:a');
  });

  it('gives a shared screen the large place, its owner a small one', () => {
    const stage = stageOf(
      roster(sends('a'), sends('b', 'camera', 'screen')),
      me,
      { dominant: 'a', speaking: ['a'] },
      new Map([
        ['b-screen', track],
        ['b-camera', track],
      ]),
      null,
    );
    expect(stage.large).toMatchObject({ key: 'screen:b', video: track });
    expect(stage.small.map(({ key }) => key)).toEqual(['person:a', 'person:b', 'person:me']);
  });

  it('shows a paused camera as none and a paused microphone as muted', () => {
    const [tile] = stageOf(roster(sends('a', 'camera!', 'microphone!')), null, quiet, new Map([['a-camera', track]]), null).small.concat(
      stageOf(roster(sends('a', 'camera!', 'microphone!')), null, quiet, new Map([['a-camera', track]]), null).large ?? [],
    );
    expect(tile).toMatchObject({ video: null, muted: true });
  });
});

describe('what is received', () => {
  const room = roster(sends('a', 'microphone', 'camera', 'screen'), sends('b', 'microphone!', 'camera!'));

  it('is every voice, and pictures only in sight', () => {
    const wants = wantsOf(room, new Map());
    expect(wants.get('a-microphone')).toEqual({ active: true, layer: 0 });
    expect(wants.get('a-camera')?.active).toBe(false);
    expect(wants.get('a-screen')?.active).toBe(false);
    expect(wants.get('b-microphone')?.active).toBe(true);
  });

  it.each([
    [120, 0],
    [360, 0],
    [361, 1],
    [720, 1],
    [1280, 2],
  ])('is no larger than shown: %i pixels take layer %i', (pixels, layer) => {
    expect(wantsOf(room, new Map([['person:a', pixels]])).get('a-camera')).toEqual({ active: true, layer });
  });

  it('leaves out a camera that is off', () => {
    expect(wantsOf(room, new Map([['person:b', 400]])).get('b-camera')?.active).toBe(false);
  });
});
