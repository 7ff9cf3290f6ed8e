import { type AccessChange, endpoints, type Level } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { Outbox } from '../../apps/agenda/src/events/outbox.js';
import type { ApiClient } from './api-client.js';
import type { Product } from './product.js';

export const REVOCATIONS = ['clearance lowered', 'membership removed', 'session killed', 'account deactivated'] as const;
export type RevocationKind = (typeof REVOCATIONS)[number];

export interface Revoked {
  readonly kind: RevocationKind;
  readonly persona: string;
  readonly accountId: string;
  readonly sessionId: string;
  readonly meetingId: string;
  /** The level that is left, where the clearance is lowered. */
  readonly level: Level;
}

/** Those who take access away, beside the person himself, who ends his session from another one. */
export interface Revokers {
  readonly secretary: ApiClient;
  readonly officer: ApiClient;
  readonly administrator: ApiClient;
}

/** Signs them in, fresh for as long as it takes and not for five minutes. */
export async function revokersOf(product: Product): Promise<Revokers> {
  const [secretary, officer, administrator] = [
    await product.as('secretary-bh'),
    await product.as('security-officer'),
    await product.as('administrator'),
  ];
  const admin = await product.db.superuser();
  await admin.query(`update sessions set strong_at = now() + interval '1 day' where account_id = any($1)`, [
    [officer.accountId, administrator.accountId],
  ]);
  return { secretary, officer, administrator };
}

const commits: { scope: AccessChange; at: number }[] = [];

/** From now on the commit of every change of access is timed. @returns what ends it */
export function timeCommits(): () => void {
  const add = Outbox.prototype.addAccessChange;
  Outbox.prototype.addAccessChange = async function (ctx, scope) {
    await add.call(this, ctx, scope);
    // Written last, and asked for when it is sent off with the commit.
    ctx.transaction.beforeCommit({
      statement: () => (commits.push({ scope, at: performance.now() }), ['select 1', []]),
      failed: (cause) => cause as Error,
    });
  };
  return () => {
    Outbox.prototype.addAccessChange = add;
  };
}

/**
 * Takes access away through the product's own endpoint: the act, its announcement and the scope of it are the service's.
 *
 * @returns when its commit was sent off (performance.now())
 */
export async function revoke(product: Product, { secretary, officer, administrator }: Revokers, revoked: Revoked): Promise<number> {
  const { kind, persona, accountId, sessionId, meetingId, level } = revoked;
  const himself = kind === 'session killed' ? await product.as(persona) : null;
  const before = commits.length;
  switch (kind) {
    case 'clearance lowered':
      await officer.call(endpoints.proposeClearance, { params: { accountId }, body: { level, caveats: [], validUntil: null } });
      break;
    case 'membership removed':
      await secretary.call(endpoints.removeParticipant, { params: { meetingId, accountId } });
      break;
    case 'session killed':
      await himself?.call(endpoints.endSession, { params: { sessionId } });
      break;
    case 'account deactivated':
      await administrator.call(endpoints.deactivateAccount, { params: { accountId } });
      break;
  }
  const commit = commits.slice(before).find(({ scope }) => scope.accountIds?.includes(accountId) ?? scope.sessionIds?.includes(sessionId));
  if (!commit) throw new Error(`nobody was told: ${kind}`);
  return commit.at;
}

/** Past the product, so that nobody is told: shows what the announcement is there for. @returns when it was sent off */
export async function removeUnannounced(admin: DataSource, { accountId, meetingId }: Revoked): Promise<number> {
  const at = performance.now();
  await admin.query('delete from participants where account_id = $1 and meeting_id = $2', [accountId, meetingId]);
  return at;
}
