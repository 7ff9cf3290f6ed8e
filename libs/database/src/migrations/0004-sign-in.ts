import type { MigrationInterface, QueryRunner } from 'typeorm';
import { purpose, secure } from './policies.js';

const MINE = `account_id = (select app.me())`;
const ADMINISTRATOR = `(select app.my_system_role()) = 'systemAdministrator'`;

/** How somebody proves who he is: passkeys, identity providers, enrolment links, what is asked only once, and what slows guessing down. */
export class SignIn1764028800000 implements MigrationInterface {
  readonly name = 'SignIn1764028800000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `alter table sessions
         add column idle_seconds int not null default 1800 check (idle_seconds > 0),
         add column method text not null default 'password' check (method in ('persona', 'password', 'passkey', 'oidc')),
         add column passkey_id uuid,
         add column provider text,
         add column browser text not null default 'other',
         add column system text not null default 'other',
         add column network text`,
      `create index sessions_live on sessions(last_seen_at) where ended_at is null`,

      // What authenticators keep as the person's name: random, so that it says nothing anywhere else.
      `create table user_handles (
        account_id uuid primary key references accounts(id),
        handle bytea not null unique check (octet_length(handle) = 32))`,
      ...secure('user_handles', { select: purpose('identity'), insert: purpose('identity') }),

      `create table passkeys (
        id uuid primary key,
        account_id uuid not null references accounts(id),
        credential_id bytea not null unique,
        public_key bytea not null,
        counter bigint not null check (counter >= 0),
        transports text[] not null,
        synced boolean not null,
        attestation_format text not null,
        authenticator_model uuid not null,
        name text not null,
        ceiling smallint not null default 4 check (ceiling between 0 and 4),
        created_at timestamptz not null default now(),
        last_used_at timestamptz,
        suspended_at timestamptz,
        removed_at timestamptz)`,
      `create index passkeys_account on passkeys(account_id) where removed_at is null`,
      // Kept when they are removed: the trail names them, and a removed credential must never be taken for a new one.
      ...secure('passkeys', {
        select: `${MINE} or ${purpose('identity')}`,
        insert: purpose('identity'),
        update: purpose('identity'),
      }),
      `alter table sessions add constraint sessions_passkey foreign key (passkey_id) references passkeys(id)`,

      `create table challenges (
        challenge bytea primary key check (octet_length(challenge) = 32),
        purpose text not null check (purpose in ('sign-in', 'step-up', 'register', 'enrol')),
        bound_to uuid check ((purpose = 'sign-in') = (bound_to is null)),
        expires_at timestamptz not null)`,
      `create index challenges_expiry on challenges(expires_at)`,
      ...secure('challenges', { select: purpose('identity'), insert: purpose('identity'), delete: purpose('identity') }),

      // Hashed like sessions: whoever reads the database gets no link.
      `create table enrolments (
        id uuid primary key,
        account_id uuid not null references accounts(id),
        token_hash bytea not null unique check (octet_length(token_hash) = 32),
        issued_by uuid references accounts(id),
        issued_at timestamptz not null default now(),
        expires_at timestamptz not null,
        used_at timestamptz,
        withdrawn_at timestamptz)`,
      `create index enrolments_account on enrolments(account_id)`,
      ...secure('enrolments', {
        select: `${ADMINISTRATOR} or ${purpose('identity', 'provisioning')}`,
        insert: `(${ADMINISTRATOR} and issued_by = (select app.me())) or (issued_by is null and ${purpose('provisioning')})`,
        update: `${ADMINISTRATOR} or ${purpose('identity', 'provisioning')}`,
      }),

      // A person at a provider is (issuer, subject); an e-mail address may be given to somebody else one day.
      `create table identity_links (
        id uuid primary key,
        account_id uuid not null references accounts(id),
        issuer text not null,
        subject text not null,
        linked_by uuid references accounts(id),
        linked_at timestamptz not null default now(),
        unique (issuer, subject))`,
      `create index identity_links_account on identity_links(account_id)`,
      ...secure('identity_links', {
        select: `${MINE} or ${ADMINISTRATOR} or ${purpose('identity')}`,
        insert: `(${ADMINISTRATOR} and linked_by = (select app.me())) or (linked_by is null and ${purpose('identity')})`,
        delete: ADMINISTRATOR,
      }),

      `create table oidc_attempts (
        state_hash bytea primary key check (octet_length(state_hash) = 32),
        provider text not null,
        browser_hash bytea not null check (octet_length(browser_hash) = 32),
        nonce text not null,
        code_verifier text not null,
        redirect_uri text not null,
        session_id uuid,
        started_at timestamptz not null default now(),
        expires_at timestamptz not null)`,
      `create index oidc_attempts_expiry on oidc_attempts(expires_at)`,
      ...secure('oidc_attempts', { select: purpose('identity'), insert: purpose('identity'), delete: purpose('identity') }),

      // Counters of attempts, shared by all processes. Not in the write-ahead log: they are worth a quarter of an hour.
      `create unlogged table throttles (
        key bytea primary key check (octet_length(key) = 32),
        points int not null,
        expires_at timestamptz not null)`,
      `create index throttles_expiry on throttles(expires_at)`,
      ...secure('throttles', {
        select: purpose('identity'),
        insert: purpose('identity'),
        update: purpose('identity'),
        delete: purpose('identity'),
      }),

      // A person sets his password himself; until now only provisioning could.
      `alter policy credentials_insert on credentials with check (${purpose('identity', 'provisioning')})`,
      `alter policy credentials_update on credentials using (${purpose('identity', 'provisioning')}) with check (${purpose('identity', 'provisioning')})`,
      `alter policy credentials_delete on credentials using (${purpose('identity')})`,
      `grant delete on credentials to majlis_app`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('ways of signing in are not deleted by undoing a migration');
  }
}
