import pg from 'pg';

/** How often a text is sent before it is prepared: what is made for one occasion is not kept. */
const USES = 5;
/** What has a plan. The rest (begin, commit) is cheapest as it is. */
const PLANNED = /^\s*(?:select|insert|update|delete|with)\b/i;
/** Prepared statements of one connection; a plan under row-level policies takes the server some 100 KB. */
const STATEMENTS = 150;
/** Texts whose uses are counted at a time. */
const COUNTED = 1_000;

/**
 * A connection that prepares the statements that recur, so that the server parses, rewrites (the row-level policies)
 * and plans each of them once and not every time (ADR 11).
 *
 * The server checks with every use that the role
 * and the policies are the ones the plan was made for, and plans anew when they changed (PostgreSQL, `plancache.c`).
 */
export class PreparingClient extends pg.Client {
  readonly #uses = new Map<string, number>();
  readonly #names = new Map<string, string>();

  constructor(config?: string | pg.ClientConfig) {
    super(config);
    const send = this.query.bind(this) as (...args: unknown[]) => unknown;
    // An own property and not a method: pg declares a dozen overloads, and TypeORM uses the one of text and values.
    this.query = ((...args: unknown[]) => {
      const [text, values, ...rest] = args;
      const name = typeof text === 'string' && PLANNED.test(text) ? this.#nameOf(text) : undefined;
      return name === undefined ? send(...args) : send({ name, text, values }, ...rest);
    }) as typeof this.query;
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
