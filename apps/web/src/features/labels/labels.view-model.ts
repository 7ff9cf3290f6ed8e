import { Task } from '../../services/task';

interface Collaborators {
  approve(requestId: string): Promise<unknown>;
  reject(requestId: string, answer: string | null): Promise<unknown>;
  answer(askId: string): Promise<unknown>;
  /** What is on the screen is old. */
  refresh(): void;
}

/** What somebody decides about requests and questions; each of them is under way, and fails, by itself. */
export class LabelsViewModel {
  readonly #tasks = new Map<string, Task>();

  constructor(private readonly collaborators: Collaborators) {}

  /** The task of one request or question. */
  taskOf(id: string): Task {
    const task = this.#tasks.get(id) ?? new Task();
    this.#tasks.set(id, task);
    return task;
  }

  approve(requestId: string): Promise<boolean> {
    return this.#run(requestId, () => this.collaborators.approve(requestId));
  }

  /** Refuses somebody else's request, with a reason he is told. */
  reject(requestId: string, answer: string): Promise<boolean> {
    return this.#run(requestId, () => this.collaborators.reject(requestId, answer.trim()));
  }

  /** Takes one's own request back. */
  takeBack(requestId: string): Promise<boolean> {
    return this.#run(requestId, () => this.collaborators.reject(requestId, null));
  }

  dealtWith(askId: string): Promise<boolean> {
    return this.#run(askId, () => this.collaborators.answer(askId));
  }

  async #run(id: string, work: () => Promise<unknown>): Promise<boolean> {
    const done = await this.taskOf(id).run(work);
    // Also when it failed: somebody else may have decided in the meantime.
    this.collaborators.refresh();
    return done;
  }
}
