import type { Source } from '@app/contracts';
import { behavior, type Behavior, type MutableBehavior, type Scope } from '../../state';

/** Why a camera, a microphone or a screen cannot be had. Each has its cure in the catalogue. */
export type MediaProblem = 'insecure' | 'denied' | 'missing' | 'busy' | 'failed';

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

export interface Devices {
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
}

interface Capture {
  readonly track: MutableBehavior<MediaStreamTrack | null>;
  readonly problem: MutableBehavior<MediaProblem | null>;
  opening: Promise<MediaStreamTrack | null> | null;
  /** Grows with each close: a track that arrives after it is stopped, or the camera's light would stay on. */
  generation: number;
}

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 24, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** My camera, microphone and screen: one track of each at most, stopped with the scope. */
export class LocalMedia {
  readonly #media: MediaDevices | undefined;
  readonly #captures: Record<Source, Capture> = { microphone: capture(), camera: capture(), screen: capture() };
  readonly #devices = behavior<Devices>({ microphones: [], cameras: [], speakers: [] });
  readonly #chosen = behavior<Partial<Record<'microphone' | 'camera' | 'speaker', string>>>({});

  /** @param media undefined in an insecure context: browsers then have no such thing. */
  constructor(scope: Scope, media: MediaDevices | undefined) {
    this.#media = media;
    scope.onEnd(() => {
      for (const source of ['microphone', 'camera', 'screen'] as const) this.close(source);
    });
    if (media) scope.listen(media, 'devicechange', () => void this.#list());
  }

  get devices(): Behavior<Devices> {
    return this.#devices;
  }

  get chosen(): Behavior<Partial<Record<'microphone' | 'camera' | 'speaker', string>>> {
    return this.#chosen;
  }

  /** Phones cannot share their screen from a browser. */
  supports(source: Source): boolean {
    return source !== 'screen' || typeof this.#media?.getDisplayMedia === 'function';
  }

  track(source: Source): Behavior<MediaStreamTrack | null> {
    return this.#captures[source].track;
  }

  problem(source: Source): Behavior<MediaProblem | null> {
    return this.#captures[source].problem;
  }

  /** Opens a source, asking the person where the browser has to. Null when it cannot be had; `problem` says why. */
  open(source: Source): Promise<MediaStreamTrack | null> {
    const state = this.#captures[source];
    if (state.track.value) return Promise.resolve(state.track.value);
    // Two presses would otherwise ask twice and leave one of the tracks running unseen.
    state.opening ??= this.#capture(source, state).finally(() => {
      state.opening = null;
    });
    return state.opening;
  }

  close(source: Source): void {
    const state = this.#captures[source];
    state.generation += 1;
    state.opening = null;
    state.track.value?.stop();
    state.track.next(null);
  }

  /** Another device from now on; what is open changes over at once. */
  async choose(kind: 'microphone' | 'camera' | 'speaker', id: string): Promise<void> {
    this.#chosen.update((chosen) => ({ ...chosen, [kind]: id }));
    if (kind === 'speaker' || !this.#captures[kind].track.value) return;
    this.close(kind);
    await this.open(kind);
  }

  async #capture(source: Source, state: Capture): Promise<MediaStreamTrack | null> {
    const generation = (state.generation += 1);
    state.problem.next(null);
    try {
      if (!this.#media) throw new DOMException('insecure context', 'SecurityError');
      const stream = await this.#ask(this.#media, source);
      const [track] = stream.getTracks();
      if (!track) throw new DOMException('no track', 'NotFoundError');
      if (state.generation !== generation) {
        track.stop();
        return null;
      }
      if (source === 'screen') track.contentHint = 'detail';
      // Unplugged, or sharing ended with the browser's own button.
      track.addEventListener('ended', () => {
        if (state.track.value === track) state.track.next(null);
      });
      state.track.next(track);
      void this.#list();
      return track;
    } catch (error) {
      // Closing the browser's picker is a decision, not a problem.
      if (state.generation === generation && !(source === 'screen' && isDenied(error))) state.problem.next(problemOf(error));
      return null;
    }
  }

  async #ask(media: MediaDevices, source: Source): Promise<MediaStream> {
    if (source === 'screen') return media.getDisplayMedia({ video: { frameRate: { max: 15 } }, audio: false });
    const wanted = source === 'camera' ? CAMERA : MICROPHONE;
    const get = (deviceId: string | undefined) => {
      const constraints = { ...wanted, ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }) };
      return media.getUserMedia(source === 'camera' ? { video: constraints } : { audio: constraints });
    };
    const chosen = this.#chosen.value[source];
    if (chosen === undefined) return get(undefined);
    // The chosen device may be unplugged by now: another one is better than none.
    return get(chosen).catch((error: unknown) => (isMissing(error) ? get(undefined) : Promise.reject(error as Error)));
  }

  /** Names appear only after a permission was given, so this is asked again after each capture. */
  async #list(): Promise<void> {
    const found = await this.#media?.enumerateDevices().catch(() => []);
    const of = (kind: MediaDeviceKind): DeviceChoice[] =>
      (found ?? [])
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    this.#devices.next({ microphones: of('audioinput'), cameras: of('videoinput'), speakers: of('audiooutput') });
  }
}

function capture(): Capture {
  return { track: behavior<MediaStreamTrack | null>(null), problem: behavior<MediaProblem | null>(null), opening: null, generation: 0 };
}

const nameOf = (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : '');
const isDenied = (error: unknown) => nameOf(error) === 'NotAllowedError';
const isMissing = (error: unknown) => ['NotFoundError', 'OverconstrainedError', 'DevicesNotFoundError'].includes(nameOf(error));

export function problemOf(error: unknown): MediaProblem {
  if (isDenied(error)) return 'denied';
  if (isMissing(error)) return 'missing';
  if (nameOf(error) === 'SecurityError') return 'insecure';
  // NotReadableError: another program holds the device.
  return ['NotReadableError', 'AbortError'].includes(nameOf(error)) ? 'busy' : 'failed';
}
