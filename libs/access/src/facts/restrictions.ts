import type { TransactionContext } from '@app/database';
import type { AccessObject } from '../rules/decide.js';

/** What an item's need-to-know list and recusals mean for one person. */
export type Standing = Required<Pick<AccessObject, 'list' | 'recused'>>;

interface Row {
  item_id: string;
  listed: boolean;
  readers: string[];
  recused: string[];
}

/**
 * Need-to-know lists and recusals of the items of some meetings, as far as the subject may see them: those who prepare
 * a meeting see all of them, everybody else only what is said about himself, which is all his own decision needs.
 */
export class Restrictions {
  private constructor(private readonly rows: ReadonlyMap<string, Row>) {}

  static async load(ctx: TransactionContext, meetingIds: readonly string[]): Promise<Restrictions> {
    const rows = await ctx.transaction.query<Row>(
      `select i.item_id, i.listed,
              array(select r.account_id from item_readers r where r.item_id = i.item_id) as readers,
              array(select r.account_id from recusals r where r.item_id = i.item_id) as recused
         from item_contents i where i.meeting_id = any($1)`,
      [[...new Set(meetingIds)]],
    );
    return new Restrictions(new Map(rows.map((row) => [row.item_id, row])));
  }

  /** Whether the item's content is there for the subject. */
  has(itemId: string): boolean {
    return this.rows.has(itemId);
  }

  /** An item whose content is not there for the subject is restricted to others. */
  of(itemId: string, accountId: string | undefined): Standing {
    const row = this.rows.get(itemId);
    if (!row || accountId === undefined) return { list: 'unlisted', recused: false };
    return {
      list: !row.listed ? 'open' : row.readers.includes(accountId) ? 'listed' : 'unlisted',
      recused: row.recused.includes(accountId),
    };
  }
}
