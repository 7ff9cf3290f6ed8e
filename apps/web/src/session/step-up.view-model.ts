import {
  readStepUpWays,
  startOidcStepUp,
  startPasskeyStepUp,
  stepUpAsPersona,
  stepUpWithPasskey,
  type EndpointResponse,
  type SessionState,
} from '@app/contracts';
import { behavior, type Behavior, type Scope } from '../state';
import { answerStepUp, type ApiError, call, toApiError } from '../wire';
import { askPasskey } from './passkey-device';
import { rememberPlace } from './return-place';

export type StepUpWays = EndpointResponse<typeof readStepUpWays>;

export interface StepUpState {
  readonly open: boolean;
  /** Null while they are asked for. */
  readonly ways: StepUpWays | null;
  readonly busy: boolean;
  readonly error: ApiError | null;
}

const CLOSED: StepUpState = { open: false, ways: null, busy: false, error: null };

/** Proving oneself again: asked for by an act that needs it, or by the person who wants to see more. */
export class StepUpViewModel {
  readonly #state = behavior<StepUpState>(CLOSED);
  readonly #session;
  /** Everybody who waits for the same proof. */
  #waiting: ((proved: boolean) => void)[] = [];

  constructor(scope: Scope, session: { enter(state: SessionState): void }) {
    this.#session = session;
    scope.onEnd(answerStepUp(() => this.ask()));
    scope.onEnd(() => this.cancel());
  }

  get state(): Behavior<StepUpState> {
    return this.#state;
  }

  /** Opens the dialog. @returns whether the person proved himself */
  ask(): Promise<boolean> {
    const asked = new Promise<boolean>((resolve) => this.#waiting.push(resolve));
    if (!this.#state.value.open) {
      this.#state.next({ ...CLOSED, open: true });
      void this.#try(async () => {
        const ways = await call(readStepUpWays, {});
        this.#state.update((state) => ({ ...state, ways }));
      });
    }
    return asked;
  }

  withPasskey(): Promise<void> {
    return this.#try(async () => {
      const assertion = await askPasskey(await call(startPasskeyStepUp, {}));
      this.#proved(await call(stepUpWithPasskey, { body: assertion }));
    });
  }

  asPersona(): Promise<void> {
    return this.#try(async () => this.#proved(await call(stepUpAsPersona, {})));
  }

  /** Leaves the page; what was to be done is done again after coming back. */
  atProvider(provider: string, go: (url: string) => void): Promise<void> {
    return this.#try(async () => {
      const { url } = await call(startOidcStepUp, { params: { provider } });
      rememberPlace();
      go(url);
    });
  }

  cancel(): void {
    this.#end(false);
  }

  #proved(state: SessionState): void {
    // The dialog closes before the page changes: an act that waits is repeated as the person who proved himself.
    this.#session.enter(state);
    this.#end(true);
  }

  #end(proved: boolean): void {
    this.#state.next(CLOSED);
    for (const resolve of this.#waiting.splice(0)) resolve(proved);
  }

  async #try(work: () => Promise<void>): Promise<void> {
    this.#state.update((state) => ({ ...state, busy: true, error: null }));
    try {
      await work();
    } catch (thrown) {
      this.#state.update((state) => ({ ...state, error: toApiError(thrown) }));
    } finally {
      this.#state.update((state) => (state.open ? { ...state, busy: false } : state));
    }
  }
}
