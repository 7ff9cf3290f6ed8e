import type { ConferencePeer, OpenProducer, Source } from '@app/contracts';
import type { Roster } from './roster';
import type { Want } from './receiver';

/** One picture: a person, or a screen somebody shows. */
export interface Tile {
  /** Stable while the peer stays: `person:<peer>` or `screen:<peer>`. */
  readonly key: string;
  readonly kind: 'person' | 'screen';
  readonly self: boolean;
  readonly name: ConferencePeer['name'];
  readonly role: ConferencePeer['role'];
  readonly delegation: ConferencePeer['delegation'];
  readonly video: MediaStreamTrack | null;
  readonly muted: boolean;
  readonly speaking: boolean;
}

export interface Stage {
  /** A shared screen, otherwise who speaks or spoke last; null while I am alone. */
  readonly large: Tile | null;
  readonly small: readonly Tile[];
  /** Everybody else: nobody yet when empty. */
  readonly others: number;
}

export interface Speakers {
  readonly dominant: string | null;
  readonly speaking: readonly string[];
}

/** Me, as the others see me; null outside a room. */
export interface Self {
  readonly peerId: string;
  readonly name: ConferencePeer['name'];
  readonly role: ConferencePeer['role'];
  readonly delegation: ConferencePeer['delegation'];
  readonly camera: MediaStreamTrack | null;
  readonly microphoneOn: boolean;
}

const sent = (peer: ConferencePeer, source: Source): OpenProducer | undefined =>
  peer.producers.find((producer) => producer.source === source && !producer.paused);

/** Who is shown how. `before` is who was large last: a pause for breath does not change the picture. */
export function stageOf(
  roster: Roster,
  self: Self | null,
  speakers: Speakers,
  tracks: ReadonlyMap<string, MediaStreamTrack>,
  before: string | null,
): Stage {
  const peers = [...roster.values()];
  const shown = (peer: ConferencePeer, kind: Tile['kind']): Tile => ({
    key: `${kind}:${peer.id}`,
    kind,
    self: false,
    name: peer.name,
    role: peer.role,
    delegation: peer.delegation,
    video: tracks.get(sent(peer, kind === 'screen' ? 'screen' : 'camera')?.id ?? '') ?? null,
    muted: !sent(peer, 'microphone'),
    speaking: kind === 'person' && speakers.speaking.includes(peer.id),
  });
  const screens = peers.filter((peer) => sent(peer, 'screen')).map((peer) => shown(peer, 'screen'));
  const persons = peers.map((peer) => shown(peer, 'person'));
  const mine: Tile[] = self
    ? [
        {
          key: `person:${self.peerId}`,
          kind: 'person',
          self: true,
          name: self.name,
          role: self.role,
          delegation: self.delegation,
          video: self.camera,
          muted: !self.microphoneOn,
          speaking: self.microphoneOn && speakers.speaking.includes(self.peerId),
        },
      ]
    : [];
  const byKey = (key: string | null) => persons.find((tile) => tile.key === key);
  const large = screens[0] ?? byKey(speakers.dominant && `person:${speakers.dominant}`) ?? byKey(before) ?? persons[0] ?? null;
  return { large, small: [...screens, ...persons, ...mine].filter((tile) => tile !== large), others: peers.length };
}

/** Pixels up to which a simulcast layer is sharp enough: 320 and 640 of a 1280 picture, with some grace. */
const LAYER_WIDTHS = [360, 720];

function layerFor(pixels: number): Want['layer'] {
  const layer = LAYER_WIDTHS.findIndex((width) => pixels <= width);
  return layer === 0 ? 0 : layer === 1 ? 1 : 2;
}

/**
 * What to receive: every voice, and of pictures those in sight, no larger than they are shown.
 * @param seen device pixels of each tile that is on the screen now.
 */
export function wantsOf(roster: Roster, seen: ReadonlyMap<string, number>): ReadonlyMap<string, Want> {
  const wants = new Map<string, Want>();
  for (const peer of roster.values()) {
    for (const { id, source, paused } of peer.producers) {
      if (source === 'microphone') {
        wants.set(id, { active: true, layer: 0 });
        continue;
      }
      const pixels = seen.get(`${source === 'screen' ? 'screen' : 'person'}:${peer.id}`) ?? 0;
      wants.set(id, { active: pixels > 0 && !paused, layer: layerFor(pixels) });
    }
  }
  return wants;
}
