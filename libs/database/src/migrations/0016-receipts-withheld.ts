import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED } from './policies.js';

/**
 * Who read a paper, by the entries of the trail.
 * @param view Where an entry `view.served` names its view.
 */
export const receipts = (view: string) => `create or replace function app.receipts(document uuid)
     returns table (view_id uuid, account_id uuid, name_ar text, name_en text, country text, version int, size bigint, copy_number int, opened_at timestamptz, parts text[])
     language sql stable security definer set search_path = pg_catalog, public, pg_temp as $fact$
     select w.id, a.id, a.name_ar, a.name_en, a.country, v.number, v.size, w.copy_number, w.opened_at,
            coalesce((select array_agg(distinct e.data->>'part') from audit_entries e where e.event = 'view.served' and ${view} = w.id::text), '{}')
       from documents d join document_versions v on v.document_id = d.id join views w on w.version_id = v.id join accounts a on a.id = w.account_id
      where d.id = document and d.originator = app.my_country() and d.meeting_id in (select app.my_delegated_meetings())
        and d.meeting_id = any(app.my_visible_meetings()) and d.item_id not in (select app.my_barred_items()) and ${CLEARED}
        and (d.embargo_until is null or d.embargo_until <= now() or d.meeting_id in (select app.my_embargoed_meetings()))
        and (d.withdrawn_at is null or d.meeting_id in (select app.my_prepared_meetings()))
      order by w.opened_at desc $fact$`;

/** Receipts are withheld where the policy of papers withholds the paper: by an embargo, a withdrawal, its meeting's label. */
export class ReceiptsWithheld1764979200000 implements MigrationInterface {
  readonly name = 'ReceiptsWithheld1764979200000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [`set local role majlis_facts`, receipts(`e.data->>'viewId'`), `reset role`]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('what is withheld is not opened by undoing a migration');
  }
}
