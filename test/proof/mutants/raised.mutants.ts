import { type SqlMutant } from './mutant.js';

const objects = ['app.raise_papers'];

/** Faults in how papers follow their item; caught by test/proof/database/labels. */
export const RAISED_MUTANTS: readonly SqlMutant[] = [
  {
    name: 'anybody-raises',
    breaks: 'whoever takes part in no meeting labels its papers anew',
    objects,
    find: 'i.meeting_id in (select app.my_prepared_meetings())',
    replace: 'true',
  },
  {
    name: 'level-not-joined',
    breaks: 'a paper takes the level of its item, also a lower one',
    objects,
    find: 'greatest(d.level, i.level)',
    replace: 'i.level',
  },
  {
    name: 'caveats-not-joined',
    breaks: 'a paper loses its own caveats',
    objects,
    find: 'unnest(d.caveats || i.caveats)',
    replace: 'unnest(i.caveats)',
  },
  {
    name: 'countries-not-joined',
    breaks: 'a paper goes to a country that it was not for',
    objects,
    find: 'select unnest(d.releasable_to) intersect select unnest(i.releasable_to)',
    replace: 'select unnest(i.releasable_to)',
  },
  {
    name: 'released-to-all-again',
    breaks: 'a paper for some goes to all when its item does',
    objects,
    find: `when i.releasable_to = '{ALL}' then d.releasable_to`,
    replace: `when i.releasable_to = '{ALL}' then i.releasable_to`,
  },
  {
    name: 'for-nobody-and-not-withdrawn',
    breaks: 'a paper that no country may read any more stays as it was',
    objects,
    find: 'set withdrawn_at = now()',
    replace: 'set withdrawn_at = null',
  },
  {
    name: 'fact-role-may-weaken',
    breaks: 'what makes a paper stricter can make it weaker',
    statement: `alter table documents disable trigger documents_label;
      create or replace function app.raise_papers(item uuid)
        returns table (id uuid, withdrawn boolean, level smallint, caveats text[], releasable_to text[], originator text)
        language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $$
        update documents d set level = i.level, caveats = i.caveats, releasable_to = i.releasable_to from item_contents i
         where i.item_id = item and d.item_id = item and i.meeting_id in (select app.my_prepared_meetings())
        returning d.id, false, d.level, d.caveats, d.releasable_to, d.originator $$`,
  },
];
