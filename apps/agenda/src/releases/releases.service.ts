import { AccessService, Restrictions } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import { AuditTrail } from '@app/audit';
import type { EndpointResponse, listReleaseAsks, ReleaseAsk } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { type FoundMeeting, MeetingsRepository } from '../meetings/meetings.repository.js';
import { type AskRow, ReleasesRepository, type ThingRow } from './releases.repository.js';

/** Questions one person may ask in a day: enough for a meeting, too few to bury a secretariat. */
const PER_DAY = 30;
/** Questions shown at most, newest first; counted after the decision, so that what is hidden takes no place. */
const SHOWN = 100;

interface Concern {
  readonly ask: AskRow;
  readonly meeting: FoundMeeting;
  readonly things: readonly { thing: ThingRow; access: AccessObject }[];
}

/**
 * Asking for the release of what one may not see. The question is taken in the same way whether something is there or
 * not, reaches those whose country made it, and never comes back with an answer: what is released simply appears.
 */
@Injectable()
export class ReleasesService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(MeetingsRepository) private readonly meetings: MeetingsRepository,
    @Inject(ReleasesRepository) private readonly releases: ReleasesRepository,
  ) {}

  async ask(ctx: TransactionContext, itemId: string, reason: string): Promise<EndpointResponse<typeof listReleaseAsks>['own'][number]> {
    const cover = await this.meetings.cover(ctx, itemId);
    const meeting = cover && (await this.meetings.find(ctx, cover.meetingId));
    await this.access.require(ctx, 'release.ask', { object: 'item', id: itemId }, meeting?.access ?? null);
    if (!cover) throw new AppError('not_found');
    if ((await this.releases.asked(ctx)) >= PER_DAY) throw new AppError('too_many_requests');
    const id = uuid();
    await this.releases.insert(ctx, { id, meetingId: cover.meetingId, itemId, reason });
    await this.audit.record(ctx, 'release.asked', { askId: id, meetingId: cover.meetingId, itemId });
    const ask = await this.releases.find(ctx, id);
    if (!ask) throw new AppError('not_found');
    return own(ask);
  }

  async list(ctx: TransactionContext): Promise<EndpointResponse<typeof listReleaseAsks>> {
    const rows = await this.releases.list(ctx);
    const mine: AskRow[] = [];
    const concerns: Concern[] = [];
    for (const ask of rows) {
      if (concerns.length + mine.length >= SHOWN) break;
      if (ask.account_id === ctx.actor?.accountId) {
        // The cover of a meeting he may no longer know of is not shown to him, though he asked about it.
        const meeting = await this.meetings.find(ctx, ask.meeting_id);
        if (meeting && (await this.access.may(ctx, 'release.ask', meeting.access))) mine.push(ask);
      } else {
        const concern = await this.#concern(ctx, ask);
        if (concern) concerns.push(concern);
      }
    }
    await this.access.filter(ctx, 'release.ask', 'releaseAsk', concerns, ({ meeting }) => meeting.access);
    return { own: mine.map(own), asked: await Promise.all(concerns.map((concern) => this.#present(ctx, concern))) };
  }

  async answer(ctx: TransactionContext, askId: string): Promise<void> {
    const ask = await this.releases.find(ctx, askId);
    const concern = ask && (await this.#concern(ctx, ask));
    const [first] = concern?.things ?? [];
    await this.access.require(ctx, 'label.answer', { object: 'releaseAsk', id: askId }, first?.access ?? null);
    await this.releases.answer(ctx, askId);
    await this.audit.record(ctx, 'release.answered', { askId });
  }

  /** What a question of somebody else is about, as far as the subject speaks for it; null when it is not his concern. */
  async #concern(ctx: TransactionContext, ask: AskRow): Promise<Concern | null> {
    const meeting = await this.meetings.find(ctx, ask.meeting_id);
    if (!meeting) return null;
    const restrictions = await Restrictions.load(ctx, [ask.meeting_id]);
    const standing = restrictions.of(ask.item_id, ctx.actor?.accountId);
    const judged = (await this.releases.things(ctx, ask.item_id)).map((thing) => ({
      thing,
      access: { ...meeting.access, ...standing, label: labelOf(thing), embargoed: thing.embargoed },
    }));
    const things = await this.access.filter(ctx, 'label.list', 'releaseAsk', judged, ({ access }) => access);
    return things.length > 0 ? { ask, meeting, things } : null;
  }

  async #present(ctx: TransactionContext, { ask, meeting: { meeting }, things }: Concern): Promise<ReleaseAsk> {
    const [first] = things;
    return {
      ...own(ask),
      meetingTitle: { ar: meeting.titleAr, en: meeting.titleEn },
      country: ask.country,
      askedBy: { id: ask.account_id, name: { ar: ask.name_ar, en: ask.name_en }, country: ask.country },
      things: things.map(({ thing }) => ({
        kind: thing.kind,
        objectId: thing.id,
        title: { ar: thing.title_ar, en: thing.title_en },
        label: labelOf(thing),
      })),
      answered: ask.answered,
      abilities: { answer: !ask.answered && first !== undefined && (await this.access.may(ctx, 'label.answer', first.access)) },
    };
  }
}

function labelOf(thing: ThingRow): AccessObject['label'] {
  return { level: thing.level, caveats: thing.caveats, releasableTo: thing.releasable_to, originator: thing.originator };
}

function own(ask: AskRow): EndpointResponse<typeof listReleaseAsks>['own'][number] {
  return {
    id: ask.id,
    meetingId: ask.meeting_id,
    itemId: ask.item_id,
    coverTitle: { ar: ask.cover_title_ar, en: ask.cover_title_en },
    reason: ask.reason,
    askedAt: ask.asked_at.toISOString(),
  };
}
