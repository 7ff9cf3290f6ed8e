import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a clearance comes down to: what a password alone opens. */
export const REDUCED = `level <= 1 and caveats = '{}'`;

/**
 * Whoever gives somebody a way to sign in could use it himself. So a way in that an administrator gave (an enrolment
 * link that was used, an account at an identity provider that he linked) leaves of the clearance what a password opens;
 * the security officers, who know the person, grant the rest anew.
 */
export class NewWayIn1764460800000 implements MigrationInterface {
  readonly name = 'NewWayIn1764460800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `create function app.reduce_clearance() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
       begin
         update clearances set level = least(level, 1), caveats = '{}', confirmed_by = null, changed_by = null, changed_at = now()
          where account_id = new.account_id and not (${REDUCED});
         return null;
       end $$`,
      `revoke all on function app.reduce_clearance() from public`,
      `create trigger enrolments_reduce after update of used_at on enrolments
         for each row when (old.used_at is null and new.used_at is not null and new.issued_by is not null) execute function app.reduce_clearance()`,
      `create trigger identity_links_reduce after insert on identity_links
         for each row when (new.linked_by is not null) execute function app.reduce_clearance()`,
      // After the triggers: who makes one must be allowed to call its function, and the migrating role no longer is.
      `alter function app.reduce_clearance() owner to majlis_facts`,
      `create policy clearances_facts_update on clearances for update to majlis_facts using (true) with check (${REDUCED})`,
      `grant update (level, caveats, confirmed_by, changed_by, changed_at) on clearances to majlis_facts`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('ways to sign in are not loosened by undoing a migration');
  }
}
