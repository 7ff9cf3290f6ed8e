import {
  editPreferences,
  readSession,
  signInAsPersona,
  signInWithPasskey,
  signInWithPassword,
  signOut,
  signOutAtProvider,
  startPasskeySignIn,
  type Preferences,
  type SessionState,
} from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../state';
import { type ApiError, call, listenForSignedOut, toApiError } from '../wire';
import { askPasskey } from './passkey-device';
import { readLocalPreferences, writeLocalPreferences } from './preferences';

export type SessionStatus = { status: 'loading' } | { status: 'failed'; error: ApiError } | SessionState;

interface Collaborators {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Forgets everything the last person was shown. */
  forget(): void;
}

/** Who is signed in, and how he reads. */
export class SessionViewModel {
  readonly #state = behavior<SessionStatus>({ status: 'loading' });
  readonly #local;
  readonly #scope: Scope;
  readonly #storage;
  readonly #forget;
  readonly preferences: Behavior<Preferences>;

  constructor(scope: Scope, { storage, forget }: Collaborators) {
    this.#scope = scope;
    this.#storage = storage;
    this.#forget = forget;
    this.#local = behavior(readLocalPreferences(storage));
    this.preferences = derive(scope, [this.#state, this.#local], (state, local) =>
      state.status === 'signed-in' && state.preferences ? state.preferences : local,
    );
    scope.onEnd(
      listenForSignedOut(() => {
        // The sign-in request itself is refused with another code, so this is always a session that ended.
        if (this.#state.value.status === 'signed-in') void this.load();
      }),
    );
  }

  get state(): Behavior<SessionStatus> {
    return this.#state;
  }

  async load(): Promise<void> {
    try {
      this.#enter(await call(readSession, {}, { signal: this.#scope.signal }));
    } catch (thrown) {
      // A signed-in person keeps his screen while the network is away.
      if (this.#state.value.status !== 'signed-in') this.#state.next({ status: 'failed', error: toApiError(thrown) });
    }
  }

  /** @throws ApiError */
  async signInAsPersona(persona: string): Promise<void> {
    this.#enter(await call(signInAsPersona, { body: { persona } }));
  }

  /** @throws ApiError */
  async signInWithPassword(login: string, password: string): Promise<void> {
    this.#enter(await call(signInWithPassword, { body: { login, password } }));
  }

  /** @throws ApiError */
  async signInWithPasskey(): Promise<void> {
    const assertion = await askPasskey(await call(startPasskeySignIn, {}));
    this.#enter(await call(signInWithPasskey, { body: assertion }));
  }

  /** Takes over what another way of signing in was answered with. */
  enter(state: SessionState): void {
    this.#enter(state);
  }

  /**
   * @returns where his identity provider lets him sign out too, if it does
   * @throws ApiError when the server could not be told: then he is still signed in, and must know it.
   */
  async signOut(): Promise<string | null> {
    const { value } = this.#state;
    const provider = value.status === 'signed-in' && value.signIn.provider !== null;
    const { url } = provider ? await call(signOutAtProvider, {}) : { ...(await call(signOut, {})), url: null };
    this.leave();
    return url;
  }

  /** The session is over, and the server knows. */
  leave(): void {
    const { value } = this.#state;
    this.#enter({ status: 'anonymous', mode: value.status === 'signed-in' ? value.mode : 'production' });
  }

  /** Shows at once, stores after. A preference that could not be stored still holds on this screen. */
  async prefer(change: Partial<Preferences>): Promise<void> {
    const preferences = { ...this.preferences.value, ...change };
    const state = this.#state.value;
    this.#local.next(preferences);
    writeLocalPreferences(this.#storage, preferences);
    if (state.status !== 'signed-in') return;
    this.#state.next({ ...state, preferences });
    await call(editPreferences, { body: preferences }).catch(() => undefined);
  }

  #enter(next: SessionState): void {
    const before = this.#state.value;
    const same = before.status === 'signed-in' && next.status === 'signed-in' && before.person.id === next.person.id;
    if (before.status === 'signed-in' && !same) this.#forget();
    this.#state.next(next);
  }
}
