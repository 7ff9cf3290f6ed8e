import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED_HALF } from './0009-visibility.js';

/**
 * Papers of meetings the subject is not in are passed over in the index, without reading them: the index of the newest
 * papers has the meeting too, and the policy compares it with an array, which PostgreSQL (17 and later) takes as a
 * condition of the index and keeps its order. Four rows of five were read for nothing (test/bench/page.bench.ts).
 */
export class PapersByIndex1764892800000 implements MigrationInterface {
  readonly name = 'PapersByIndex1764892800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `drop index documents_newest`,
      `create index documents_newest on documents(uploaded_at desc, id desc, meeting_id) where withdrawn_at is null`,
      `alter policy documents_select on documents using (
         meeting_id = any((select app.my_visible_meetings())::uuid[]) and ${CLEARED_HALF} and item_id not in (select app.my_barred_items())
         and (embargo_until is null or embargo_until <= now() or meeting_id in (select app.my_embargoed_meetings()))
         and (withdrawn_at is null or meeting_id in (select app.my_prepared_meetings())))`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('policies are not loosened by undoing a migration');
  }
}
