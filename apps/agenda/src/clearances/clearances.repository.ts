import type { ClearanceProposal, ClearedPerson, Level, Person } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

/** Orders the rare acts of administration; the same as in the triggers (migration 0006). */
const ADMINISTRATION_LOCK = 7_201_006;

export interface Grantable {
  readonly level: Level;
  readonly caveats: readonly string[];
  readonly validUntil: Date | null;
}
export type FoundPerson = Omit<ClearedPerson, 'abilities'>;
export type FoundProposal = Omit<ClearanceProposal, 'abilities' | 'person' | 'proposedBy' | 'validUntil' | 'proposedAt'> & {
  readonly person: Person;
  readonly proposedBy: Person;
  readonly validUntil: Date | null;
  readonly proposedAt: Date;
  /** Whoever proposed it is still an officer. */
  readonly standing: boolean;
};

const person = (
  id: string,
) => `(select jsonb_build_object('id', p.id, 'name', jsonb_build_object('ar', p.name_ar, 'en', p.name_en), 'country', p.country)
  from accounts p where p.id = ${id})`;
const IN_FORCE = `(c.valid_until is null or c.valid_until > now())`;

@Injectable()
export class ClearancesRepository {
  /** One person more than `limit`, by name, so that the caller knows whether there is a next page. */
  async page(
    ctx: TransactionContext,
    query: { q?: string | undefined; show: 'all' | 'expiring' | 'none'; after?: string | undefined; limit: number; expiringDays: number },
  ): Promise<FoundPerson[]> {
    const rows = await ctx.transaction.query<PersonRow>(
      `select ${person('a.id')} as person, a.active, c.level, c.caveats, c.valid_until, c.revoked_at, c.changed_at, ${IN_FORCE} as in_force,
              ${person('c.granted_by')} as granted_by, ${person('c.confirmed_by')} as confirmed_by,
              exists (select from clearance_proposals o where o.account_id = a.id and o.outcome is null) as pending
         from accounts a left join clearances c on c.account_id = a.id
        where ($1::text is null or position(app.fold($1) in app.fold(a.name_ar || ' ' || a.name_en || ' ' || a.login)) > 0)
          and case $2 when 'expiring' then a.active and ${IN_FORCE} and c.valid_until < now() + make_interval(days => $5)
                      when 'none' then a.active and (c.level is null or not ${IN_FORCE}) else true end
          and ($3::uuid is null or (a.name_ar, a.id) > (select b.name_ar, b.id from accounts b where b.id = $3))
        order by a.name_ar, a.id limit $4`,
      [query.q ?? null, query.show, query.after ?? null, query.limit + 1, query.expiringDays],
    );
    return rows.map((row) => ({
      person: row.person,
      active: row.active,
      pending: row.pending,
      clearance:
        row.level === null
          ? null
          : {
              level: row.level,
              caveats: row.caveats ?? [],
              validUntil: row.valid_until?.toISOString() ?? null,
              standing: row.in_force ? 'inForce' : row.revoked_at ? 'revoked' : 'expired',
              grantedBy: row.granted_by,
              confirmedBy: row.confirmed_by,
              changedAt: (row.changed_at ?? new Date(0)).toISOString(),
            },
    }));
  }

  async openProposals(ctx: TransactionContext, id: string | null = null): Promise<FoundProposal[]> {
    const rows = await ctx.transaction.query<ProposalRow>(
      `select o.id, ${person('o.account_id')} as person, o.level, o.caveats, o.valid_until, ${person('o.proposed_by')} as proposed_by, o.proposed_at,
              exists (select from accounts a where a.id = o.proposed_by and a.active and a.system_role = 'securityOfficer') as standing
         from clearance_proposals o where o.outcome is null and ($1::uuid is null or o.id = $1) order by o.proposed_at`,
      [id],
    );
    return rows.map((row) => ({
      id: row.id,
      person: row.person,
      level: row.level,
      caveats: row.caveats,
      validUntil: row.valid_until,
      proposedBy: row.proposed_by,
      proposedAt: row.proposed_at,
      standing: row.standing,
    }));
  }

  async personExists(ctx: TransactionContext, accountId: string): Promise<boolean> {
    const [row] = await ctx.transaction.query<{ there: boolean }>('select exists (select from accounts where id = $1) as there', [
      accountId,
    ]);
    return row?.there ?? false;
  }

  /** What he may know now; null when nothing. */
  async inForce(ctx: TransactionContext, accountId: string): Promise<Grantable | null> {
    const [row] = await ctx.transaction.query<{ level: Level; caveats: string[]; valid_until: Date | null }>(
      `select c.level, c.caveats, c.valid_until from clearances c where c.account_id = $1 and ${IN_FORCE}`,
      [accountId],
    );
    return row ? { level: row.level, caveats: row.caveats, validUntil: row.valid_until } : null;
  }

  /** @returns false when a proposal for this person waits already */
  async propose(ctx: TransactionContext, id: string, accountId: string, { level, caveats, validUntil }: Grantable): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `insert into clearance_proposals (id, account_id, level, caveats, valid_until, proposed_by) values ($1, $2, $3, $4, $5, app.me())
       on conflict (account_id) where outcome is null do nothing returning id`,
      [id, accountId, level, caveats, validUntil],
    );
    return rows.length > 0;
  }

  /** @returns false when somebody else decided in the meantime */
  async decide(ctx: TransactionContext, id: string, outcome: 'confirmed' | 'refused' | 'withdrawn'): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `update clearance_proposals set outcome = $2, decided_by = app.me(), decided_at = now() where id = $1 and outcome is null returning id`,
      [id, outcome],
    );
    return rows.length > 0;
  }

  /** Puts what two officers agreed on in force, as it was proposed. */
  async putInForce(ctx: TransactionContext, proposalId: string): Promise<void> {
    await ctx.transaction.query(
      `insert into clearances (account_id, level, caveats, valid_until, granted_by, confirmed_by, changed_by)
       select account_id, level, caveats, valid_until, proposed_by, decided_by, app.me() from clearance_proposals where id = $1
       ${OVERWRITE}`,
      [proposalId],
    );
  }

  /** One officer's grant, up to confidential and without caveats. */
  async grant(ctx: TransactionContext, accountId: string, { level, caveats, validUntil }: Grantable): Promise<void> {
    await ctx.transaction.query(
      `insert into clearances (account_id, level, caveats, valid_until, granted_by, changed_by) values ($1, $2, $3, $4, app.me(), app.me()) ${OVERWRITE}`,
      [accountId, level, caveats, validUntil],
    );
  }

  /** Less than before: whoever granted it stays named. */
  async lower(ctx: TransactionContext, accountId: string, { level, caveats, validUntil }: Grantable): Promise<void> {
    await ctx.transaction.query(
      `update clearances set level = $2, caveats = $3, valid_until = $4, changed_by = app.me(), changed_at = now() where account_id = $1`,
      [accountId, level, caveats, validUntil],
    );
  }

  /** @returns false when there was none in force */
  async revoke(ctx: TransactionContext, accountId: string): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `update clearances c set valid_until = now(), revoked_at = now(), changed_by = app.me(), changed_at = now()
        where c.account_id = $1 and ${IN_FORCE} returning account_id`,
      [accountId],
    );
    return rows.length > 0;
  }

  /** One act of administration at a time: what it is decided by does not change before it is committed. */
  async lock(ctx: TransactionContext): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock($1)', [ADMINISTRATION_LOCK]);
  }
}

const OVERWRITE = `on conflict (account_id) do update set level = excluded.level, caveats = excluded.caveats, valid_until = excluded.valid_until,
  granted_by = excluded.granted_by, granted_at = now(), confirmed_by = excluded.confirmed_by, changed_by = excluded.changed_by, changed_at = now(), revoked_at = null`;

interface PersonRow {
  person: Person;
  active: boolean;
  level: Level | null;
  caveats: string[] | null;
  valid_until: Date | null;
  revoked_at: Date | null;
  changed_at: Date | null;
  in_force: boolean;
  granted_by: Person | null;
  confirmed_by: Person | null;
  pending: boolean;
}
interface ProposalRow {
  id: string;
  person: Person;
  level: Level;
  caveats: string[];
  valid_until: Date | null;
  proposed_by: Person;
  proposed_at: Date;
  standing: boolean;
}
