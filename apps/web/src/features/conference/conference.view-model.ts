import { CONFERENCE_PROTOCOL, SOURCES, type Source } from '@app/contracts';
import { behavior, derive, type Behavior, type MutableBehavior, type Scope } from '../../state';
import { ApiError, toApiError } from '../../wire';
import type { Audio, ConferenceCollaborators, Phase, Toggle } from './conference.types';
import { MediaSession, type EnteredRoom, type MediaPath } from './media-session';
import { afterNotice, ROSTER_NOTICES, type Roster, type RosterNotice } from './roster';
import type { Signalling } from './signalling';
import { stageOf, wantsOf, type Speakers, type Stage } from './stage';

const NOBODY: Speakers = { dominant: null, speaking: [] };
const ASK_AGAIN_MS = 8000;
const ENTER_AGAIN_MS = [200, 500, 1000, 2000, 5000];

/** The conference of one meeting: outside, entering, inside, back after a loss. Everything ends with the scope. */
export class ConferenceViewModel {
  readonly phase: Behavior<Phase>;
  readonly stage: Behavior<Stage>;
  readonly path: Behavior<MediaPath>;
  readonly audio: Behavior<readonly Audio[]>;
  readonly microphone: Behavior<Toggle | null>;
  readonly camera: Behavior<Toggle | null>;
  readonly share: Behavior<Toggle | null>;
  /** What could not be sent, although it was open; until the next attempt. */
  readonly refused: Behavior<Source | null>;
  readonly #scope: Scope;
  readonly #with: ConferenceCollaborators;
  readonly #phase = behavior<Phase>({ kind: 'outside' });
  readonly #path = behavior<MediaPath>('connecting');
  readonly #room = behavior<EnteredRoom | null>(null);
  readonly #roster = behavior<Roster>(new Map());
  readonly #speakers = behavior<Speakers>(NOBODY);
  readonly #tracks = behavior<ReadonlyMap<string, MediaStreamTrack>>(new Map());
  readonly #seen = behavior<ReadonlyMap<string, number>>(new Map());
  readonly #refused = behavior<Source | null>(null);
  readonly #on: Record<Source, MutableBehavior<boolean>> = {
    microphone: behavior(false),
    camera: behavior(false),
    screen: behavior(false),
  };
  /** Owns the socket: from joining to leaving. */
  #call: Scope | null = null;
  /** Owns one stay in the room; a reset or a lost socket ends it, the call goes on. */
  #stay: Scope | null = null;
  /** Notices that came between asking to enter and the reply: they are newer than the reply. */
  #early: RosterNotice[] | null = null;
  #largest: string | null = null;
  #wasInside = false;
  #callOff: () => void = () => undefined;

  constructor(scope: Scope, collaborators: ConferenceCollaborators) {
    this.#scope = scope;
    this.#with = collaborators;
    this.phase = this.#phase;
    this.path = this.#path;
    this.refused = this.#refused;
    const { local } = collaborators;
    const self = derive(
      scope,
      [this.#room, local.track('camera'), this.#on.camera, this.#on.microphone],
      (room, camera, filming, speaking) =>
        room
          ? {
              ...collaborators.person,
              role: collaborators.meeting.role,
              peerId: room.peerId,
              camera: filming ? camera : null,
              microphoneOn: speaking,
            }
          : null,
    );
    this.stage = derive(scope, [this.#roster, self, this.#speakers, this.#tracks], (roster, me, speakers, tracks) => {
      const stage = stageOf(roster, me, speakers, tracks, this.#largest);
      if (stage.large?.kind === 'person') this.#largest = stage.large.key;
      return stage;
    });
    this.audio = derive(scope, [this.#roster, this.#tracks], (roster, tracks) =>
      [...roster.values()].flatMap(({ producers }) =>
        producers.flatMap(({ id, source }) => {
          const track = source === 'microphone' ? tracks.get(id) : undefined;
          return track ? [{ producerId: id, track }] : [];
        }),
      ),
    );
    this.microphone = this.#toggle('microphone', 'speak');
    this.camera = this.#toggle('camera', 'film');
    this.share = this.#toggle('screen', 'share');
    for (const source of SOURCES) {
      // Unplugged, or sharing ended with the browser's own button: it is off, whatever was wished.
      scope.onEnd(
        local.track(source).subscribe(() => {
          if (!local.track(source).value && source !== 'microphone') this.#on[source].next(false);
        }),
      );
    }
    scope.onEnd(() => this.leave());
  }

  /** Joins with what is open in the device check; whoever may not send listens. Idempotent while joining or inside. */
  join(): void {
    if (this.#call || this.#scope.ended) return;
    this.#phase.next({ kind: 'connecting' });
    this.#start();
  }

  #start(): void {
    const { local, meeting, connect } = this.#with;
    const call = this.#scope.child();
    this.#call = call;
    this.#on.microphone.next(local.track('microphone').value !== null);
    this.#on.camera.next(local.track('camera').value !== null);
    const signalling = connect(call, meeting.id);
    for (const name of ROSTER_NOTICES) signalling.on(name, (notice) => this.#hear({ name, notice } as RosterNotice));
    signalling.on('speaker:active', (speakers) => this.#speakers.next(speakers));
    signalling.on('room:reset', () => this.#again(signalling, call));
    call.onEnd(signalling.epoch.subscribe(() => void this.#enter(signalling, call)));
    call.onEnd(
      signalling.status.subscribe(() => {
        if (signalling.status.value === 'offline') this.#lost();
        if (signalling.status.value === 'closed') this.#closed(signalling);
      }),
    );
  }

  /** Leaves and lets go of camera and microphone. */
  leave(): void {
    this.#hangUp();
    this.#letGo();
    this.#wasInside = false;
    this.#phase.next({ kind: 'outside' });
  }

  /** After a failure: join once more with what is still open. */
  retry(): void {
    this.#hangUp();
    this.join();
  }

  /** A tile tells how many device pixels wide it is shown; 0 while nobody can see it. */
  readonly see = (key: string, pixels: number): void => {
    if ((this.#seen.value.get(key) ?? 0) === pixels) return;
    this.#seen.update((seen) => {
      const next = new Map(seen);
      if (pixels > 0) next.set(key, pixels);
      else next.delete(key);
      return next;
    });
  };

  async #enter(signalling: Signalling, call: Scope): Promise<void> {
    this.#endStay();
    const stay = call.child();
    this.#stay = stay;
    for (let attempt = 0; !stay.ended; attempt += 1) {
      try {
        this.#early = [];
        const room = await signalling.request('room:enter', { protocol: CONFERENCE_PROTOCOL, instance: this.#with.instance });
        if (stay.ended) return;
        const early = this.#early;
        this.#early = null;
        this.#room.next(room);
        this.#roster.next(early.reduce(afterNotice, new Map(room.peers.map((peer) => [peer.id, peer]))));
        await this.#openMedia(signalling, room, stay);
        return;
      } catch (thrown) {
        const error = toApiError(thrown);
        if (stay.ended) return;
        // Refused by the room itself, for instance because it is full: trying by ourselves would not help.
        if (!(error.retry && error.code !== 'room_full')) return this.#fail(error);
        await this.#pause(stay, ENTER_AGAIN_MS[Math.min(attempt, ENTER_AGAIN_MS.length - 1)] ?? 5000);
        // Half an entry may have happened: leave it, or entering again is a conflict.
        await signalling.request('room:leave', {}).catch(() => undefined);
      }
    }
  }

  async #openMedia(signalling: Signalling, room: EnteredRoom, stay: Scope): Promise<void> {
    const session = await (this.#with.openMedia ?? MediaSession.open)(stay, signalling, room, (source) => this.#refuse(source));
    if (stay.ended) return;
    const follow = <T>(source: Behavior<T>, apply: (value: T) => void) => {
      stay.onEnd(source.subscribe(() => apply(source.value)));
      apply(source.value);
    };
    follow(session.path, (path) => this.#path.next(path));
    follow(session.receiver.tracks, (tracks) => this.#tracks.next(tracks));
    follow(derive(stay, [this.#roster, this.#seen], wantsOf), (wants) => session.receiver.want(wants));
    const may: Record<Source, boolean> = { microphone: room.abilities.speak, camera: room.abilities.film, screen: room.abilities.share };
    for (const source of SOURCES) {
      if (!may[source]) {
        this.#on[source].next(false);
        this.#with.local.close(source);
        continue;
      }
      follow(
        derive(stay, [this.#with.local.track(source), this.#on[source]], (track, on) => ({ track, on })),
        (wish) => session.publisher?.wish(source, wish),
      );
    }
    this.#wasInside = true;
    this.#phase.next({ kind: 'inside' });
  }

  #toggle(source: Source, ability: keyof EnteredRoom['abilities']): Behavior<Toggle | null> {
    const { local } = this.#with;
    return derive(this.#scope, [this.#room, this.#on[source], local.problem(source)], (room, on, problem) =>
      room?.abilities[ability] && local.supports(source) ? { on, problem, press: () => void this.#press(source) } : null,
    );
  }

  async #press(source: Source): Promise<void> {
    this.#refused.next(null);
    const on = this.#on[source];
    if (on.value) {
      on.next(false);
      if (source !== 'microphone') this.#with.local.close(source);
      return;
    }
    const call = this.#call;
    const track = await this.#with.local.open(source);
    // Left while the browser was asking: nothing may be open then.
    if (call !== this.#call || !call) return this.#with.local.close(source);
    if (track) on.next(true);
  }

  #hear(event: RosterNotice): void {
    if (this.#early) this.#early.push(event);
    else if (this.#room.value) this.#roster.update((roster) => afterNotice(roster, event));
  }

  #refuse(source: Source): void {
    this.#on[source].next(false);
    if (source !== 'microphone') this.#with.local.close(source);
    this.#refused.next(source);
  }

  #lost(): void {
    this.#endStay();
    if (this.#phase.value.kind === 'inside') this.#phase.next({ kind: 'reconnecting' });
  }

  #again(signalling: Signalling, call: Scope): void {
    this.#lost();
    void this.#enter(signalling, call);
  }

  #closed({ closing }: Signalling): void {
    const why = closing.value;
    if (why?.by === 'server') {
      this.#hangUp();
      this.#letGo();
      this.#phase.next({ kind: 'closed', reason: why.reason });
    } else this.#fail(why?.error ?? new ApiError('internal'));
  }

  #fail(error: ApiError): void {
    this.#hangUp();
    if (!error.retry) this.#letGo();
    if (error.code !== 'not_found') return this.#phase.next({ kind: 'failed', code: error.code });
    this.#phase.next({ kind: 'notPermitted' });
    // Put outside during a meeting: back, muted, as soon as the room is open to him again.
    if (this.#wasInside) this.#callOff = this.#scope.after(ASK_AGAIN_MS, () => this.#start());
  }

  #letGo(): void {
    for (const source of SOURCES) {
      this.#on[source].next(false);
      this.#with.local.close(source);
    }
  }

  #hangUp(): void {
    this.#callOff();
    this.#endStay();
    this.#call?.end();
    this.#call = null;
  }

  #endStay(): void {
    this.#stay?.end();
    this.#stay = null;
    this.#early = null;
    this.#room.next(null);
    this.#roster.next(new Map());
    this.#speakers.next(NOBODY);
    this.#path.next('connecting');
  }

  #pause(stay: Scope, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      stay.after(milliseconds, resolve);
      stay.onEnd(resolve);
    });
  }
}
