import { AccessDenied, AccessService, Places, Restrictions } from '@app/access/facts/index.js';
import type { Label, Level, MeetingEvent } from '@app/contracts';
import { Database } from '@app/database';
import { type RequestContext, systemContext } from '@app/identity';
import { Injectable } from '@nestjs/common';
import type { Seat } from '../sessions/seat.js';
import { PaperAccess, type JudgedPaper } from './paper-access.js';
import { findPaper, findSeat, isCleared } from './paper-access.repository.js';

/** Judges by libs/access on facts read under row-level security. */
@Injectable()
export class DatabasePaperAccess extends PaperAccess {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
    private readonly places: Places,
  ) {
    super();
  }

  override async ceilingAt(address: string | null): Promise<Level> {
    return this.database.transaction(systemContext('identity'), async (system) => (await this.places.at(system, address)).ceiling);
  }

  override async seat(ctx: RequestContext, meetingId: string): Promise<Seat | null> {
    const { actor } = ctx;
    if (!actor) return null;
    try {
      return await this.access.judged(ctx, async (bound) => {
        const named = { object: 'meeting', id: meetingId } as const;
        const found = await this.access.require(bound, 'meeting.attend', named, await findSeat(bound, meetingId));
        const { delegation, role, name_ar: ar, name_en: en } = found;
        return { accountId: actor.accountId, meetingId, delegation, role, name: { ar, en } };
      });
    } catch (error) {
      if (error instanceof AccessDenied) return null;
      throw error;
    }
  }

  override async judge(ctx: RequestContext, seat: Seat, versionId: string): Promise<JudgedPaper> {
    return this.access.judged(ctx, async (bound) => {
      const named = { object: 'version', id: versionId } as const;
      const paper = await this.access.require(bound, 'annotation.read', named, await findPaper(bound, versionId));
      // A grant opens one meeting: what somebody may read elsewhere does not exist here.
      if (paper.meetingId !== seat.meetingId) throw new AccessDenied('annotation.read', named, null, paper);
      const { documentId, itemId, meetingId } = paper;
      const note = await this.access.may(bound, 'annotation.note', paper);
      const write = await this.access.may(bound, 'annotation.write', paper);
      return { versionId: paper.versionId, documentId, itemId, meetingId, note, write };
    });
  }

  override async mayRead(ctx: RequestContext, seat: Seat, versionId: string): Promise<boolean> {
    return this.database.transaction(ctx, async (bound) => {
      const paper = await findPaper(bound, versionId);
      return paper !== null && paper.meetingId === seat.meetingId && this.access.may(bound, 'annotation.read', paper);
    });
  }

  override async mayKnow(
    ctx: RequestContext,
    seat: Seat,
    { label, itemId }: Pick<MeetingEvent, 'itemId'> & { readonly label: Label },
  ): Promise<boolean> {
    return this.database.transaction(ctx, async (bound) => {
      const found = await findSeat(bound, seat.meetingId);
      if (!found || !(await isCleared(bound, label, itemId))) return false;
      // An item that was just labelled above him is no longer there for him, and that is what he is told. A list that keeps
      // him out, or a recusal, is asked of the database by isCleared, whether the item is there for him or not.
      const restrictions = await Restrictions.load(bound, [seat.meetingId]);
      const standing = itemId && restrictions.has(itemId) ? restrictions.of(itemId, ctx.actor?.accountId) : {};
      return this.access.may(bound, 'item.read', { ...found, ...standing, label });
    });
  }
}
