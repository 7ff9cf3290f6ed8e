import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Papers and items of one's own country behind the item that was asked about. */
const CONCERNS_US = `meeting_id in (select app.my_delegated_meetings()) and (
  exists (select 1 from documents d where d.item_id = release_asks.item_id and d.withdrawn_at is null and d.originator = (select app.my_country()))
  or exists (select 1 from item_contents c where c.item_id = release_asks.item_id and c.originator = (select app.my_country())))`;

/**
 * A question reaches the originator's side whatever keeps the thing from whoever asks: that his country is not named, his
 * clearance, a caveat, a list, an embargo. Before, only the first did, and all other questions reached nobody.
 */
export class Asks1765584000000 implements MigrationInterface {
  readonly name = 'Asks1765584000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter policy release_asks_select on release_asks using (account_id = (select app.me()) or (${CONCERNS_US}))`);
  }

  async down(): Promise<void> {
    throw new Error('policies are not changed back by undoing a migration');
  }
}
