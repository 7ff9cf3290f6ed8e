import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factFunction } from './policies.js';

/** The label the keys of a version are wrapped under: its paper's, or a weaker one that the paper had before. */
const BOUND: readonly string[] = [
  `alter table document_versions add column bound_level smallint check (bound_level between 0 and 4), add column bound_caveats text[],
     add column bound_releasable_to text[] check (cardinality(bound_releasable_to) > 0)`,
  // As the migrating role owns the table and a policy holds it like everybody else.
  `alter table document_versions no force row level security`,
  `alter table documents no force row level security`,
  `update document_versions v set bound_level = d.level, bound_caveats = d.caveats, bound_releasable_to = d.releasable_to
     from documents d where d.id = v.document_id`,
  `alter table documents force row level security`,
  `alter table document_versions force row level security`,
  `alter table document_versions alter column bound_level set not null, alter column bound_caveats set not null,
     alter column bound_releasable_to set not null`,
  `grant update (bound_level, bound_caveats, bound_releasable_to) on document_versions to majlis_app`,
];

/** What was approved by a second person, to the letter, as the policies of the fact role say it; for the row of any labelled table. */
const APPROVED = `exists (select 1 from label_requests r
  where r.kind = case tg_table_name when 'meetings' then 'meeting' when 'item_contents' then 'item' else 'document' end
    and r.object_id = coalesce(to_jsonb(new)->>'id', to_jsonb(new)->>'item_id')::uuid
    and r.outcome = 'approved' and r.decided_by = app.me() and r.decided_at = now()
    and r.to_level = new.level and r.to_caveats = new.caveats and r.to_releasable_to = new.releasable_to)`;

const RAISED: readonly string[] = [
  // The fact role makes labels stricter too, from now on: that it makes one weaker needs the two persons here as well.
  `create or replace function app.label_only_rises() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if new.originator = old.originator
        and app.label_covers(new.level, new.caveats, new.releasable_to, old.level, old.caveats, old.releasable_to) then
       return new;
     end if;
     if new.originator = old.originator and current_user = 'majlis_facts' then
       if ${APPROVED} then
         return new;
       end if;
     end if;
     raise exception 'a label only becomes stricter' using errcode = '23514', constraint = 'label_only_rises';
   end $$`,
  `create policy documents_facts_raise on documents for update to majlis_facts using (true) with check (exists (select 1 from item_contents i
     where i.item_id = documents.item_id
       and app.label_covers(documents.level, documents.caveats, documents.releasable_to, i.level, i.caveats, i.releasable_to)))`,

  // An item that is raised takes its papers with it, also those its editor does not know of: a refusal would tell him
  // that there is one. Each gets the join of both labels; where the state it came from could not read it any more, it is withdrawn.
  ...factFunction(
    'raise_papers(item uuid)',
    'table (id uuid, withdrawn boolean, level smallint, caveats text[], releasable_to text[], originator text)',
    // Locked first: a label that somebody is making stricter at this moment is seen before the join is made of it.
    `select from documents d where d.item_id = item order by d.id for update;
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
      union all select id, true, level, caveats, releasable_to, originator from gone`,
    { volatile: true },
  ),

  // What is withdrawn is read by nobody any more, and no reason to refuse a stricter label to its item.
  `set local role majlis_facts`,
  `create or replace function app.paper_covers_item() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     if tg_table_name = 'documents' then
       if new.withdrawn_at is null and not exists (select 1 from item_contents i where i.item_id = new.item_id and i.meeting_id = new.meeting_id
           and app.label_covers(new.level, new.caveats, new.releasable_to, i.level, i.caveats, i.releasable_to)) then
         raise exception 'a paper is labelled at least as its item' using errcode = '23514', constraint = 'paper_covers_item';
       end if;
     elsif exists (select 1 from documents d where d.item_id = new.item_id and d.withdrawn_at is null and not app.label_covers(
           d.level, d.caveats, d.releasable_to, new.level, new.caveats, new.releasable_to)) then
       raise exception 'a paper is labelled at least as its item' using errcode = '23514', constraint = 'paper_covers_item';
     end if;
     return null;
   end $$`,
  `reset role`,
];

/** Raising an item raises the papers on it that its editor does not know of (docs/access-policy.md §9). */
export class RaisedPapers1765152000000 implements MigrationInterface {
  readonly name = 'RaisedPapers1765152000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...BOUND, ...RAISED]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('labels are not made weaker by undoing a migration');
  }
}
