import { behavior, type Behavior } from '../state';
import { type ApiError, toApiError } from '../wire';

export interface TaskState {
  readonly busy: boolean;
  readonly error: ApiError | null;
}

const IDLE: TaskState = { busy: false, error: null };

/** One thing at a time that a person starts and that may fail. */
export class Task {
  readonly #state = behavior<TaskState>(IDLE);
  /** The work whose failure somebody is waiting to hear of. */
  #heard: symbol | null = null;

  get state(): Behavior<TaskState> {
    return this.#state;
  }

  /** @returns whether it was done; what went wrong is in the state. A second start while it runs does nothing. */
  async run(work: () => Promise<unknown>): Promise<boolean> {
    if (this.#state.value.busy) return false;
    const run = (this.#heard = Symbol());
    this.#state.next({ busy: true, error: null });
    try {
      await work();
      this.#state.next(IDLE);
      return true;
    } catch (thrown) {
      this.#state.next({ busy: false, error: this.#heard === run ? toApiError(thrown) : null });
      return false;
    }
  }

  /** What went wrong, or goes wrong yet, is told to nobody who comes to the same place for something else. */
  forget(): void {
    this.#heard = null;
    this.#state.next({ ...this.#state.value, error: null });
  }
}
