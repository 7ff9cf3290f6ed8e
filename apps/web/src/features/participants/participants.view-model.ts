import type { Candidate, Participation, Role } from '@app/contracts';
import { Task, type TaskState } from '../../services/task';
import { behavior, type Behavior, type Scope } from '../../state';
import { type ApiError, toApiError } from '../../wire/api-error';

export type ParticipantsState = { status: 'loading' } | { status: 'failed'; error: ApiError } | ({ status: 'ready' } & Participation);
export type ListedParticipant = Participation['participants'][number];

/** Who is about to be brought in, and as what. */
export interface Choice {
  readonly candidate: Candidate;
  readonly role: Role;
}

interface Collaborators {
  read(): Promise<Participation>;
  add(wanted: { accountId: string; role: Role; delegation: string }): Promise<Participation>;
  remove(accountId: string): Promise<Participation>;
  /** What others show of this meeting is old now. */
  changed(): void;
}

/** Who takes part in a meeting: its secretary removes people, after a question, and brings others in. */
export class ParticipantsViewModel {
  readonly #state = behavior<ParticipantsState>({ status: 'loading' });
  readonly #leaving = behavior<ListedParticipant | null>(null);
  readonly #choice = behavior<Choice | null>(null);
  readonly #removing = new Task();
  readonly #adding = new Task();

  constructor(
    private readonly scope: Scope,
    private readonly collaborators: Collaborators,
  ) {
    void this.load();
  }

  get state(): Behavior<ParticipantsState> {
    return this.#state;
  }

  /** Whose removal waits for an answer to the question. */
  get leaving(): Behavior<ListedParticipant | null> {
    return this.#leaving;
  }

  get choice(): Behavior<Choice | null> {
    return this.#choice;
  }

  get removing(): Behavior<TaskState> {
    return this.#removing.state;
  }

  get adding(): Behavior<TaskState> {
    return this.#adding.state;
  }

  async load(): Promise<void> {
    this.#state.next({ status: 'loading' });
    await this.#read();
  }

  /** Asks first; nothing happens yet. */
  askToRemove(participant: ListedParticipant): void {
    if (participant.abilities.remove) this.#leaving.next(participant);
  }

  keep(): void {
    this.#leaving.next(null);
  }

  /** @returns whom it removed; null when it did not, and why is in `removing` */
  async remove(): Promise<ListedParticipant | null> {
    const { value: leaving } = this.#leaving;
    if (!leaving) return null;
    const done = await this.#run(this.#removing, () => this.collaborators.remove(leaving.id));
    this.#leaving.next(null);
    return done ? leaving : null;
  }

  /** As what he was before, or is in the body, until another role is chosen. */
  choose(accountId: string): void {
    const { value } = this.#state;
    const candidate = value.status === 'ready' ? value.candidates.find(({ id }) => id === accountId) : undefined;
    if (candidate) this.#choice.next({ candidate, role: candidate.role });
  }

  chooseRole(role: Role): void {
    this.#choice.update((choice) => choice && { ...choice, role });
  }

  /** @returns whom it brought in; null when it did not, and why is in `adding` */
  async bringIn(): Promise<Candidate | null> {
    const { value: choice } = this.#choice;
    if (!choice) return null;
    const { candidate, role } = choice;
    const wanted = { accountId: candidate.id, role, delegation: candidate.delegation };
    return (await this.#run(this.#adding, () => this.collaborators.add(wanted))) ? candidate : null;
  }

  async #run(task: Task, work: () => Promise<Participation>): Promise<boolean> {
    const done = await task.run(async () => this.#show(await work()));
    // Refused: somebody else changed the list a moment ago, or took the right to.
    if (!done && task.state.value.error) await this.#read();
    this.collaborators.changed();
    return done;
  }

  async #read(): Promise<void> {
    try {
      this.#show(await this.collaborators.read());
    } catch (thrown) {
      if (!this.scope.ended) this.#state.next({ status: 'failed', error: toApiError(thrown) });
    }
  }

  #show(participation: Participation): void {
    if (this.scope.ended) return;
    this.#state.next({ status: 'ready', ...participation });
    // Whoever came in meanwhile, or is offered no more, is chosen no more.
    this.#choice.update((choice) => (participation.candidates.some(({ id }) => id === choice?.candidate.id) ? choice : null));
  }
}
