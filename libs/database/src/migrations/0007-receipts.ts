import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CLEARED, factFunction, readableByFacts } from './policies.js';

/**
 * Who read a paper, for the originator's side. Views and the trail stay closed to it: the function answers about one
 * paper, to a delegate of the country the paper comes from who may know the paper himself.
 */
export class Receipts1764244800000 implements MigrationInterface {
  readonly name = 'Receipts1764244800000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      ...readableByFacts('views'),
      ...readableByFacts('document_versions'),
      ...readableByFacts('audit_entries'),
      `create index audit_entries_served on audit_entries((data->>'viewId')) where event = 'view.served'`,
      ...factFunction(
        'receipts(document uuid)',
        'table (view_id uuid, account_id uuid, name_ar text, name_en text, country text, version int, size bigint, copy_number int, opened_at timestamptz, parts text[])',
        `select w.id, a.id, a.name_ar, a.name_en, a.country, v.number, v.size, w.copy_number, w.opened_at,
                coalesce((select array_agg(distinct e.data->>'part') from audit_entries e where e.event = 'view.served' and e.data->>'viewId' = w.id::text), '{}')
           from documents d join document_versions v on v.document_id = d.id join views w on w.version_id = v.id join accounts a on a.id = w.account_id
          where d.id = document and d.originator = app.my_country() and d.meeting_id in (select app.my_delegated_meetings())
            and d.item_id not in (select app.my_barred_items()) and ${CLEARED}
          order by w.opened_at desc`,
      ),
    ];
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.receipts(uuid)');
  }
}
