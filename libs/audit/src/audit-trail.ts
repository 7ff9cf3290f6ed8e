import type { Database, Transaction, TransactionContext } from '@app/database';
import { systemContext, type RequestContext } from '@app/identity';
import { AppError } from '@app/platform';
import type { AuditEventName, AuditEvents, AuditOutcome } from './events.js';

/** An entry that waits for the end of its transaction; named as the columns. */
interface Entry {
  readonly event: AuditEventName;
  readonly outcome: AuditOutcome;
  readonly account_id: string | null;
  readonly session_id: string | null;
  readonly request_id: string;
  readonly network: string | null;
  readonly data: unknown;
}

/**
 * All entries of a transaction in one statement, in their order. The transaction has its id before any entry has its
 * position: the sealer relies on it (see `Sealer`).
 */
const INSERT = `with mine as materialized (select pg_current_xact_id() as xid)
  insert into audit_entries (xid, event, outcome, account_id, session_id, request_id, network, data)
  select mine.xid, e.event, e.outcome, e.account_id, e.session_id, e.request_id, e.network, e.data
    from mine, jsonb_to_recordset($1) as e(event text, outcome text, account_id uuid, session_id uuid, request_id uuid, network text, data jsonb)`;

/**
 * Writes the audit trail. There is no way to change or remove an entry: the services' role has no such privilege.
 * Entries are collected and written just before the transaction commits: the act and its entries stand or fall
 * together, and nobody is answered before both stand.
 */
export class AuditTrail {
  readonly #waiting = new WeakMap<Transaction, Entry[]>();
  /** Requests with an entry, by what their contexts share however often they are copied. */
  readonly #recorded = new WeakSet<RequestContext['decisions']>();

  constructor(private readonly database: Database) {}

  /**
   * Writes an entry in the transaction of the act, with all others of it when the work is done. A trail that cannot be
   * written then refuses the act (`unavailable`).
   */
  record<Name extends AuditEventName>(
    ctx: TransactionContext,
    event: Name,
    data: AuditEvents[Name],
    outcome: AuditOutcome = 'done',
  ): Promise<void> {
    const { transaction } = ctx;
    this.#recorded.add(ctx.decisions);
    const entry = entryOf(ctx, event, outcome, data);
    const waiting = this.#waiting.get(transaction);
    if (waiting) {
      waiting.push(entry);
      return Promise.resolve();
    }
    const entries = [entry];
    this.#waiting.set(transaction, entries);
    transaction.beforeCommit({
      statement: () => {
        this.#waiting.delete(transaction);
        return [INSERT, [JSON.stringify(entries)]];
      },
      failed: (cause) => new AppError('unavailable', undefined, { cause }),
    });
    return Promise.resolve();
  }

  /** Whether an entry was asked for in the name of this request. */
  hasRecorded(ctx: RequestContext): boolean {
    return this.#recorded.has(ctx.decisions);
  }

  /** Writes an entry of its own transaction: for a refusal, whose act was rolled back. @throws AppError `unavailable` */
  recordApart<Name extends AuditEventName>(
    ctx: RequestContext,
    event: Name,
    data: AuditEvents[Name],
    outcome: AuditOutcome,
  ): Promise<void> {
    return this.database.transaction(systemContext('audit'), ({ transaction }) =>
      this.record({ ...ctx, transaction }, event, data, outcome),
    );
  }
}

function entryOf(ctx: RequestContext, event: AuditEventName, outcome: AuditOutcome, data: unknown): Entry {
  const { actor, requestId, network } = ctx;
  return {
    event,
    outcome,
    account_id: actor?.accountId ?? null,
    session_id: actor?.sessionId ?? null,
    request_id: requestId,
    network,
    data,
  };
}
