import type { OfficeHolder, OfficeProposal, SystemRole } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import { refusing } from '../accounts/accounts.repository.js';

export type FoundHolder = Omit<OfficeHolder, 'abilities'>;
export type FoundProposal = Omit<OfficeProposal, 'abilities' | 'proposedAt'> & {
  readonly proposedAt: Date;
  readonly codeHash: Buffer | null;
  /** Whoever proposed it still holds an office that may, and whoever it is for may sign in. */
  readonly standing: boolean;
};
export type Outcome = 'approved' | 'refused' | 'withdrawn';

const person = (
  id: string,
  more = '',
) => `(select jsonb_build_object('id', p.id, 'name', jsonb_build_object('ar', p.name_ar, 'en', p.name_en),
  'country', p.country${more}) from accounts p where p.id = ${id})`;
const withOffice = (id: string) => person(id, `, 'systemRole', p.system_role`);

@Injectable()
export class OfficesRepository {
  holders(ctx: TransactionContext): Promise<FoundHolder[]> {
    return ctx.transaction.query<FoundHolder>(
      `select ${withOffice('a.id')} as person, a.active,
              exists (select from office_proposals o where o.account_id = a.id and o.outcome is null) as pending
         from accounts a where a.system_role is not null order by a.system_role desc, a.name_ar, a.id`,
    );
  }

  async open(ctx: TransactionContext, id: string | null = null): Promise<FoundProposal[]> {
    return ctx.transaction.query<FoundProposal>(
      `select o.id, ${withOffice('o.account_id')} as person, o.system_role as "systemRole", ${person('o.proposed_by')} as "proposedBy",
              o.proposed_at as "proposedAt", o.code_hash as "codeHash",
              (o.system_role is null or exists (select from accounts a where a.id = o.account_id and a.active)) and exists (
                select from accounts a where a.id = o.proposed_by and a.active and a.system_role in ('systemAdministrator', 'securityOfficer')) as standing
         from office_proposals o where o.outcome is null and ($1::uuid is null or o.id = $1) order by o.proposed_at`,
      [id],
    );
  }

  /** @returns false when a proposal about this person waits already */
  async propose(
    ctx: TransactionContext,
    { id, accountId, systemRole, codeHash }: { id: string; accountId: string; systemRole: SystemRole | null; codeHash: Buffer | null },
  ): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `insert into office_proposals (id, account_id, system_role, code_hash, proposed_by) values ($1, $2, $3, $4, app.me())
       on conflict (account_id) where outcome is null do nothing returning id`,
      [id, accountId, systemRole, codeHash],
    );
    return rows.length > 0;
  }

  /** @returns false when somebody else decided in the meantime */
  async decide(ctx: TransactionContext, id: string, outcome: Outcome): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `update office_proposals set outcome = $2, decided_by = app.me(), decided_at = now() where id = $1 and outcome is null returning id`,
      [id, outcome],
    );
    return rows.length > 0;
  }

  /**
   * Puts what was approved in this transaction in force.
   *
   * @returns false when the account is not active, or can be signed in with
   * @throws AppError `last_administrator`, `last_officer`
   */
  async apply(ctx: TransactionContext, id: string): Promise<boolean> {
    return refusing(async () => {
      const [row] = await ctx.transaction.query<{ applied: string | null }>('select app.apply_office($1) as applied', [id]);
      return Boolean(row?.applied);
    });
  }
}
