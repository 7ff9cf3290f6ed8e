import { Restrictions } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import type { Label } from '@app/contracts';
import {
  AgendaItemEntity,
  DocumentEntity,
  ItemContent,
  labelOf,
  type Labelled,
  type MeetingEntity,
  type TransactionContext,
} from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { documentAccess, itemAccess } from '../meetings/agenda.presenter.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';

export interface RaisedPaper {
  readonly id: string;
  readonly withdrawn: boolean;
  /** As it is now. */
  readonly label: Label;
}

export interface FoundItem {
  readonly item: AgendaItemEntity;
  readonly content: ItemContent;
  readonly meeting: MeetingEntity;
  /** The person's standing in the meeting, with the meeting's label. */
  readonly meetingAccess: AccessObject;
  /** The same with the item's label. */
  readonly access: AccessObject;
  /** What decisions about the papers on it need. */
  readonly papers: readonly AccessObject[];
}

@Injectable()
export class ItemsRepository {
  constructor(@Inject(MeetingsRepository) private readonly meetings: MeetingsRepository) {}

  /** An item whose content the subject may see; null for everything else. */
  async find(ctx: TransactionContext, itemId: string): Promise<FoundItem | null> {
    const item = await ctx.transaction.repository(AgendaItemEntity).findOneBy({ id: itemId });
    const content = await ctx.transaction.repository(ItemContent).findOneBy({ itemId });
    // Without a position it was removed.
    if (!item?.position || !content) return null;
    const found = await this.meetings.find(ctx, item.meetingId);
    if (!found) return null;
    const standing = (await Restrictions.load(ctx, [item.meetingId])).of(itemId, ctx.actor?.accountId);
    const papers = await ctx.transaction.repository(DocumentEntity).findBy({ itemId, withdrawnAt: IsNull() });
    return {
      item,
      content,
      meeting: found.meeting,
      meetingAccess: found.access,
      access: itemAccess(found.access, content, standing),
      papers: papers.map((paper) => documentAccess(found.access, paper, standing)),
    };
  }

  /** The same for somebody about to change it, under the lock of its meeting. */
  async findForChange(ctx: TransactionContext, itemId: string): Promise<FoundItem | null> {
    const item = await ctx.transaction.repository(AgendaItemEntity).findOneBy({ id: itemId });
    if (!item) return null;
    await this.meetings.findForChange(ctx, item.meetingId);
    return this.find(ctx, itemId);
  }

  /** At the end of the agenda; the caller holds the meeting's lock, so that two do not take the same number. */
  async insert(ctx: TransactionContext, item: Omit<AgendaItemEntity, 'position'>, content: ItemContent): Promise<void> {
    const [row] = await ctx.transaction.query<{ next: number }>(
      'select coalesce(max(position), 0) + 1 as next from agenda_items where meeting_id = $1',
      [item.meetingId],
    );
    await ctx.transaction.repository(AgendaItemEntity).insert({ ...item, position: row?.next ?? 1 });
    await ctx.transaction.repository(ItemContent).insert(content);
  }

  async update(ctx: TransactionContext, itemId: string, item: Partial<AgendaItemEntity>, content: Partial<ItemContent>): Promise<void> {
    if (Object.keys(item).length > 0) await ctx.transaction.repository(AgendaItemEntity).update({ id: itemId }, item);
    if (Object.keys(content).length > 0) await ctx.transaction.repository(ItemContent).update({ itemId }, content);
  }

  /**
   * After the item was labelled stricter: the papers that its new label is above, known to the subject or not, get the
   * join of both labels, or are withdrawn where no country could read them any more.
   */
  async raisePapers(ctx: TransactionContext, itemId: string): Promise<RaisedPaper[]> {
    const papers = await ctx.transaction.query<Labelled & { id: string; withdrawn: boolean }>(
      `select id, withdrawn, level, caveats, releasable_to as "releasableTo", originator from app.raise_papers($1)`,
      [itemId],
    );
    return papers.map(({ id, withdrawn, ...row }) => ({ id, withdrawn, label: labelOf(row) }));
  }

  /** Takes the item away with all its papers; destroys nothing. @returns the papers that went. */
  async remove(ctx: TransactionContext, item: AgendaItemEntity): Promise<string[]> {
    const papers = await ctx.transaction.query<{ id: string }>('select app.remove_item($1) as id', [item.id]);
    await ctx.transaction.query('update agenda_items set position = position - 1 where meeting_id = $1 and position > $2', [
      item.meetingId,
      item.position,
    ]);
    return papers.map(({ id }) => id);
  }

  /** @returns false when the ids are not exactly the meeting's items, each once. */
  async order(ctx: TransactionContext, meetingId: string, itemIds: readonly string[]): Promise<boolean> {
    const rows = await ctx.transaction.query<{ id: string }>('select id from agenda_items where meeting_id = $1 and removed_at is null', [
      meetingId,
    ]);
    const known = new Set(rows.map((row) => row.id));
    if (itemIds.length !== known.size || new Set(itemIds).size !== itemIds.length || !itemIds.every((id) => known.has(id))) return false;
    await ctx.transaction.query(
      `update agenda_items i set position = o.position from unnest($2::uuid[]) with ordinality as o(id, position) where i.id = o.id and i.meeting_id = $1`,
      [meetingId, [...itemIds]],
    );
    return true;
  }
}
