import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factFunction, purpose, readableByFacts, secure } from './policies.js';

const ME = `(select app.me())`;
const systemRole = (...roles: string[]) => `(select app.my_system_role()) in (${roles.map((role) => `'${role}'`).join(', ')})`;
const ADMINISTRATOR = systemRole('systemAdministrator');
const OFFICER = systemRole('securityOfficer');
const PROPOSER = systemRole('systemAdministrator', 'securityOfficer');
/** What was approved by whoever asks, in this transaction. */
const APPROVED = `p.outcome = 'approved' and p.decided_by = app.me() and p.decided_at = now()`;
const NO_OFFICE = `not exists (select from accounts a where a.id = account_id and a.system_role is not null)`;

const PROPOSALS: readonly string[] = [
  `create table office_proposals (
    id uuid primary key,
    account_id uuid not null references accounts(id),
    system_role text check (system_role in ('systemAdministrator', 'securityOfficer', 'auditor')),
    code_hash bytea unique check (octet_length(code_hash) = 32),
    proposed_by uuid not null references accounts(id) check (proposed_by <> account_id),
    proposed_at timestamptz not null default now(),
    decided_by uuid references accounts(id) check (decided_by <> account_id),
    decided_at timestamptz,
    outcome text check (outcome in ('approved', 'refused', 'withdrawn')),
    check ((system_role is null) = (code_hash is null)),
    check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
    constraint office_proposals_second_person check (outcome <> 'approved' or decided_by <> proposed_by))`,
  `create unique index office_proposals_open on office_proposals(account_id) where outcome is null`,
  ...secure('office_proposals', {
    select: PROPOSER,
    insert: `${PROPOSER} and proposed_by = ${ME} and account_id <> ${ME} and outcome is null`,
    update: `account_id <> ${ME} and decided_by = ${ME} and case outcome
      when 'approved' then ${OFFICER} and proposed_by <> ${ME} and exists (select from accounts a
        where a.id = proposed_by and a.active and a.system_role in ('systemAdministrator', 'securityOfficer'))
      when 'refused' then ${OFFICER} and proposed_by <> ${ME}
      when 'withdrawn' then ${PROPOSER} and proposed_by = ${ME} else false end`,
  }),
  // What was decided stays decided.
  `alter policy office_proposals_update on office_proposals using (${PROPOSER} and account_id <> ${ME} and outcome is null)`,
  `revoke update on office_proposals from majlis_app`,
  `grant update (outcome, decided_by, decided_at) on office_proposals to majlis_app`,
  ...readableByFacts('office_proposals'),
];

const OFFICES: readonly string[] = [
  // No statement of a service gives or takes an office: app.apply_office does, once two persons agreed.
  `revoke update on accounts from majlis_app`,
  `grant update (login, name_ar, name_en, site, active) on accounts to majlis_app`,
  `alter policy accounts_insert on accounts with check ((${ADMINISTRATOR} and system_role is null) or ${purpose('provisioning')})`,
  `grant update (system_role) on accounts to majlis_facts`,
  `create policy accounts_facts_update on accounts for update to majlis_facts using (true) with check (
     exists (select from office_proposals p where p.account_id = accounts.id and p.system_role is not distinct from accounts.system_role and ${APPROVED}))`,
  ...['passkeys', 'credentials', 'identity_links', 'enrolments'].flatMap(readableByFacts),
  `create or replace function app.account_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user not in ('majlis_app', 'majlis_facts') then
       return new;
     end if;
     if new.id = app.me() and (new.system_role is distinct from old.system_role or new.active <> old.active) then
       raise exception 'nobody changes his own role or standing' using errcode = '23514', constraint = 'accounts_not_oneself';
     end if;
     -- One person changes neither the login, which a provider may vouch for, nor brings back whoever was put out.
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
  // An office comes into force for an account that nobody can sign in with: whatever opened it before was taken away.
  ...factFunction(
    'apply_office(proposal uuid)',
    'uuid',
    `update accounts set system_role = p.system_role from office_proposals p
      where p.id = proposal and ${APPROVED} and accounts.id = p.account_id
        and (p.system_role is null or (accounts.active
          and not exists (select from sessions s where s.account_id = p.account_id and s.ended_at is null)
          and not exists (select from passkeys k where k.account_id = p.account_id and k.removed_at is null)
          and not exists (select from credentials c where c.account_id = p.account_id)
          and not exists (select from identity_links l where l.account_id = p.account_id)
          and not exists (select from enrolments e where e.account_id = p.account_id and e.used_at is null and e.withdrawn_at is null)))
      returning accounts.id`,
    { volatile: true },
  ),
];

const WAYS: readonly string[] = [
  // For an office the link is of no use without the code that whoever proposed it has: two persons give the way in.
  `alter table enrolments add column code_hash bytea check (octet_length(code_hash) = 32)`,
  `alter policy enrolments_select on enrolments using (${PROPOSER} or ${purpose('identity', 'provisioning')})`,
  `alter policy enrolments_insert on enrolments with check (
     (${ADMINISTRATOR} and issued_by = ${ME} and ${NO_OFFICE})
     or (${OFFICER} and issued_by = ${ME} and exists (select from office_proposals p
       where p.account_id = enrolments.account_id and p.code_hash = enrolments.code_hash and ${APPROVED}))
     or (issued_by is null and ${purpose('provisioning')}))`,
  `alter policy enrolments_update on enrolments using (${PROPOSER} or ${purpose('identity', 'provisioning')})
     with check (used_at is null or ${purpose('identity')} or ${purpose('provisioning')})`,
  `revoke update on enrolments from majlis_app`,
  `grant update (used_at, withdrawn_at) on enrolments to majlis_app`,
  // Whoever runs the provider, or names its subject, could be the officer.
  `alter policy identity_links_insert on identity_links with check (
     ((${ADMINISTRATOR} and linked_by = ${ME}) or (linked_by is null and ${purpose('identity')})) and ${NO_OFFICE})`,
  `alter policy identity_links_delete on identity_links using (${ADMINISTRATOR} or ${purpose('identity')})`,
];

const DEVICES: readonly string[] = [
  `alter policy passkeys_select on passkeys using (account_id = ${ME} or ${OFFICER} or ${purpose('identity')})`,
  `alter policy passkeys_update on passkeys using ((${OFFICER} and account_id <> ${ME}) or ${purpose('identity')})
     with check ((${OFFICER} and account_id <> ${ME}) or ${purpose('identity')})`,
  // What a policy cannot say, because it does not see the row of before.
  `create function app.passkey_rules() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if current_user = 'majlis_app' and (case app.purpose() when 'identity' then new.ceiling <> old.ceiling
          else (to_jsonb(new) - 'ceiling') <> (to_jsonb(old) - 'ceiling') end) then
       raise exception 'a ceiling is set by a security officer, who sets nothing else' using errcode = '23514', constraint = 'passkeys_ceiling';
     end if;
     return new;
   end $$`,
  `create trigger passkeys_rules before update on passkeys for each row execute function app.passkey_rules()`,
];

/** Offices are given and taken by two persons, with a way to sign in that no one of them has; officers set the ceiling of a device. */
export class Offices1764547200000 implements MigrationInterface {
  readonly name = 'Offices1764547200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...PROPOSALS, ...OFFICES, ...WAYS, ...DEVICES]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what two persons are needed for is not left to one by undoing a migration');
  }
}
