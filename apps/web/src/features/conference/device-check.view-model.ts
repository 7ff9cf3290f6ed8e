import { behavior, derive, type Behavior, type MutableBehavior, type Scope } from '../../state';
import type { DeviceChoice, LocalMedia, MediaProblem } from './local-media';

/** One device of mine before joining. */
export type DeviceState =
  { state: 'off' } | { state: 'asking' } | { state: 'ready'; track: MediaStreamTrack } | { state: 'problem'; problem: MediaProblem };

export interface DeviceRow {
  readonly state: Behavior<DeviceState>;
  readonly choices: Behavior<readonly DeviceChoice[]>;
  readonly chosen: Behavior<string | null>;
  readonly choose: (id: string) => void;
  readonly toggle: () => void;
}

interface Collaborators {
  local: LocalMedia;
  /** Injected, because sound hardware is missing where this is tested. */
  readonly meter: (scope: Scope, track: MediaStreamTrack) => Behavior<number>;
  readonly playTone: (speakerId: string | null) => Promise<void>;
}

/**
 * Looking in the mirror before going in: the camera's picture, the microphone's level, which devices. What is on
 * here is on when entering; nothing leaves this machine before.
 */
export class DeviceCheckViewModel {
  readonly camera: DeviceRow;
  readonly microphone: DeviceRow;
  readonly speakers: Behavior<readonly DeviceChoice[]>;
  readonly speaker: Behavior<string | null>;
  readonly level: Behavior<number>;
  readonly #asking = { camera: behavior(false), microphone: behavior(false) };
  readonly #scope: Scope;
  readonly #local: LocalMedia;
  readonly #playTone: Collaborators['playTone'];

  constructor(scope: Scope, { local, meter, playTone }: Collaborators) {
    this.#scope = scope;
    this.#local = local;
    this.#playTone = playTone;
    this.camera = this.#row('camera');
    this.microphone = this.#row('microphone');
    this.speakers = derive(scope, [local.devices], (devices) => devices.speakers);
    this.speaker = derive(scope, [local.chosen], (chosen) => chosen.speaker ?? null);
    this.level = followLevel(scope, local.track('microphone'), meter);
  }

  /** Opens both; a browser that has to ask does it here, before anybody waits for an answer. */
  start(): void {
    this.#open('microphone');
    this.#open('camera');
  }

  chooseSpeaker(id: string): void {
    void this.#local.choose('speaker', id);
  }

  testSpeaker(): void {
    void this.#playTone(this.speaker.value).catch(() => undefined);
  }

  #row(kind: 'camera' | 'microphone'): DeviceRow {
    const { [kind]: asking } = this.#asking;
    const track = this.#local.track(kind);
    return {
      state: derive(this.#scope, [track, this.#local.problem(kind), asking], stateOf),
      choices: derive(this.#scope, [this.#local.devices], (devices) => (kind === 'camera' ? devices.cameras : devices.microphones)),
      chosen: derive(this.#scope, [this.#local.chosen, track], (chosen, open) => open?.getSettings().deviceId ?? chosen[kind] ?? null),
      choose: (id) => void this.#local.choose(kind, id),
      toggle: () => {
        if (track.value) this.#local.close(kind);
        else this.#open(kind);
      },
    };
  }

  #open(kind: 'camera' | 'microphone'): void {
    const { [kind]: asking } = this.#asking;
    asking.next(true);
    void this.#local.open(kind).finally(() => asking.next(false));
  }
}

function stateOf(track: MediaStreamTrack | null, problem: MediaProblem | null, asking: boolean): DeviceState {
  if (track) return { state: 'ready', track };
  if (problem) return { state: 'problem', problem };
  return { state: asking ? 'asking' : 'off' };
}

/** The level of whichever track is open; a new meter for each, the old one ended. */
function followLevel(scope: Scope, track: Behavior<MediaStreamTrack | null>, meter: Collaborators['meter']): Behavior<number> {
  const level: MutableBehavior<number> = behavior(0);
  let running: Scope | null = null;
  const follow = () => {
    running?.end();
    running = null;
    level.next(0);
    if (!track.value || scope.ended) return;
    running = scope.child();
    const source = meter(running, track.value);
    running.onEnd(source.subscribe(() => level.next(source.value)));
  };
  scope.onEnd(track.subscribe(follow));
  follow();
  return level;
}
