import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED, factFunction, readableByFacts, secure } from './policies.js';

const EDITABLE = `meeting_id in (select m.id from meetings m where m.state in ('draft', 'published', 'inSession', 'adjourned'))`;
const PREPARED = `meeting_id in (select app.my_prepared_meetings())`;
/** Whoever takes part is not one of them. */
const GONE = `not exists (select 1 from participants p
  where p.meeting_id = former_participants.meeting_id and p.account_id = former_participants.account_id)`;

const FORMER: readonly string[] = [
  // Who was removed, and as what. Written by a trigger and read by app.invitable: the services reach neither way.
  `create table former_participants (
    meeting_id uuid not null references meetings(id) on delete cascade,
    account_id uuid not null references accounts(id),
    role text not null,
    delegation text not null,
    position int not null,
    removed_at timestamptz not null default now(),
    primary key (meeting_id, account_id))`,
  ...secure('former_participants', {}),
  ...readableByFacts('former_participants'),
  `create policy former_participants_facts_insert on former_participants for insert to majlis_facts with check (${GONE})`,
  `create policy former_participants_facts_update on former_participants for update to majlis_facts using (true) with check (${GONE})`,
  `grant insert, update on former_participants to majlis_facts`,
  `create function app.participant_left() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
   begin
     -- Two secretaries who remove each other at the same moment wait for one another here.
     perform 1 from meetings where id = old.meeting_id for update;
     if not found then
       return null; -- The meeting itself is being deleted.
     end if;
     if old.role = 'secretary' and not exists (select 1 from participants where meeting_id = old.meeting_id and role = 'secretary') then
       raise exception 'a meeting keeps a secretary' using errcode = '23514', constraint = 'meeting_keeps_secretary';
     end if;
     insert into former_participants (meeting_id, account_id, role, delegation, position)
       values (old.meeting_id, old.account_id, old.role, old.delegation, old.position)
       on conflict (meeting_id, account_id) do update
         set role = excluded.role, delegation = excluded.delegation, position = excluded.position, removed_at = excluded.removed_at;
     return null;
   end $$`,
  `revoke all on function app.participant_left() from public`,
  `create trigger participants_left after delete on participants for each row execute function app.participant_left()`,
  `alter function app.participant_left() owner to majlis_facts`,
];

const PREPARERS: readonly string[] = [
  // The secretary of a body writes the first list of its new meeting; from then on his role in the meeting counts.
  ...factFunction(
    'my_new_meetings()',
    'setof uuid',
    `select m.id from meetings m where m.body_id in (select app.my_secretariats())
       and not exists (select 1 from participants p where p.meeting_id = m.id)`,
  ),
  `set local role majlis_facts`,
  `create or replace function app.my_prepared_meetings() returns setof uuid language sql stable security definer
     set search_path = pg_catalog, public, pg_temp as $fact$
     select app.my_new_meetings()
     union select p.meeting_id from participants p where p.account_id = app.me() and p.role = 'secretary'
       and exists (select 1 from accounts a join sessions s on s.account_id = a.id
         where a.id = app.me() and a.active and s.id = app.session() and s.ended_at is null and s.expires_at > now()) $fact$`,
  `create or replace function app.my_visible_meetings() returns uuid[] language sql stable security definer
     set search_path = pg_catalog, public, pg_temp as $fact$
     with me as materialized (
       select app.me() as id, app.my_level() as level, app.my_caveats() as caveats, array[app.my_country(), 'ALL'] as countries)
     select array(
       select m.id from me join participants p on p.account_id = me.id join meetings m on m.id = p.meeting_id
        where (m.state <> 'draft' or p.role in ('chair', 'secretary'))
          and m.level <= me.level and m.caveats <@ me.caveats and m.releasable_to && me.countries
       union
       select m.id from me cross join meetings m where m.id in (select app.my_new_meetings())
          and m.level <= me.level and m.caveats <@ me.caveats and m.releasable_to && me.countries) $fact$`,
  `reset role`,
];

const LIST: readonly string[] = [
  // Whom the one who prepares the meeting may write into its list, and for which delegation: the members of its body,
  // where he knows the body himself, and those who were removed.
  ...factFunction(
    'invitable(meeting uuid)',
    'table (id uuid, name_ar text, name_en text, country text, active boolean, role text, delegation text, "position" int, before boolean)',
    `with known as (
       select b.account_id, b.role, b.delegation, b.position, false as before from meetings m join body_members b on b.body_id = m.body_id
        where m.id = meeting and m.body_id in (select app.my_bodies()) and m.body_id in (select id from bodies where ${CLEARED})
       union all
       select f.account_id, f.role, f.delegation, f.position, true from former_participants f where f.meeting_id = meeting)
     select distinct on (a.id) a.id, a.name_ar, a.name_en, a.country, a.active, k.role, k.delegation, k.position, k.before
       from known k join accounts a on a.id = k.account_id
      where meeting in (select app.my_prepared_meetings()) and meeting = any(app.my_visible_meetings())
        and not exists (select 1 from participants p where p.meeting_id = meeting and p.account_id = a.id)
      order by a.id, k.before desc`,
  ),
  // Oneself only into the list of a new meeting, as what one is in its body: its secretary.
  `alter policy participants_insert on participants with check (${PREPARED} and ${EDITABLE}
     and (account_id, delegation) in (select i.id, i.delegation from app.invitable(meeting_id) i)
     and (account_id <> (select app.me()) or (role = 'secretary' and meeting_id in (select app.my_new_meetings()))))`,
  `alter policy participants_delete on participants using (${PREPARED} and ${EDITABLE} and account_id <> (select app.me()))`,
  // A role is not changed in place, by nobody.
  `alter policy participants_update on participants using (false) with check (false)`,
  `revoke update on participants from majlis_app`,
];

/** Who takes part in a meeting is changed by its secretary while it is there to be edited (docs/access-policy.md §4). */
export class Participants1765324800000 implements MigrationInterface {
  readonly name = 'Participants1765324800000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...FORMER, ...PREPARERS, ...LIST]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('policies are not loosened by undoing a migration');
  }
}
