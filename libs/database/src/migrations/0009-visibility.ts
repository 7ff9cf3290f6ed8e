import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factFunction } from './policies.js';

/**
 * The label's clause of {@link CLEARED}, as a CASE: PostgreSQL takes it for half of the rows. For the three comparisons
 * it takes one row in thousands, and reads a hundred thousand papers to sort them instead of following the index.
 */
export const CLEARED_HALF = `case when level <= (select app.my_level()) and caveats <@ (select app.my_caveats())
  and releasable_to && (select array[app.my_country(), 'ALL']) then true else false end`;

/** The newest papers of a person cost about what they cost without row-level security (test/bench/page.bench.ts). */
export class Visibility1764374400000 implements MigrationInterface {
  readonly name = 'Visibility1764374400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [
      `create index documents_newest on documents(uploaded_at desc, id desc) where withdrawn_at is null`,
      // What the policy of meetings shows, in one call a statement instead of a policy within a policy.
      ...factFunction(
        'my_visible_meetings()',
        'setof uuid',
        // my_level() is −1 for whoever is not there or not active: then there is nothing, whatever he sits in.
        `with me as materialized (
           select app.me() as id, app.my_level() as level, app.my_caveats() as caveats, array[app.my_country(), 'ALL'] as countries)
         select m.id from me join participants p on p.account_id = me.id join meetings m on m.id = p.meeting_id
          where (m.state <> 'draft' or p.role in ('chair', 'secretary'))
            and m.level <= me.level and m.caveats <@ me.caveats and m.releasable_to && me.countries
         union
         select m.id from me cross join meetings m where m.body_id in (select app.my_secretariats())
            and m.level <= me.level and m.caveats <@ me.caveats and m.releasable_to && me.countries`,
      ),
      `alter policy documents_select on documents using (
         meeting_id in (select app.my_visible_meetings()) and ${CLEARED_HALF} and item_id not in (select app.my_barred_items())
         and (embargo_until is null or embargo_until <= now() or meeting_id in (select app.my_embargoed_meetings()))
         and (withdrawn_at is null or meeting_id in (select app.my_prepared_meetings())))`,
    ])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('policies are not loosened by undoing a migration');
  }
}
