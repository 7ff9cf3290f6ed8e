import type { MigrationInterface, QueryRunner } from 'typeorm';
import { REDUCED } from './0010-new-way-in.js';

const CLEARANCES: readonly string[] = [
  `grant select, delete on clearance_proposals to majlis_facts`,
  `create policy clearance_proposals_facts on clearance_proposals for select to majlis_facts using (true)`,
  `create policy clearance_proposals_facts_delete on clearance_proposals for delete to majlis_facts using (outcome is null)`,
  `set local role majlis_facts`,
  // The trigger says which column names the account. What the officers proposed before the new way in was about another
  // one's account: nobody decided it, and it is gone.
  `create or replace function app.reduce_clearance() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   declare account uuid := (to_jsonb(new) ->> coalesce(tg_argv[0], 'account_id'))::uuid;
   begin
     update clearances set level = least(level, 1), caveats = '{}', confirmed_by = null, changed_by = null, changed_at = now()
      where account_id = account and not (${REDUCED});
     delete from clearance_proposals where account_id = account and outcome is null;
     return null;
   end $$`,
  // For the migrating role alone, as long as it makes the trigger.
  `grant execute on function app.reduce_clearance() to majlis_owner`,
  `reset role`,
  // A login is what a provider vouches for: whoever has that address there signs in as this person.
  `create trigger accounts_reduce after update of login on accounts
     for each row when (old.login <> new.login) execute function app.reduce_clearance('id')`,
  `set local role majlis_facts`,
  `revoke execute on function app.reduce_clearance() from majlis_owner`,
  `reset role`,
];

const SESSIONS: readonly string[] = [
  // How strong a session is, where it was begun and how long it lasts is the sign-in's to say, and nobody's own.
  `create function app.session_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user = 'majlis_app' and app.purpose() is distinct from 'identity'
        and to_jsonb(new) - 'ended_at' - 'last_seen_at' <> to_jsonb(old) - 'ended_at' - 'last_seen_at' then
       raise exception 'a session is strengthened by a sign-in alone' using errcode = '42501';
     end if;
     return new;
   end $$`,
  `create trigger sessions_rules before update on sessions for each row execute function app.session_rules()`,
];

/** Ways in that one person could make for himself: by another one's login, an old proposal, a session made stronger. */
export class WaysIn1764806400000 implements MigrationInterface {
  readonly name = 'WaysIn1764806400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...CLEARANCES, ...SESSIONS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('ways to sign in are not loosened by undoing a migration');
  }
}
