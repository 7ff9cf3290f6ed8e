import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED_HALF } from './0009-visibility.js';
import { factFunction } from './policies.js';

/** The subject as `my_level()`, `my_caveats()` and `my_country()` know him, in one row; none when he is not there. */
export const ME = `select a.id, c.caveats, array[a.country, 'ALL'] as countries,
    least(c.level, app.assured_level(s.assurance), coalesce(nullif(current_setting('app.ceiling', true), ''), '-1')::smallint, s.ceiling) as level
  from accounts a join sessions s on s.account_id = a.id join clearances c on c.account_id = a.id
  where a.id = app.me() and a.active and s.id = app.session() and s.ended_at is null and s.expires_at > now()
    and (c.valid_until is null or c.valid_until > now())`;
export const CLEARED_FOR = 'm.level <= me.level and m.caveats <@ me.caveats and m.releasable_to && me.countries';

/**
 * The meetings whose papers are shown come as one array and not as a set: a function's set is fetched row by row, and
 * this one is asked for with every list of papers (test/bench/page.bench.ts).
 */
export class PapersSeen1764633600000 implements MigrationInterface {
  readonly name = 'PapersSeen1764633600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `alter policy documents_select on documents using (false)`,
      `drop function app.my_visible_meetings()`,
      ...factFunction(
        'my_visible_meetings()',
        'uuid[]',
        `with me as materialized (${ME})
         select array(
           select m.id from me join participants p on p.account_id = me.id join meetings m on m.id = p.meeting_id
            where (m.state <> 'draft' or p.role in ('chair', 'secretary')) and ${CLEARED_FOR}
           union all
           select m.id from me join body_members b on b.account_id = me.id and b.role = 'secretary' join meetings m on m.body_id = b.body_id
            where ${CLEARED_FOR})`,
      ),
      `alter policy documents_select on documents using (
         meeting_id in (select unnest(app.my_visible_meetings())) and ${CLEARED_HALF} and item_id not in (select app.my_barred_items())
         and (embargo_until is null or embargo_until <= now() or meeting_id in (select app.my_embargoed_meetings()))
         and (withdrawn_at is null or meeting_id in (select app.my_prepared_meetings())))`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('policies are not loosened by undoing a migration');
  }
}
