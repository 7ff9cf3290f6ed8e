import type { MigrationInterface, QueryRunner } from 'typeorm';
import { purpose, secure } from './policies.js';

const AUDITOR = `(select app.my_system_role()) = 'auditor'`;
const READ = `${AUDITOR} or ${purpose('sealing')}`;

/**
 * The chain of the audit trail and its signed checkpoints (ADR 9). Rows of all three tables are added and never
 * changed: nobody of the services is granted it, and what the database's own administrator changes is found by the
 * verifier (docs/audit-format.md).
 */
export class AuditChain1763942400000 implements MigrationInterface {
  readonly name = 'AuditChain1763942400000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      // Which transaction wrote an entry: what is below every running transaction's id will get no neighbour any more.
      `alter table audit_entries add column xid xid8 not null default pg_current_xact_id()`,
      `alter policy audit_entries_select on audit_entries using (${READ})`,
      `create index audit_entries_account on audit_entries(account_id, seq desc)`,
      `create table audit_chain (
        number bigint primary key check (number > 0),
        seq bigint not null unique,
        digest bytea not null check (length(digest) = 32),
        hash bytea not null check (length(hash) = 32))`,
      `create table audit_checkpoints (
        number bigint primary key check (number > 0),
        hash bytea not null check (length(hash) = 32),
        at timestamptz not null,
        key_id text not null,
        signature bytea not null check (length(signature) = 64))`,
      ...secure('audit_chain', { select: READ, insert: purpose('sealing') }),
      ...secure('audit_checkpoints', { select: READ, insert: purpose('sealing') }),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('the trail is not taken apart by undoing a migration');
  }
}
