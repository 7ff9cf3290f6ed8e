import type { ItemRestrictions } from '@app/contracts';
import { Task, type TaskState } from '../../services/task';
import { behavior, type Behavior, type Scope } from '../../state';
import { type ApiError, toApiError } from '../../wire/api-error';

/** What is ticked. Nobody is in both groups: whoever is recused sees the cover only, so a list cannot name him. */
export interface Ticked {
  /** Whether there is a list at all. */
  readonly limited: boolean;
  readonly readers: readonly string[];
  readonly recused: readonly string[];
}

export type RestrictionsState = { status: 'loading' } | { status: 'failed'; error: ApiError } | { status: 'ready'; ticked: Ticked };

interface Collaborators {
  /** Who sets it: always on the list, never recused. */
  me: string;
  read(): Promise<ItemRestrictions>;
  store(restrictions: ItemRestrictions): Promise<unknown>;
}

/** Who needs to know of an item: a list, or everybody whom the label lets; and who is recused from it. */
export class RestrictionsViewModel {
  readonly #state = behavior<RestrictionsState>({ status: 'loading' });
  readonly #saving = new Task();

  constructor(
    private readonly scope: Scope,
    private readonly collaborators: Collaborators,
  ) {
    void this.load();
  }

  get state(): Behavior<RestrictionsState> {
    return this.#state;
  }

  get saving(): Behavior<TaskState> {
    return this.#saving.state;
  }

  async load(): Promise<void> {
    this.#state.next({ status: 'loading' });
    try {
      const { readers, recused } = await this.collaborators.read();
      this.#show({ limited: readers !== null, readers: this.#withMe(readers ?? []), recused });
    } catch (thrown) {
      if (!this.scope.ended) this.#state.next({ status: 'failed', error: toApiError(thrown) });
    }
  }

  limit(limited: boolean): void {
    this.#change((ticked) => ({ ...ticked, limited }));
  }

  choose(readers: readonly string[]): void {
    this.#change((ticked) => {
      const added = readers.filter((id) => !ticked.readers.includes(id));
      return { ...ticked, readers: this.#withMe(readers), recused: without(ticked.recused, added) };
    });
  }

  recuse(recused: readonly string[]): void {
    this.#change((ticked) => ({
      ...ticked,
      recused: without(recused, [this.collaborators.me]),
      readers: this.#withMe(without(ticked.readers, recused)),
    }));
  }

  /** @returns whether it was stored; what went wrong is in `saving` */
  async save(): Promise<boolean> {
    const { value } = this.#state;
    if (value.status !== 'ready') return false;
    const { limited, readers, recused } = value.ticked;
    return this.#saving.run(() => this.collaborators.store({ readers: limited ? [...readers] : null, recused: [...recused] }));
  }

  #change(change: (ticked: Ticked) => Ticked): void {
    const { value } = this.#state;
    if (value.status === 'ready') this.#show(change(value.ticked));
  }

  #show(ticked: Ticked): void {
    if (!this.scope.ended) this.#state.next({ status: 'ready', ticked });
  }

  #withMe(ids: readonly string[]): readonly string[] {
    return ids.includes(this.collaborators.me) ? ids : [this.collaborators.me, ...ids];
  }
}

function without(ids: readonly string[], gone: readonly string[]): readonly string[] {
  return ids.filter((id) => !gone.includes(id));
}
