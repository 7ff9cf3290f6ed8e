import type { Database, TransactionContext } from '@app/database';
import { systemContext, type RequestContext } from '@app/identity';
import type { AuditEventName, AuditEvents, AuditOutcome } from './events.js';

const INSERT = `insert into audit_entries (event, outcome, account_id, session_id, request_id, network, data) values ($1, $2, $3, $4, $5, $6, $7)`;

/** Writes the audit trail. There is no way to change or remove an entry: the services' role has no such privilege. */
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Writes an entry in the transaction of the act: both stand or neither does. */
  async record<Name extends AuditEventName>(
    ctx: TransactionContext,
    event: Name,
    data: AuditEvents[Name],
    outcome: AuditOutcome = 'done',
  ): Promise<void> {
    await ctx.transaction.query(INSERT, parameters(ctx, event, outcome, data));
  }

  /** Writes an entry of its own transaction: for a refusal, whose act was rolled back. */
  async recordApart<Name extends AuditEventName>(
    ctx: RequestContext,
    event: Name,
    data: AuditEvents[Name],
    outcome: AuditOutcome,
  ): Promise<void> {
    await this.database.transaction(systemContext('audit'), async (apart) => {
      await apart.transaction.query(INSERT, parameters(ctx, event, outcome, data));
    });
  }
}

function parameters(ctx: RequestContext, event: string, outcome: AuditOutcome, data: unknown): unknown[] {
  return [event, outcome, ctx.actor?.accountId ?? null, ctx.actor?.sessionId ?? null, ctx.requestId, ctx.network, JSON.stringify(data)];
}
