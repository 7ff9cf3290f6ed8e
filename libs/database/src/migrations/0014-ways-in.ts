import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a clearance comes down to: what a password alone opens (migration 0010). */
const REDUCED = `level <= 1 and caveats = '{}'`;

const ACCOUNTS: readonly string[] = [
  // Of somebody with an office one person changes neither the login, which a provider may vouch for, nor brings him back.
  `create or replace function app.account_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user not in ('majlis_app', 'majlis_facts') then
       return new;
     end if;
     if new.id = app.me() and (new.system_role is distinct from old.system_role or new.active <> old.active) then
       raise exception 'nobody changes his own role or standing' using errcode = '23514', constraint = 'accounts_not_oneself';
     end if;
     if old.system_role is not null and (new.login <> old.login or (new.active and not old.active)) then
       raise exception 'two persons give the way into an office' using errcode = '23514', constraint = 'accounts_office';
     end if;
     if old.active and old.system_role in ('systemAdministrator', 'securityOfficer')
        and (not new.active or new.system_role is distinct from old.system_role) then
       -- Two who put each other out at the same time would each still see the other.
       perform pg_advisory_xact_lock(7201006);
       if not exists (select from accounts a where a.id <> new.id and a.active and a.system_role = old.system_role) then
         raise exception 'the last one of an office stays' using errcode = '23514',
           constraint = case old.system_role when 'systemAdministrator' then 'accounts_last_administrator' else 'accounts_last_officer' end;
       end if;
     end if;
     return new;
   end $$`,
];

const CLEARANCES: readonly string[] = [
  // What the officers agreed on before a new way in was about another one's account. Nobody decided it: it is gone.
  `create function app.reduce_clearance_of(account uuid) returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
     update clearances set level = least(level, 1), caveats = '{}', confirmed_by = null, changed_by = null, changed_at = now()
      where account_id = account and not (${REDUCED});
     delete from clearance_proposals where account_id = account and outcome is null $$`,
  `revoke all on function app.reduce_clearance_of(uuid) from public`,
  `grant execute on function app.reduce_clearance_of(uuid) to majlis_facts`,
  `create function app.reduce_renamed() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     perform app.reduce_clearance_of(new.id);
     return null;
   end $$`,
  `revoke all on function app.reduce_renamed() from public`,
  // A login is what a provider vouches for: whoever has that address there signs in as this person.
  `create trigger accounts_reduce after update of login on accounts
     for each row when (old.login <> new.login) execute function app.reduce_renamed()`,
  `grant select, delete on clearance_proposals to majlis_facts`,
  `create policy clearance_proposals_facts on clearance_proposals for select to majlis_facts using (true)`,
  `create policy clearance_proposals_facts_delete on clearance_proposals for delete to majlis_facts using (outcome is null)`,
  `set local role majlis_facts`,
  `create or replace function app.reduce_clearance() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     perform app.reduce_clearance_of(new.account_id);
     return null;
   end $$`,
  `reset role`,
  `alter function app.reduce_clearance_of(uuid) owner to majlis_facts`,
  `alter function app.reduce_renamed() owner to majlis_facts`,
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

/** Ways in that one person could make for himself: by another login, by bringing an office back, by an old proposal. */
export class WaysIn1764806400000 implements MigrationInterface {
  readonly name = 'WaysIn1764806400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...ACCOUNTS, ...CLEARANCES, ...SESSIONS]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('ways to sign in are not loosened by undoing a migration');
  }
}
