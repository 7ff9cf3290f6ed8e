import type { MigrationInterface, QueryRunner } from 'typeorm';
import { purpose } from './policies.js';

const systemRole = (...roles: string[]) => `(select app.my_system_role()) in (${roles.map((role) => `'${role}'`).join(', ')})`;

/**
 * Each policy alone keeps what the decision keeps: a withdrawn paper has a history and no content, also for those who
 * prepare its meeting; and people are known from meetings one may know of, not from every list one stands on.
 */
export class Surroundings1764288000000 implements MigrationInterface {
  readonly name = 'Surroundings1764288000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `alter policy document_versions_select on document_versions
         using (exists (select 1 from documents d where d.id = document_id and d.withdrawn_at is null))`,
      `alter policy body_members_select on body_members
         using (body_id in (select b.id from bodies b) or ${purpose('provisioning')})`,
      // The lists are read under their own policies, so only those of meetings and bodies one is cleared for count.
      `alter policy accounts_select on accounts
         using (id = (select app.me()) or id in (select p.account_id from participants p)
           or id in (select b.account_id from body_members b where b.body_id in (select app.my_secretariats()))
           or ${systemRole('systemAdministrator', 'securityOfficer', 'auditor')} or ${purpose('identity', 'provisioning')})`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('policies are not loosened by undoing a migration');
  }
}
