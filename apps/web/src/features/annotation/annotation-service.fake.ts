import type {
  AnnotationAuthor,
  AnnotationClock,
  AnnotationContent,
  AnnotationLayer,
  AnnotationOperation,
  CommittedOperation,
} from '@app/contracts';
import { behavior } from '../../state';
import { ApiError } from '../../wire/api-error';
import type { ConnectionStatus } from '../../wire';
import type { AnnotationConnection } from './annotation.view-model';

interface Stored {
  readonly operation: AnnotationOperation;
  readonly layer: AnnotationLayer;
  readonly audience: string;
  readonly seq: number;
  readonly author: AnnotationAuthor;
}

const audienceOf = (layer: AnnotationLayer, author: AnnotationAuthor) =>
  layer === 'meeting' ? '' : layer === 'delegation' ? author.delegation : author.accountId;
const PAGE = 2;

/** The annotation service as SPEC.md describes it, with a network whose every step the test decides. */
export class FakeService {
  readonly journal: Stored[] = [];
  readonly #clients: FakeClient[] = [];
  /** Ids of annotations that are refused for good. */
  readonly refused = new Set<string>();

  connect(author: AnnotationAuthor): FakeClient {
    const client = new FakeClient(this, author);
    this.#clients.push(client);
    return client;
  }

  commit(author: AnnotationAuthor, operations: readonly AnnotationOperation[]): { id: string; seq: number }[] {
    if (operations.some((operation) => this.refused.has(operation.id))) throw new ApiError('not_found');
    const fresh: Stored[] = [];
    const acks = operations.map((operation) => {
      const known = [...this.journal, ...fresh].find(
        (stored) => stored.operation.id === operation.id && stored.author.accountId === author.accountId,
      );
      if (known) return { id: operation.id, seq: known.seq };
      const layer = operation.kind === 'add' ? operation.layer : this.#made(author, operation.target, fresh)?.layer;
      if (!layer) throw new ApiError('not_found');
      const audience = audienceOf(layer, author);
      const seq = [...this.journal, ...fresh].filter((stored) => stored.layer === layer && stored.audience === audience).length + 1;
      fresh.push({ operation, layer, audience, seq, author });
      return { id: operation.id, seq };
    });
    this.journal.push(...fresh);
    for (const client of this.#clients) {
      for (const layer of ['meeting', 'delegation', 'private'] as const) {
        const visible = fresh.filter((stored) => stored.layer === layer && stored.audience === audienceOf(layer, client.author));
        if (client.opened && visible.length > 0)
          client.push('annotation:committed', { versionId: 'v', operations: visible.map((stored) => this.tell(stored)) });
      }
    }
    return acks;
  }

  page(author: AnnotationAuthor, after: AnnotationClock) {
    const found = this.journal
      .filter(({ layer, audience, seq }) => audience === audienceOf(layer, author) && seq > after[layer])
      .sort((left, right) => (left.layer === right.layer ? left.seq - right.seq : left.layer < right.layer ? -1 : 1));
    const operations = found.slice(0, PAGE).map((stored) => this.tell(stored));
    const clock = { ...after };
    for (const { layer, seq } of operations) clock[layer] = seq;
    return { clock, operations, more: found.length > PAGE };
  }

  tell({ operation, layer, seq, author }: Stored): CommittedOperation {
    const common = { id: operation.id, seq, layer, author };
    if (operation.kind === 'remove') return { ...common, kind: 'remove', target: operation.target };
    const target = operation.kind === 'add' ? operation.id : operation.target;
    const last = this.journal
      .filter(
        (stored) =>
          stored.author === author &&
          (stored.operation.id === target || ('target' in stored.operation && stored.operation.target === target)),
      )
      .at(-1);
    const annotation = last?.operation.kind === 'remove' ? null : this.#content(author, target);
    return operation.kind === 'add' ? { ...common, kind: 'add', annotation } : { ...common, kind: 'restore', target, annotation };
  }

  #made(author: AnnotationAuthor, target: string, fresh: readonly Stored[]): Stored | undefined {
    return [...this.journal, ...fresh].find(
      (stored) => stored.author.accountId === author.accountId && stored.operation.kind === 'add' && stored.operation.id === target,
    );
  }

  #content(author: AnnotationAuthor, target: string): AnnotationContent | null {
    const made = this.#made(author, target, [])?.operation;
    return made?.kind === 'add' ? made.annotation : null;
  }
}

interface Request {
  readonly name: string;
  readonly payload: { operations?: AnnotationOperation[]; after?: AnnotationClock };
  readonly resolve: (reply: never) => void;
  readonly reject: (error: unknown) => void;
}

/** One client's line: requests go up and answers come down when the test says so, in order, or are lost with the line. */
export class FakeClient {
  opened = false;
  readonly #up: Request[] = [];
  #down: { readonly notice: boolean; readonly arrive: () => void }[] = [];
  #pending: Request[] = [];
  readonly #listeners = new Map<string, Set<(notice: never) => void>>();
  readonly #status = behavior<ConnectionStatus>('online');
  readonly #epoch = behavior(1);

  constructor(
    private readonly service: FakeService,
    readonly author: AnnotationAuthor,
  ) {}

  readonly connection = {
    status: this.#status,
    closing: behavior(null),
    epoch: this.#epoch,
    request: (name: string, payload: Request['payload']) =>
      new Promise((resolve, reject) => {
        if (this.#status.value !== 'online') return reject(new ApiError('network_lost'));
        this.#up.push({ name, payload, resolve, reject });
      }),
    on: (name: string, listener: (notice: never) => void) => {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners.add(listener));
      return () => listeners.delete(listener);
    },
  } as unknown as AnnotationConnection;

  get idle(): boolean {
    return this.#up.length === 0 && this.#down.length === 0;
  }

  get online(): boolean {
    return this.#status.value === 'online';
  }

  push(name: string, notice: unknown): void {
    const arrive = () => {
      for (const listener of this.#listeners.get(name) ?? []) listener(notice as never);
    };
    this.#down.push({ notice: true, arrive });
  }

  /** The server handles the oldest request. */
  handle(): void {
    const request = this.#up.shift();
    if (!request) return;
    this.#pending.push(request);
    let answer: () => void;
    try {
      const reply = this.#reply(request);
      answer = () => request.resolve(reply as never);
    } catch (error) {
      answer = () => request.reject(error);
    }
    const arrive = () => {
      this.#pending = this.#pending.filter((other) => other !== request);
      answer();
    };
    this.#down.push({ notice: false, arrive });
  }

  /** The oldest frame arrives. */
  deliver(): void {
    this.#down.shift()?.arrive();
  }

  /** A notice never comes, although the line holds: it was another process that stored the operation. */
  drop(): void {
    if (this.#down[0]?.notice) this.#down.shift();
  }

  /** The line breaks: what is under way in either direction is lost. */
  lose(): void {
    if (!this.online) return;
    this.opened = false;
    this.#status.next('offline');
    this.#down = [];
    for (const { reject } of [...this.#up.splice(0), ...this.#pending.splice(0)]) reject(new ApiError('network_lost'));
  }

  comeBack(): void {
    if (this.online) return;
    this.#status.next('online');
    this.#epoch.update((count) => count + 1);
  }

  #reply({ name, payload }: Request): unknown {
    switch (name) {
      case 'document:open':
        this.opened = true;
        return { ...this.service.page(this.author, payload.after as AnnotationClock), abilities: { note: true, write: true } };
      case 'annotation:catch-up':
        return this.service.page(this.author, payload.after as AnnotationClock);
      case 'annotation:commit':
        return { acks: this.service.commit(this.author, payload.operations ?? []) };
      case 'document:close':
        this.opened = false;
        return {};
      default:
        return {};
    }
  }
}
