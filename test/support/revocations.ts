import type { AccessChange, Level } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import type { DataSource } from 'typeorm';
import { Outbox } from '../../apps/agenda/src/events/outbox.js';

export const REVOCATIONS = ['clearance lowered', 'membership removed', 'session killed', 'account deactivated'] as const;
export type RevocationKind = (typeof REVOCATIONS)[number];

export interface Revoked {
  readonly kind: RevocationKind;
  readonly accountId: string;
  readonly sessionId: string;
  readonly meetingId: string;
  /** The level that is left, where the clearance is lowered. */
  readonly level: Level;
}

/** The change and whom it concerns. */
function changeOf({ kind, accountId, sessionId, meetingId, level }: Revoked): [sql: string, parameters: unknown[], scope: AccessChange] {
  switch (kind) {
    case 'clearance lowered':
      return ['update clearances set level = $2 where account_id = $1', [accountId, level], { reason: 'rejudge', accountIds: [accountId] }];
    case 'membership removed':
      return [
        'delete from participants where account_id = $1 and meeting_id = $2',
        [accountId, meetingId],
        { reason: 'rejudge', accountIds: [accountId], meetingIds: [meetingId] },
      ];
    case 'session killed':
      return ['update sessions set ended_at = now() where id = $1', [sessionId], { reason: 'session_ended', sessionIds: [sessionId] }];
    case 'account deactivated':
      return ['update accounts set active = false where id = $1', [accountId], { reason: 'session_ended', accountIds: [accountId] }];
  }
}

/**
 * Takes access away as the product's endpoints do: the change and its announcement in one transaction.
 *
 * @param announce false leaves the announcement out, to show what it is there for
 * @returns when the commit was sent off (performance.now())
 */
export async function revoke(admin: DataSource, revoked: Revoked, announce = true): Promise<number> {
  const [sql, parameters, scope] = changeOf(revoked);
  const runner = admin.createQueryRunner();
  try {
    await runner.startTransaction();
    await runner.query(sql, parameters);
    const ctx = {
      transaction: { query: (text: string, values: unknown[]) => runner.query(text, values) },
    } as unknown as TransactionContext;
    if (announce) await new Outbox().addAccessChange(ctx, scope);
    const at = performance.now();
    await runner.commitTransaction();
    return at;
  } finally {
    await runner.release();
  }
}
