import type { MigrationInterface, QueryRunner } from 'typeorm';
import { purpose, secure } from './policies.js';

const ME = `(select app.me())`;
const systemRole = (...roles: string[]) => `(select app.my_system_role()) in (${roles.map((role) => `'${role}'`).join(', ')})`;
const ADMINISTRATOR = systemRole('systemAdministrator');
const OFFICER = systemRole('securityOfficer');

const PLACES: readonly string[] = [
  `create table sites (
    code text primary key check (code ~ '^[A-Z]{2}(-[A-Z0-9]{1,12})?$'),
    name_ar text not null,
    name_en text not null,
    country text not null check (country = left(code, 2)),
    ceiling smallint not null check (ceiling between 0 and 4),
    created_at timestamptz not null default now())`,
  // Unique over all sites: an address has one longest prefix, and that one belongs to one site.
  `create table site_networks (
    id uuid primary key,
    site text not null references sites(code),
    network cidr not null unique,
    ceiling smallint check (ceiling between 0 and 4),
    created_at timestamptz not null default now())`,
  // The site he sat at when he signed in.
  `alter table sessions add column site text references sites(code)`,
  `create index site_networks_of_address on site_networks using gist (network inet_ops)`,
  ...secure('sites', {
    // One's own site, for the stamp on papers.
    select: `code in (select s.site from sessions s where s.account_id = ${ME})
      or ${systemRole('systemAdministrator', 'securityOfficer')} or ${purpose('identity', 'provisioning')}`,
    insert: `${ADMINISTRATOR} or ${purpose('provisioning')}`,
    update: ADMINISTRATOR,
  }),
  `revoke update on sites from majlis_app`,
  `grant update (name_ar, name_en, ceiling) on sites to majlis_app`,
  ...secure('site_networks', {
    select: `${systemRole('systemAdministrator', 'securityOfficer')} or ${purpose('identity', 'provisioning')}`,
    insert: `${ADMINISTRATOR} or ${purpose('provisioning')}`,
    delete: ADMINISTRATOR,
  }),
  // The place of this request counts beside that of the sign-in; a transaction that names none opens nothing.
  `set local role majlis_facts`,
  `create or replace function app.my_level() returns smallint language sql stable security definer set search_path = pg_catalog, public, pg_temp as $fact$
    select coalesce((select least(c.level, app.assured_level(p.assurance), coalesce(nullif(current_setting('app.ceiling', true), ''), '-1')::smallint, p.ceiling)
      from clearances c, (select s.assurance, s.ceiling from accounts a join sessions s on s.account_id = a.id
        where a.id = app.me() and a.active and s.id = app.session() and s.ended_at is null and s.expires_at > now()) p
      where c.account_id = app.me() and (c.valid_until is null or c.valid_until > now())), -1)::smallint $fact$`,
  // A password runs nothing: a system role is one only for whoever signed in strongly.
  `create or replace function app.my_system_role() returns text language sql stable security definer set search_path = pg_catalog, public, pg_temp as $fact$
    select coalesce((select a.system_role from accounts a join sessions s on s.account_id = a.id
      where a.id = app.me() and a.active and s.id = app.session() and s.assurance = 2 and s.ended_at is null and s.expires_at > now()), '') $fact$`,
  `reset role`,
];

const ACCOUNTS: readonly string[] = [
  `alter policy accounts_insert on accounts with check (${ADMINISTRATOR} or ${purpose('provisioning')})`,
  `alter policy accounts_update on accounts using (${ADMINISTRATOR}) with check (${ADMINISTRATOR})`,
  // A country is what a clearance was granted to: whoever changes it gets another account.
  `revoke update on accounts from majlis_app`,
  `grant update (login, name_ar, name_en, site, system_role, active) on accounts to majlis_app`,
  // What a policy cannot say, because it does not see the row of before.
  `create function app.account_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user <> 'majlis_app' then
       return new;
     end if;
     if new.id = app.me() and (new.system_role is distinct from old.system_role or new.active <> old.active) then
       raise exception 'nobody changes his own role or standing' using errcode = '23514', constraint = 'accounts_not_oneself';
     end if;
     if old.active and old.system_role = 'systemAdministrator' and (not new.active or new.system_role is distinct from 'systemAdministrator') then
       -- Two who put each other out at the same time would each still see the other.
       perform pg_advisory_xact_lock(7201006);
       if not exists (select from accounts a where a.id <> new.id and a.active and a.system_role = 'systemAdministrator') then
         raise exception 'one administrator stays' using errcode = '23514', constraint = 'accounts_last_administrator';
       end if;
     end if;
     return new;
   end $$`,
  `create trigger accounts_rules before update on accounts for each row execute function app.account_rules()`,
];

const CLEARANCES: readonly string[] = [
  `create table caveats (
    code text primary key check (code ~ '^[A-Z][A-Z0-9]{1,15}$'),
    name_ar text not null,
    name_en text not null,
    retired_at timestamptz,
    created_at timestamptz not null default now())`,
  ...secure('caveats', {
    select: `${OFFICER} or ${purpose('provisioning')}`,
    insert: `${OFFICER} or ${purpose('provisioning')}`,
    update: OFFICER,
  }),
  `revoke update on caveats from majlis_app`,
  `grant update (retired_at) on caveats to majlis_app`,
  `insert into caveats (code, name_ar, name_en) select distinct code, code, code from clearances, unnest(caveats) code`,

  `create table clearance_proposals (
    id uuid primary key,
    account_id uuid not null references accounts(id),
    level smallint not null check (level between 0 and 4),
    caveats text[] not null,
    valid_until timestamptz,
    proposed_by uuid not null references accounts(id) check (proposed_by <> account_id),
    proposed_at timestamptz not null default now(),
    decided_by uuid references accounts(id) check (decided_by <> account_id),
    decided_at timestamptz,
    outcome text check (outcome in ('confirmed', 'refused', 'withdrawn')),
    check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
    check (level <= 2 or valid_until is not null),
    constraint clearance_proposals_second_officer check (outcome <> 'confirmed' or decided_by <> proposed_by))`,
  `create unique index clearance_proposals_open on clearance_proposals(account_id) where outcome is null`,
  ...secure('clearance_proposals', {
    select: OFFICER,
    insert: `${OFFICER} and proposed_by = ${ME} and account_id <> ${ME} and outcome is null`,
    update: `${OFFICER} and account_id <> ${ME} and (outcome is null or (decided_by = ${ME} and case outcome
      when 'confirmed' then proposed_by <> ${ME}
        and exists (select from accounts a where a.id = proposed_by and a.active and a.system_role = 'securityOfficer')
      when 'withdrawn' then proposed_by = ${ME} else true end))`,
  }),
  // What was decided stays decided.
  `alter policy clearance_proposals_update on clearance_proposals using (${OFFICER} and account_id <> ${ME} and outcome is null)`,
  `revoke update on clearance_proposals from majlis_app`,
  `grant update (outcome, decided_by, decided_at) on clearance_proposals to majlis_app`,

  `alter table clearances
     add column confirmed_by uuid references accounts(id),
     add column changed_by uuid references accounts(id),
     add column changed_at timestamptz not null default now(),
     add column revoked_at timestamptz`,
  // A row without a grantor was provisioned; no service writes one (policies below).
  `alter table clearances add constraint clearances_two_officers check (granted_by is null or (granted_by <> account_id
     and (level <= 2 or valid_until is not null)
     and ((level <= 2 and caveats = '{}') or (confirmed_by is not null and confirmed_by <> granted_by and confirmed_by <> account_id))))`,
  `alter policy clearances_insert on clearances with check (
     (${OFFICER} and account_id <> ${ME} and granted_by is not null and changed_by = ${ME}) or (granted_by is null and ${purpose('provisioning')}))`,
  `alter policy clearances_update on clearances using (${OFFICER} and account_id <> ${ME}) with check (${OFFICER} and account_id <> ${ME} and changed_by = ${ME})`,
  `revoke update on clearances from majlis_app`,
  `grant update (level, caveats, valid_until, granted_by, granted_at, confirmed_by, changed_by, changed_at, revoked_at) on clearances to majlis_app`,
  // One officer takes away, and gives what is not above confidential; more than that, two have agreed on to the letter, just now.
  `create function app.clearance_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user <> 'majlis_app' or app.purpose() = 'provisioning' then
       return new;
     end if;
     if tg_op = 'UPDATE' and new.level <= old.level and new.caveats <@ old.caveats
        and coalesce(new.valid_until, 'infinity') <= coalesce(old.valid_until, 'infinity')
        and new.granted_by is not distinct from old.granted_by and new.confirmed_by is not distinct from old.confirmed_by then
       return new;
     end if;
     if new.granted_by = app.me() and new.confirmed_by is null and new.level <= 2 and new.caveats = '{}' then
       return new;
     end if;
     if new.confirmed_by = app.me() and new.granted_by <> app.me() and exists (select from clearance_proposals p
          where p.account_id = new.account_id and p.proposed_by = new.granted_by and p.outcome = 'confirmed' and p.decided_by = app.me()
            and p.decided_at = now() and p.level = new.level and p.caveats = new.caveats and p.valid_until is not distinct from new.valid_until) then
       return new;
     end if;
     raise exception 'a second officer has not agreed' using errcode = '23514', constraint = 'clearance_two_officers';
   end $$`,
  `create trigger clearances_rules before insert or update on clearances for each row execute function app.clearance_rules()`,
];

/** Who administers: accounts, clearances by two officers, sites with their networks and ceilings. */
export class Administration1764201600000 implements MigrationInterface {
  readonly name = 'Administration1764201600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PLACES, ...ACCOUNTS, ...CLEARANCES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('rules of administration are not lifted by undoing a migration');
  }
}
