import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED_FOR, ME } from './0012-papers-seen.js';

/**
 * The same meetings as before (0019), found in one look at the subject again. Five functions were asked instead, each in
 * a plan of its own, and a page of papers paid for them (test/bench/page.bench.ts). The second half is `my_new_meetings()`
 * written out, for the same reason; what makes a meeting new keeps the halves apart, so that none is in both.
 */
export class VisibleMeetings1765670400000 implements MigrationInterface {
  readonly name = 'VisibleMeetings1765670400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `set local role majlis_facts`,
      `create or replace function app.my_visible_meetings() returns uuid[] language sql stable security definer
     set search_path = pg_catalog, public, pg_temp as $fact$
     with me as materialized (${ME})
     select array(
       select m.id from me join participants p on p.account_id = me.id join meetings m on m.id = p.meeting_id
        where (m.state <> 'draft' or p.role in ('chair', 'secretary')) and ${CLEARED_FOR}
       union all
       select m.id from me join body_members b on b.account_id = me.id and b.role = 'secretary' join meetings m on m.body_id = b.body_id
        where not exists (select 1 from participants p where p.meeting_id = m.id) and ${CLEARED_FOR}) $fact$`,
      `reset role`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what the policies ask is not changed back by undoing a migration');
  }
}
