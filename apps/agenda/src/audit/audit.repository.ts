import { type AuditEventName, type SealedEntry, SEALED_COLUMNS } from '@app/audit';
import type { AuditEntryView, AuditFilter } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

interface Row {
  seq: string;
  number: string | null;
  at: Date;
  event: string;
  outcome: AuditEntryView['outcome'];
  account_id: string | null;
  name_ar: string | null;
  name_en: string | null;
  about_id: string | null;
  about_ar: string | null;
  about_en: string | null;
  data: Record<string, unknown>;
}

export interface NumberedEntry extends SealedEntry {
  readonly number: string;
}
/** A checkpoint as docs/audit-format.md writes it, and the first of the wanted entries it covers. */
export interface Cover {
  readonly checkpoint: Record<'number' | 'hash' | 'at' | 'keyId' | 'signature', string>;
  readonly first: string;
}
export interface Link {
  readonly number: string;
  readonly digest: string;
  readonly hash: string;
}

/** Constants of the statement: the index of refusals is of these entries only. */
const OUTCOMES: Record<NonNullable<AuditFilter['outcome']>, string> = {
  done: `e.outcome = 'done'`,
  allowed: `e.outcome = 'allowed'`,
  denied: `e.outcome = 'denied'`,
};

/** The condition of the index of events, word by word; it has none of what nearly every request writes. */
const FREQUENT: readonly string[] = ['view.served', 'access.decided', 'access.listed', 'request.served'] satisfies AuditEventName[];
const SELDOM = `e.event not in (${FREQUENT.map((event) => `'${event}'`).join(', ')})`;

/**
 * What is asked for and nothing else, so that the planner takes the index of it (migration 0017). A paper is found by
 * the entries that tell which versions and views are its own: the auditor reads no table of papers.
 *
 * @param value Makes a parameter of the statement and answers its name.
 */
function matching({ accountId, documentId, event, outcome, from, to }: AuditFilter, value: (value: string) => string): string {
  const conditions: string[] = [];
  if (accountId) {
    const person = `${value(accountId)}::uuid`;
    conditions.push(`(e.account_id = ${person} or e.about_account = ${person}::text)`);
  }
  if (documentId) {
    const paper = `${value(documentId)}::uuid::text`;
    conditions.push(`e.about = any(array(
      select ${paper} union select lower(own.id) from audit_entries k, unnest(array[k.data->>'versionId', k.data->>'viewId']) own(id)
       where k.about = ${paper} and own.id is not null))`);
  }
  if (event) conditions.push(`e.event = ${value(event)}`, ...(FREQUENT.includes(event) ? [] : [SELDOM]));
  if (outcome) conditions.push(OUTCOMES[outcome]);
  if (from) conditions.push(`e.at >= ${value(from)}::timestamptz`);
  if (to) conditions.push(`e.at < ${value(to)}::timestamptz`);
  return ['true', ...conditions].join(' and ');
}

/** Where an entry stands among the others, or the next one that is there when it is gone. */
const placeOf = (seq: string) => `(
  (select k.at, k.seq from audit_entries k where k.seq >= ${seq}::bigint order by k.seq limit 1)
  union all select 'infinity', 0 order by 1 limit 1)`;

const named = (id: string | null, ar: string | null, en: string | null) =>
  id === null ? null : { id, name: { ar: ar ?? '', en: en ?? '' } };

@Injectable()
export class AuditRepository {
  /** Entries before the one of this position, newest first. */
  async page(ctx: TransactionContext, filter: AuditFilter, before: string | null, limit: number): Promise<AuditEntryView[]> {
    const values: unknown[] = [];
    const value = (one: unknown) => `$${values.push(one)}`;
    const rows = await ctx.transaction.query<Row>(
      `select e.seq::text, c.number::text, e.at, e.event, e.outcome, e.account_id, a.name_ar, a.name_en,
              b.id as about_id, b.name_ar as about_ar, b.name_en as about_en, e.data
         from audit_entries e left join accounts a on a.id = e.account_id left join audit_chain c on c.seq = e.seq
         left join accounts b on b.id = e.about_account::uuid
        where ${matching(filter, value)} ${before ? `and (e.at, e.seq) < ${placeOf(value(before))}` : ''}
        order by e.at desc, e.seq desc limit ${value(limit)}`,
      values,
    );
    return rows.map((row) => ({
      seq: row.seq,
      number: row.number,
      at: row.at.toISOString(),
      event: row.event,
      outcome: row.outcome,
      actor: named(row.account_id, row.name_ar, row.name_en),
      about: named(row.about_id, row.about_ar, row.about_en),
      data: row.data,
    }));
  }

  async checkpoint(ctx: TransactionContext): Promise<{ number: string; at: Date; key_id: string } | null> {
    const [row] = await ctx.transaction.query<{ number: string; at: Date; key_id: string }>(
      `select p.number::text, p.at, p.key_id from audit_checkpoints p order by p.number desc limit 1`,
    );
    return row ?? null;
  }

  /** Entries that are newer than everything in the chain. */
  async waiting(ctx: TransactionContext): Promise<number> {
    const [row] = await ctx.transaction.query<{ n: number }>(
      `select count(*)::int as n from audit_entries where seq > coalesce((select max(seq) from audit_chain), 0)`,
    );
    return row?.n ?? 0;
  }

  /** Sealed entries in the order of the chain; at most one more than the limit. */
  sealed(ctx: TransactionContext, filter: AuditFilter, limit: number): Promise<NumberedEntry[]> {
    const values: unknown[] = [];
    const value = (one: unknown) => `$${values.push(one)}`;
    return ctx.transaction.query<NumberedEntry>(
      `select c.number::text, ${SEALED_COLUMNS} from audit_entries e join audit_chain c on c.seq = e.seq
        where ${matching(filter, value)} order by c.number limit ${value(limit + 1)}`,
      values,
    );
  }

  /** The checkpoints that cover these numbers, each once. */
  async covers(ctx: TransactionContext, numbers: readonly string[]): Promise<Cover[]> {
    const rows = await ctx.transaction.query<Cover['checkpoint'] & { first: string }>(
      `select p.number::text, encode(p.hash, 'hex') as hash, (extract(epoch from p.at) * 1000000)::bigint::text as at, p.key_id as "keyId",
              encode(p.signature, 'hex') as signature, min(wanted.number)::text as first
         from unnest($1::bigint[]) wanted(number)
         cross join lateral (select * from audit_checkpoints c where c.number >= wanted.number order by c.number limit 1) p
        group by p.number, p.hash, p.at, p.key_id, p.signature order by p.number`,
      [numbers],
    );
    return rows.map(({ first, ...checkpoint }) => ({ first, checkpoint }));
  }

  /** The chain from before the first entry of each cover to its checkpoint. */
  links(ctx: TransactionContext, covers: readonly Cover[]): Promise<Link[]> {
    return ctx.transaction.query<Link>(
      `select c.number::text, encode(c.digest, 'hex') as digest, encode(c.hash, 'hex') as hash
         from unnest($1::bigint[], $2::bigint[]) part(first, last) join audit_chain c on c.number between part.first - 1 and part.last
        order by c.number`,
      [covers.map(({ first }) => first), covers.map(({ checkpoint }) => checkpoint.number)],
    );
  }
}
