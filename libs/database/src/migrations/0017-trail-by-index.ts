import type { MigrationInterface, QueryRunner } from 'typeorm';
import { receipts } from './0016-receipts-withheld.js';

/**
 * A person, a paper, a refusal, a stretch of time and an event that is not written with nearly every request are found
 * in an index, however long the trail has become (test/bench/trail.bench.ts). Columns tell the person an entry is about
 * beside the one who acted, and what it is about. Of the ids in an entry the first of paper, view, version and other
 * object is enough: the wider ones are told where the narrower began (`view.opened`). In lower case: an id of before may
 * stand there as somebody spelt it.
 *
 * Columns and not indexes on `data`: under row-level security only operators that leak nothing are taken for conditions
 * of an index, and reading a field of jsonb is not among them (PostgreSQL, `LEAKPROOF`). They repeat what the entry
 * says and are not part of what is sealed.
 */
export class TrailByIndex1765065600000 implements MigrationInterface {
  readonly name = 'TrailByIndex1765065600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `alter table audit_entries
         add column about_account text generated always as (lower(data->>'accountId')) stored,
         add column about text generated always as (lower(coalesce(data->>'documentId', data->>'viewId', data->>'versionId', data->>'objectId'))) stored`,
      // In the order in which they are shown, so that also a stretch of time is a stretch of the index.
      `drop index audit_entries_account`,
      `create index audit_entries_account on audit_entries(account_id, at desc, seq desc)`,
      `create index audit_entries_about_account on audit_entries(about_account, at desc, seq desc) where about_account is not null`,
      `create index audit_entries_about on audit_entries(about, at desc, seq desc) where about is not null`,
      // The same as its predecessor had for the parts of a view that were sent.
      `drop index audit_entries_served`,
      `set local role majlis_facts`,
      receipts('e.about'),
      `reset role`,
      // What nearly every request writes is never far, and its entries are many: they cost no index of their own.
      `create index audit_entries_event on audit_entries(event, at desc, seq desc) where event not in ('view.served', 'access.decided', 'access.listed', 'request.served')`,
      `create index audit_entries_denied on audit_entries(at desc, seq desc) where outcome = 'denied'`,
      `create index audit_entries_at on audit_entries(at desc, seq desc)`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('the trail is not taken apart by undoing a migration');
  }
}
