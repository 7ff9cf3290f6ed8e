import { factFunction } from './policies.js';

/** Who is asking, from the transaction-local settings, and folding of Arabic for search. */
export const SETTINGS: readonly string[] = [
  `create schema app`,
  `grant usage on schema app to majlis_app`,
  `grant usage, create on schema app to majlis_facts`,
  `revoke create on schema public from public`,
  `grant usage on schema public to majlis_app, majlis_facts`,
  `create function app.me() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.account', true), '')::uuid $$`,
  `create function app.purpose() returns text language sql stable parallel safe as $$ select coalesce(current_setting('app.purpose', true), '') $$`,
  `create function app.session() returns uuid language sql stable parallel safe as $$ select nullif(current_setting('app.session', true), '')::uuid $$`,
  // What a way of signing in opens: a password alone, restricted at most (DESIGN §3).
  `create function app.assured_level(assurance smallint) returns smallint language sql immutable parallel safe as $$
    select case assurance when 2 then 4 when 1 then 1 else -1 end::smallint $$`,
  // Folding for search: compatibility forms, alef forms, ta marbuta, alef maqsura, tatweel, diacritics, digits, case.
  `create function app.fold(content text) returns text language sql immutable parallel safe as $$
    select lower(translate(
      regexp_replace(normalize(content, NFKC), '[\\u0610-\\u061A\\u064B-\\u065F\\u0670\\u06D6-\\u06ED\\u0640\\u200B-\\u200F\\u202A-\\u202E\\u2066-\\u2069]', '', 'g'),
      'أإآٱىةؤئ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'اااايهوي01234567890123456789')) $$`,
  `grant execute on all functions in schema app to majlis_app, majlis_facts`,
];

/** An active account and a session of its own that has not ended: whoever signed out is nobody, at once and everywhere. */
const PRESENT = `from accounts a join sessions s on s.account_id = a.id
  where a.id = app.me() and a.active and s.id = app.session() and s.ended_at is null and s.expires_at > now()`;
const ACTIVE = `exists (select 1 ${PRESENT})`;

export const FACT_FUNCTIONS: readonly string[] = [
  ...factFunction(
    'my_level()',
    'smallint',
    `select coalesce((select least(c.level, app.assured_level(p.assurance), p.ceiling) from clearances c, (select s.assurance, s.ceiling ${PRESENT}) p
       where c.account_id = app.me() and (c.valid_until is null or c.valid_until > now())), -1)::smallint`,
  ),
  ...factFunction(
    'my_caveats()',
    'text[]',
    `select coalesce((select c.caveats from clearances c
       where c.account_id = app.me() and ${ACTIVE} and (c.valid_until is null or c.valid_until > now())), '{}')`,
  ),
  ...factFunction('my_country()', 'text', `select coalesce((select a.country ${PRESENT}), '')`),
  ...factFunction('my_system_role()', 'text', `select coalesce((select a.system_role ${PRESENT}), '')`),
  // A draft is seen by those who prepare it.
  ...factFunction(
    'my_meetings()',
    'setof uuid',
    `select p.meeting_id from participants p join meetings m on m.id = p.meeting_id
       where p.account_id = app.me() and ${ACTIVE} and (m.state <> 'draft' or p.role in ('chair', 'secretary'))`,
  ),
  ...factFunction(
    'my_secretariats()',
    'setof uuid',
    `select body_id from body_members where account_id = app.me() and role = 'secretary' and ${ACTIVE}`,
  ),
  ...factFunction('my_bodies()', 'setof uuid', `select body_id from body_members where account_id = app.me() and ${ACTIVE}`),
  // The secretary of the body prepares its meetings, also in the moment before he is written into the list of participants.
  ...factFunction(
    'my_prepared_meetings()',
    'setof uuid',
    `select m.id from meetings m where m.body_id in (select app.my_secretariats())
     union select p.meeting_id from participants p where p.account_id = app.me() and p.role = 'secretary' and ${ACTIVE}`,
  ),
  ...factFunction(
    'my_peers()',
    'setof uuid',
    `select distinct p.account_id from participants p where p.meeting_id in (select app.my_meetings())`,
  ),
  // Whose clearance a secretary needs to know: those invited to what he prepares, and the members he will invite.
  ...factFunction(
    'my_invitees()',
    'setof uuid',
    `select p.account_id from participants p where p.meeting_id in (select app.my_prepared_meetings())
     union select b.account_id from body_members b where b.body_id in (select app.my_secretariats())`,
  ),
  // Counting copies needs a number across readers, whose views nobody else may see.
  ...factFunction(
    'next_copy(version uuid)',
    'int',
    `insert into copy_counters (version_id, issued) values (version, 1)
     on conflict (version_id) do update set issued = copy_counters.issued + 1 returning issued`,
    { volatile: true },
  ),
  `grant select, insert, update on copy_counters to majlis_facts`,

  // Taking an item away takes its papers with it, also those its remover does not know of, and destroys nothing: rows
  // and sealed objects stay for the history. Tells which papers went, so that their readers are judged again.
  ...factFunction(
    'remove_item(item uuid)',
    'setof uuid',
    `with gone as (
       update agenda_items set removed_at = now(), position = null
        where id = item and removed_at is null and meeting_id in (select app.my_prepared_meetings()) returning id),
     behind as (update item_contents set removed_at = now() where item_id in (select id from gone))
     update documents set withdrawn_at = coalesce(withdrawn_at, now()) where item_id in (select id from gone) returning id`,
    { volatile: true },
  ),
  `grant select, update on agenda_items to majlis_facts`,
  `grant update on item_contents, documents to majlis_facts`,

  // Making a label weaker needs two persons; no single statement of a service does it, whatever it was computed from.
  `create function app.label_only_rises() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     if new.originator <> old.originator
        or not app.label_covers(new.level, new.caveats, new.releasable_to, old.level, old.caveats, old.releasable_to) then
       raise exception 'a label only becomes stricter' using errcode = '23514', constraint = 'label_only_rises';
     end if;
     return new;
   end $$`,
  ...['meetings', 'item_contents', 'documents'].map(
    (table) =>
      `create trigger ${table}_label before update of level, caveats, releasable_to, originator on ${table}
         for each row execute function app.label_only_rises()`,
  ),

  // A paper is never labelled below its item (research F7: otherwise a hidden parent makes counts differ between queries).
  `create function app.label_covers(
     upper_level smallint, upper_caveats text[], upper_releasable text[], lower_level smallint, lower_caveats text[], lower_releasable text[]
   ) returns boolean language sql immutable parallel safe as $$
     select upper_level >= lower_level and upper_caveats @> lower_caveats
       and (lower_releasable = '{ALL}' or (upper_releasable <> '{ALL}' and upper_releasable <@ lower_releasable)) $$`,
  `create function app.paper_covers_item() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     if tg_table_name = 'documents' then
       if not exists (select 1 from item_contents i where i.item_id = new.item_id and i.meeting_id = new.meeting_id and app.label_covers(
           new.level, new.caveats, new.releasable_to, i.level, i.caveats, i.releasable_to)) then
         raise exception 'a paper is labelled at least as its item' using errcode = '23514', constraint = 'paper_covers_item';
       end if;
     elsif exists (select 1 from documents d where d.item_id = new.item_id and not app.label_covers(
           d.level, d.caveats, d.releasable_to, new.level, new.caveats, new.releasable_to)) then
       raise exception 'a paper is labelled at least as its item' using errcode = '23514', constraint = 'paper_covers_item';
     end if;
     return null;
   end $$`,
  `revoke all on function app.paper_covers_item() from public`,
  `create constraint trigger documents_cover_item after insert or update on documents deferrable initially deferred
     for each row execute function app.paper_covers_item()`,
  `create constraint trigger items_covered_by_papers after update on item_contents deferrable initially deferred
     for each row execute function app.paper_covers_item()`,
  // After the triggers: who makes one must be allowed to call its function, and the migrating role no longer is.
  `alter function app.paper_covers_item() owner to majlis_facts`,
  `grant execute on function app.label_covers(smallint, text[], text[], smallint, text[], text[]) to majlis_facts`,
];
