import type { MigrationInterface, QueryRunner } from 'typeorm';
import { factFunction } from './policies.js';

const REQUESTS: readonly string[] = [
  // Whoever asked for a weaker label could ask for it now: signed in or not, but active, a delegate of the originator's
  // side in that meeting, and cleared for what the label was when he asked.
  ...factFunction(
    'requester_stands(request uuid)',
    'boolean',
    `select exists (select from label_requests r join accounts a on a.id = r.requested_by
       join meetings m on m.id = r.meeting_id join participants p on p.meeting_id = m.id and p.account_id = a.id
       join clearances c on c.account_id = a.id and (c.valid_until is null or c.valid_until > now())
      where r.id = request and a.active and a.country = r.originator
        and p.role in ('chair', 'secretary', 'member', 'alternate') and (m.state <> 'draft' or p.role in ('chair', 'secretary'))
        and c.level >= r.level and c.caveats @> r.caveats and r.releasable_to && array[a.country, 'ALL'])`,
  ),
  // The lock that every change of an agenda takes, for a delegate: he may change no meeting, and so lock none himself.
  ...factFunction(
    'hold_label_request(request uuid)',
    'setof uuid',
    `select m.id from meetings m where m.id in (select r.meeting_id from label_requests r where r.id = request)
        and m.id in (select app.my_delegated_meetings()) for update of m`,
    { volatile: true },
  ),
  `set local role majlis_facts`,
  `create or replace function app.apply_label_request(request uuid) returns setof uuid language sql volatile security definer set search_path = pg_catalog, public, pg_temp as $fact$
     with r as (select * from label_requests where id = request and outcome = 'approved' and decided_by = app.me() and decided_at = now() and app.requester_stands(id)),
     a as (update meetings t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'meeting' and t.id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.id),
     b as (update item_contents t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'item' and t.item_id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.item_id),
     c as (update documents t set level = r.to_level, caveats = r.to_caveats, releasable_to = r.to_releasable_to from r
       where r.kind = 'document' and t.id = r.object_id and (t.level, t.caveats, t.releasable_to) = (r.level, r.caveats, r.releasable_to) returning t.id)
     select id from a union all select item_id from b union all select id from c $fact$`,
  `reset role`,
];

/** A weaker label is approved only while whoever asked for it still could, and not while its surroundings change. */
export class StandingRequests1765497600000 implements MigrationInterface {
  readonly name = 'StandingRequests1765497600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of REQUESTS) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what two persons are needed for is not left to one by undoing a migration');
  }
}
