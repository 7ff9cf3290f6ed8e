import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED, factFunction, LABEL_COLUMNS, readableByFacts, secure } from './policies.js';

const ME = `(select app.me())`;
const PREPARED = `meeting_id in (select app.my_prepared_meetings())`;
const VISIBLE_MEETING = `meeting_id in (select m.id from meetings m)`;
const NOT_BARRED = `item_id not in (select app.my_barred_items())`;
const PAST_EMBARGO = `(embargo_until is null or embargo_until <= now() or meeting_id in (select app.my_embargoed_meetings()))`;
const OF_PREPARED_ITEM = `exists (select 1 from agenda_items i where i.id = item_id and i.${PREPARED})`;

/** The thing a request is about, which whoever deals with the request must be able to see. */
const VISIBLE_THING = `case kind
  when 'meeting' then exists (select 1 from meetings t where t.id = object_id)
  when 'item' then exists (select 1 from item_contents t where t.item_id = object_id)
  else exists (select 1 from documents t where t.id = object_id) end`;
const OWN_LABEL = `${CLEARED} and originator = (select app.my_country()) and meeting_id in (select app.my_delegated_meetings()) and ${VISIBLE_THING}`;

/** Papers and items of one's own country that the asking country may not see yet. */
const CONCERNS_US = `meeting_id in (select app.my_delegated_meetings()) and (
  exists (select 1 from documents d where d.item_id = release_asks.item_id and d.withdrawn_at is null
    and d.originator = (select app.my_country()) and not d.releasable_to && array[release_asks.country, 'ALL'])
  or exists (select 1 from item_contents c where c.item_id = release_asks.item_id
    and c.originator = (select app.my_country()) and not c.releasable_to && array[release_asks.country, 'ALL']))`;

const LABELLED = [
  ['meetings', 'id', 'meeting'],
  ['item_contents', 'item_id', 'item'],
  ['documents', 'id', 'document'],
] as const;

/** An update by the fact role is a label somebody else asked for and the subject has just approved, to the letter. */
const approved = (table: string, key: string, kind: string) => `exists (select 1 from label_requests r
  where r.kind = '${kind}' and r.object_id = ${table}.${key} and r.outcome = 'approved' and r.decided_by = app.me() and r.requested_by <> app.me()
    and r.decided_at = now() and r.originator = ${table}.originator
    and r.to_level = ${table}.level and r.to_caveats = ${table}.caveats and r.to_releasable_to = ${table}.releasable_to)`;

const TABLES: readonly string[] = [
  // When the person last proved strongly who he is, in this session.
  `alter table sessions add column strong_at timestamptz`,
  `alter table item_contents add column listed boolean not null default false`,
  `create index item_contents_listed on item_contents(meeting_id) where listed`,
  `alter table documents add column embargo_until timestamptz`,
  `create table item_readers (
    item_id uuid not null references agenda_items(id) on delete cascade,
    account_id uuid not null references accounts(id),
    primary key (item_id, account_id))`,
  `create table recusals (
    item_id uuid not null references agenda_items(id) on delete cascade,
    account_id uuid not null references accounts(id),
    recorded_by uuid not null references accounts(id),
    recorded_at timestamptz not null default now(),
    primary key (item_id, account_id))`,
  `create index recusals_account on recusals(account_id)`,
  // The label columns are the label at the time of asking: what the reason says is as secret as that.
  `create table label_requests (
    id uuid primary key,
    meeting_id uuid not null references meetings(id) on delete cascade,
    kind text not null check (kind in ('meeting', 'item', 'document')),
    object_id uuid not null,
    to_level smallint not null check (to_level between 0 and 4),
    to_caveats text[] not null,
    to_releasable_to text[] not null check (cardinality(to_releasable_to) > 0),
    reason text not null,
    requested_by uuid not null references accounts(id),
    requested_at timestamptz not null default now(),
    decided_by uuid references accounts(id),
    decided_at timestamptz,
    outcome text check (outcome in ('approved', 'rejected')),
    answer text,
    ${LABEL_COLUMNS},
    check ((outcome is null) = (decided_by is null) and (outcome is null) = (decided_at is null)),
    constraint label_requests_second_person check (outcome <> 'approved' or decided_by <> requested_by))`,
  // Two answers to one question would contradict each other.
  `create unique index label_requests_open on label_requests(object_id) where outcome is null`,
  `create table release_asks (
    id uuid primary key,
    meeting_id uuid not null references meetings(id) on delete cascade,
    item_id uuid not null references agenda_items(id) on delete cascade,
    account_id uuid not null references accounts(id),
    country text not null,
    reason text not null,
    asked_at timestamptz not null default now())`,
  `create index release_asks_meeting on release_asks(meeting_id, asked_at desc)`,
  `create table release_answers (
    ask_id uuid not null references release_asks(id) on delete cascade,
    country text not null,
    answered_by uuid not null references accounts(id),
    answered_at timestamptz not null default now(),
    primary key (ask_id, country))`,
];

const FACTS: readonly string[] = [
  ...['item_readers', 'recusals', 'label_requests'].flatMap(readableByFacts),
  // Items one knows the cover of and nothing else: a need-to-know list one is not on, or a recusal.
  ...factFunction(
    'my_barred_items()',
    'setof uuid',
    `select i.item_id from item_contents i
       where i.listed and (i.meeting_id in (select app.my_meetings()) or i.meeting_id in (select app.my_prepared_meetings()))
         and not exists (select 1 from item_readers r where r.item_id = i.item_id and r.account_id = app.me())
     union select r.item_id from recusals r where r.account_id = app.me()`,
  ),
  // Meetings whose papers one sees before their embargo ends: somebody has to prepare what it covers.
  ...factFunction(
    'my_embargoed_meetings()',
    'setof uuid',
    `select p.meeting_id from participants p
       where p.account_id = app.me() and p.role in ('chair', 'secretary') and p.meeting_id in (select app.my_meetings())
     union select app.my_prepared_meetings()`,
  ),
  // Meetings in which one speaks for one's country about its labels.
  ...factFunction(
    'my_delegated_meetings()',
    'setof uuid',
    `select p.meeting_id from participants p
       where p.account_id = app.me() and p.role in ('chair', 'secretary', 'member', 'alternate') and p.meeting_id in (select app.my_meetings())`,
  ),
];

const POLICIES: readonly string[] = [
  `drop policy item_contents_select on item_contents`,
  `create policy item_contents_select on item_contents for select to majlis_app
     using (removed_at is null and ${VISIBLE_MEETING} and ${CLEARED} and ${NOT_BARRED})`,
  `drop policy item_contents_update on item_contents`,
  `create policy item_contents_update on item_contents for update to majlis_app
     using (${PREPARED} and ${CLEARED} and ${NOT_BARRED}) with check (${PREPARED} and ${CLEARED} and ${NOT_BARRED})`,
  `drop policy documents_select on documents`,
  `create policy documents_select on documents for select to majlis_app
     using (${VISIBLE_MEETING} and ${CLEARED} and ${NOT_BARRED} and ${PAST_EMBARGO} and (withdrawn_at is null or ${PREPARED}))`,
  `drop policy documents_update on documents`,
  `create policy documents_update on documents for update to majlis_app
     using (${PREPARED} and ${CLEARED} and ${NOT_BARRED}) with check (${PREPARED} and ${CLEARED} and ${NOT_BARRED})`,
  `drop policy documents_insert on documents`,
  `create policy documents_insert on documents for insert to majlis_app with check (${PREPARED} and ${CLEARED} and ${NOT_BARRED})`,

  ...secure('item_readers', {
    select: `account_id = ${ME} or ${OF_PREPARED_ITEM}`,
    insert: OF_PREPARED_ITEM,
    delete: OF_PREPARED_ITEM,
  }),
  ...secure('recusals', {
    select: `account_id = ${ME} or ${OF_PREPARED_ITEM}`,
    insert: `recorded_by = ${ME} and ${OF_PREPARED_ITEM}`,
    delete: OF_PREPARED_ITEM,
  }),
  ...secure('label_requests', {
    select: OWN_LABEL,
    insert: `requested_by = ${ME} and outcome is null and ${OWN_LABEL}`,
    update: `${OWN_LABEL} and (outcome is null or (decided_by = ${ME} and (outcome = 'rejected' or requested_by <> ${ME})))`,
  }),
  // What was asked for stays as it was asked.
  `revoke update on label_requests from majlis_app`,
  `grant update (outcome, decided_by, decided_at, answer) on label_requests to majlis_app`,
  ...secure('release_asks', {
    select: `account_id = ${ME} or (${CONCERNS_US})`,
    insert: `account_id = ${ME} and country = (select app.my_country()) and ${VISIBLE_MEETING}
      and exists (select 1 from agenda_items i where i.id = item_id and i.meeting_id = release_asks.meeting_id)`,
  }),
  ...secure('release_answers', {
    select: `country = (select app.my_country()) and exists (select 1 from release_asks a where a.id = ask_id and a.meeting_id in (select app.my_delegated_meetings()))`,
    insert: `answered_by = ${ME} and country = (select app.my_country())
      and exists (select 1 from release_asks a where a.id = ask_id and a.meeting_id in (select app.my_delegated_meetings()))`,
  }),
];

/** Whose label the subject has just made weaker: its keys are wrapped anew. */
const JUST_APPROVED = `exists (select 1 from label_requests r where r.kind = 'document' and r.object_id = document_id
  and r.outcome = 'approved' and r.decided_by = (select app.me()) and r.decided_at = now())`;
const REWRAPPED = `exists (select 1 from documents d where d.id = document_id and d.${PREPARED}) or ${JUST_APPROVED}`;

/** Making a label weaker: only what a second person has approved in this transaction. */
const SECOND_PERSON: readonly string[] = [
  `drop policy document_versions_update on document_versions`,
  `create policy document_versions_update on document_versions for update to majlis_app using (${REWRAPPED}) with check (${REWRAPPED})`,
  `revoke update on document_versions from majlis_app`,
  `grant update (wrapped_key, original_wrapped_key) on document_versions to majlis_app`,
  ...LABELLED.flatMap(([table, key, kind]) => [
    `create policy ${table}_facts_label on ${table} for update to majlis_facts using (true) with check (${approved(table, key, kind)})`,
    `grant update (level, caveats, releasable_to) on ${table} to majlis_facts`,
  ]),
  `create or replace function app.label_only_rises() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
   begin
     -- The fact role writes labels in one place, app.apply_label_request, and its policy compares them with the request.
     if new.originator <> old.originator or (current_user <> 'majlis_facts'
        and not app.label_covers(new.level, new.caveats, new.releasable_to, old.level, old.caveats, old.releasable_to)) then
       raise exception 'a label only becomes stricter' using errcode = '23514', constraint = 'label_only_rises';
     end if;
     return new;
   end $$`,
  // Empty when the thing was labelled anew after the request was made: what was approved is no longer what is there.
  ...factFunction(
    'apply_label_request(request uuid)',
    'setof uuid',
    `with r as (select * from label_requests where id = request and outcome = 'approved' and decided_by = app.me() and decided_at = now()),
     a as (update meetings t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'meeting' and t.id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.id),
     b as (update item_contents t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'item' and t.item_id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.item_id),
     c as (update documents t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'document' and t.id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.id)
     select id from a union all select item_id from b union all select id from c`,
    { volatile: true },
  ),
];

/** Need-to-know lists, recusals, embargo; making a label weaker by two persons; asking for release. */
export class Access1764115200000 implements MigrationInterface {
  readonly name = 'Access1764115200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...TABLES, ...FACTS, ...POLICIES, ...SECOND_PERSON]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('restrictions are not lifted by undoing a migration');
  }
}
