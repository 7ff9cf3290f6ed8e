import type { MigrationInterface, QueryRunner } from 'typeorm';

/** As of migration 0018, but for what it withdraws: every paper that the state it came from could not read any more. */
const RAISE_PAPERS = `create or replace function app.raise_papers(item uuid)
     returns table (id uuid, withdrawn boolean, level smallint, caveats text[], releasable_to text[], originator text)
     language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $fact$
     select from documents d where d.item_id = item order by d.id for update;
     with below as (
       select d.id, greatest(d.level, i.level) as level,
              array(select distinct unnest(d.caveats || i.caveats) order by 1) as caveats,
              case when i.releasable_to = '{ALL}' then d.releasable_to when d.releasable_to = '{ALL}' then i.releasable_to
                   else array(select unnest(d.releasable_to) intersect select unnest(i.releasable_to) order by 1) end as releasable_to
         from documents d join item_contents i on i.item_id = d.item_id
        where i.item_id = item and i.meeting_id in (select app.my_prepared_meetings()) and d.withdrawn_at is null
          and not app.label_covers(d.level, d.caveats, d.releasable_to, i.level, i.caveats, i.releasable_to)),
     raised as (
       update documents d set level = b.level, caveats = b.caveats, releasable_to = b.releasable_to
         from below b where d.id = b.id and b.releasable_to && array[d.originator, 'ALL'] returning d.*),
     gone as (
       update documents d set withdrawn_at = now()
         from below b where d.id = b.id and not b.releasable_to && array[d.originator, 'ALL'] returning d.*)
     select id, false, level, caveats, releasable_to, originator from raised
      union all select id, true, level, caveats, releasable_to, originator from gone $fact$`;

/** A paper raised with its item is never left to others without the state it came from (docs/access-policy.md §9). */
export class OriginatorsKept1765238400000 implements MigrationInterface {
  readonly name = 'OriginatorsKept1765238400000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [`set local role majlis_facts`, RAISE_PAPERS, `reset role`]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('papers are not taken from their originator by undoing a migration');
  }
}
