import pg from 'pg';

/** How often a text is sent before it is prepared: what is made for one occasion is not kept. */
const USES = 5;
/** What has a plan. The rest (begin, commit) is cheapest as it is. */
const PLANNED = /^\s*(?:select|insert|update|delete|with)\b/i;
/** Prepared statements of one connection; a plan under row-level policies takes the server some 100 KB. */
const STATEMENTS = 150;
/** Texts whose uses are counted at a time. */
const COUNTED = 1_000;

/** The statement sent with a COMMIT failed, and nothing of its transaction was done. */
export class LastWriteFailed extends Error {
  constructor(cause: unknown) {
    super('the last statement of a transaction failed', { cause });
    this.name = 'LastWriteFailed';
  }
}

/**
 * A connection of the pool. It prepares the statements that recur, so that the server parses, rewrites (the row-level
 * policies) and plans each of them once and not every time, and sends the last write of a transaction with its COMMIT
 * (ADR 11).
 *
 * The server checks with every use that the role and the policies are the ones the plan was made for, and plans anew
 * when they changed (PostgreSQL, `plancache.c`); an attribute of the role (BYPASSRLS) it does not look at.
 */
export class PooledClient extends pg.Client {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();
  #last: { readonly text: string; readonly values: unknown[] } | null = null;

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: unknown[]) => Promise<pg.QueryResult>;
    const prepared = (...args: unknown[]) => {
      const [text, values, ...rest] = args;
      const name = typeof text === 'string' && PLANNED.test(text) ? this.#nameOf(text) : undefined;
      return name === undefined ? send(...args) : send({ name, text, values }, ...rest);
    };
    // An own property and not a method: pg declares a dozen overloads, and TypeORM uses the one of text and values.
    this.query = ((...args: unknown[]) => {
      const last = this.#last;
      if (args[0] === 'ROLLBACK' || args[0] === 'COMMIT') this.#last = null;
      return args[0] === 'COMMIT' && last ? committed(prepared(last.text, last.values), send(...args)) : prepared(...args);
    }) as typeof this.query;
  }

  /**
   * Sends this statement with the COMMIT that ends the transaction, in one go. The server takes them one after the
   * other: when the statement fails, the COMMIT rolls back. COMMIT then fails with {@link LastWriteFailed}.
   */
  writeWithCommit(text: string, values: unknown[]): void {
    if (this.#last) throw new Error('a transaction has one last statement');
    this.#last = { text, values };
  }

  /** @returns the name under which the text is prepared on this connection, or nothing when it is not worth it (yet). */
  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= STATEMENTS) return known;
    const uses = (this.#uses.get(text) ?? 0) + 1;
    if (uses < USES) {
      if (this.#uses.size >= COUNTED) this.#uses.clear();
      this.#uses.set(text, uses);
      return undefined;
    }
    this.#uses.delete(text);
    const name = `majlis_${this.#names.size + 1}`;
    this.#names.set(text, name);
    return name;
  }
}

async function committed(written: Promise<unknown>, commit: Promise<pg.QueryResult>): Promise<pg.QueryResult> {
  const [statement, end] = await Promise.allSettled([written, commit]);
  if (statement.status === 'rejected') throw new LastWriteFailed(statement.reason);
  if (end.status === 'rejected') throw end.reason;
  // So the server says that there was nothing to commit.
  if (end.value.command !== 'COMMIT') throw new LastWriteFailed(new Error(`the server answered ${end.value.command}`));
  return end.value;
}
