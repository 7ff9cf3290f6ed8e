import type { RequestContext } from '@app/identity';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';

/** A request context bound to an open transaction whose subject is set. Only {@link Database.transaction} makes one. */
export interface TransactionContext extends RequestContext {
  readonly transaction: Transaction;
}

/** What is still to be written before the commit, shared by all subjects of one transaction. */
type Unwritten = (() => Promise<void>)[];

/**
 * The one way to rows: everything read or written through it is under the row-level policies of the subject. There is
 * no hook for after the commit: whoever must be told is told from the outbox, which is written in the transaction.
 */
export class Transaction {
  readonly #manager: EntityManager;
  readonly #unwritten: Unwritten;

  /** @internal Made by {@link Database.transaction}. */
  constructor(manager: EntityManager, unwritten: Unwritten) {
    this.#manager = manager;
    this.#unwritten = unwritten;
  }

  /**
   * Puts a write off to the last moment before the commit, so that what is collected meanwhile becomes one statement.
   * When it fails, the whole transaction is rolled back. Still written as the present subject.
   */
  beforeCommit(write: () => Promise<void>): void {
    this.#unwritten.push(write);
  }

  /**
   * Turns the open transaction to another subject: rows written from then on are judged as his. For a batch of
   * several people's work that is committed once. What was learnt about the subject before does not hold for him,
   * so he gets a transaction object of his own.
   */
  async actAs(ctx: RequestContext): Promise<TransactionContext> {
    await writeOut(this.#unwritten);
    await setSubject(this.#manager, ctx);
    return { ...ctx, transaction: new Transaction(this.#manager, this.#unwritten) };
  }

  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.#manager.getRepository(entity);
  }

  /** Plain SQL, with parameters as `$1`; only in `*.repository.ts`, `facts` and this library (boundaries rule). */
  async query<Row extends ObjectLiteral = ObjectLiteral>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const result: unknown = await this.#manager.query(sql, [...parameters]);
    // TypeORM answers [rows, count] for UPDATE and DELETE and rows for everything else.
    const rows =
      Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number' ? result[0] : result;
    return rows as Row[];
  }
}

/**
 * Wraps the data source so that nobody reads without a subject.
 * The settings are transaction-local (`set_config(…, true)`): a session-wide setting would go to the next
 * user of the pooled connection.
 */
export class Database {
  constructor(private readonly source: DataSource) {}

  /** Runs `work` in one transaction under the context's subject; rolls back when it throws. */
  async transaction<T>(ctx: RequestContext, work: (ctx: TransactionContext) => Promise<T>): Promise<T> {
    return this.source.transaction(async (manager) => {
      const unwritten: Unwritten = [];
      await setSubject(manager, ctx);
      const result = await work({ ...ctx, transaction: new Transaction(manager, unwritten) });
      await writeOut(unwritten);
      return result;
    });
  }

  /** Whether the server answers. */
  async ready(): Promise<boolean> {
    try {
      await this.source.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

async function writeOut(unwritten: Unwritten): Promise<void> {
  for (let write = unwritten.shift(); write; write = unwritten.shift()) await write();
}

/** Transaction-local (`set_config(…, true)`): gone with the transaction, whoever gets the connection next. */
async function setSubject(manager: EntityManager, { actor, purpose }: RequestContext): Promise<void> {
  if (!actor && !purpose) throw new Error('a transaction needs an actor or a purpose');
  await manager.query(
    `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.purpose', $3, true), set_config('app.ceiling', $4, true)`,
    [actor?.accountId ?? '', actor?.sessionId ?? '', actor ? '' : (purpose ?? ''), actor ? String(actor.ceiling) : ''],
  );
}
