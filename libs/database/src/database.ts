import type { RequestContext } from '@app/identity';
import { type DataSource, type EntityManager, type EntityTarget, type ObjectLiteral, QueryFailedError, type Repository } from 'typeorm';
import { LastWriteFailed, type PooledClient } from './pooled-client.js';

/** A request context bound to an open transaction whose subject is set. Only {@link Database.transaction} makes one. */
export interface TransactionContext extends RequestContext {
  readonly transaction: Transaction;
}

/** A write that was put off: what is to be written is asked for when it is sent. */
export interface LateWrite {
  /** Plain SQL and its parameters. */
  statement(): readonly [sql: string, parameters: readonly unknown[]];
  /** What the transaction fails with when the write does. */
  failed(cause: unknown): Error;
}

/** What is still to be written before the commit, shared by all subjects of one transaction. */
type Unwritten = LateWrite[];

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
  beforeCommit(write: LateWrite): void {
    this.#unwritten.push(write);
  }

  /**
   * Turns the open transaction to another subject: rows written from then on are judged as his. For a batch of
   * several people's work that is committed once. What was learnt about the subject before does not hold for him,
   * so he gets a transaction object of his own.
   */
  async actAs(ctx: RequestContext): Promise<TransactionContext> {
    await writeOut(this.#manager, this.#unwritten);
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
    let last: LateWrite | undefined;
    try {
      return await this.source.transaction(async (manager) => {
        const unwritten: Unwritten = [];
        await setSubject(manager, ctx);
        const result = await work({ ...ctx, transaction: new Transaction(manager, unwritten) });
        last = unwritten.pop();
        await writeOut(manager, unwritten);
        if (last) await writeWithCommit(manager, last);
        return result;
      });
    } catch (error) {
      if (last && error instanceof QueryFailedError && error.driverError instanceof LastWriteFailed)
        throw last.failed(error.driverError.cause);
      throw error;
    }
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

async function writeOut(manager: EntityManager, unwritten: Unwritten): Promise<void> {
  for (let write = unwritten.shift(); write; write = unwritten.shift()) {
    const [sql, parameters] = write.statement();
    try {
      await manager.query(sql, [...parameters]);
    } catch (error) {
      throw write.failed(error);
    }
  }
}

/** Saves every transaction with an entry in the trail a round trip. */
async function writeWithCommit(manager: EntityManager, write: LateWrite): Promise<void> {
  const client = (await manager.queryRunner?.connect()) as PooledClient;
  const [sql, parameters] = write.statement();
  client.writeWithCommit(sql, [...parameters]);
}

/** Transaction-local (`set_config(…, true)`): gone with the transaction, whoever gets the connection next. */
async function setSubject(manager: EntityManager, { actor, purpose }: RequestContext): Promise<void> {
  if (!actor && !purpose) throw new Error('a transaction needs an actor or a purpose');
  await manager.query(
    `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.purpose', $3, true), set_config('app.ceiling', $4, true)`,
    [actor?.accountId ?? '', actor?.sessionId ?? '', actor ? '' : (purpose ?? ''), actor ? String(actor.ceiling) : ''],
  );
}
