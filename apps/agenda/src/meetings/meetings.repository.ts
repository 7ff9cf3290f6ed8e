import type { Bilingual, Country, Label, Role } from '@app/contracts';
import {
  type AgendaItemEntity,
  AgendaItemEntity as AgendaItems,
  BodyEntity,
  BodyMember,
  DocumentEntity as Documents,
  DocumentVersion,
  ItemContent as ItemContents,
  labelOf,
  MeetingEntity,
  ParticipantEntity,
  type TransactionContext,
} from '@app/database';
import { Restrictions } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import type { Agenda } from './agenda.presenter.js';
import type { InvitedRow } from './invited.js';

/** A meeting with what a decision about it needs. */
export interface FoundMeeting {
  readonly meeting: MeetingEntity;
  readonly bodyName: Bilingual;
  /** What a decision about its body needs: who takes part in a meeting is not always a member of the body. */
  readonly bodyAccess: AccessObject | null;
  readonly access: AccessObject;
  readonly itemCount: number;
}

export interface FoundParticipant {
  id: string;
  name: Bilingual;
  country: string;
  role: Role;
  delegation: string;
}

interface Extra extends Partial<LabelRow> {
  id: string;
  role: Role | null;
  body_ar: string | null;
  body_en: string | null;
  body_role: Role | null;
  items: number;
}

@Injectable()
export class MeetingsRepository {
  async all(ctx: TransactionContext): Promise<FoundMeeting[]> {
    const meetings = await ctx.transaction.repository(MeetingEntity).find({ order: { startsAt: 'ASC', id: 'ASC' } });
    return this.#withFacts(ctx, meetings);
  }

  async find(ctx: TransactionContext, id: string): Promise<FoundMeeting | null> {
    const meeting = await ctx.transaction.repository(MeetingEntity).findOneBy({ id });
    return meeting ? ((await this.#withFacts(ctx, [meeting]))[0] ?? null) : null;
  }

  /** Those of these meetings that the subject may know of. */
  async some(ctx: TransactionContext, ids: readonly string[]): Promise<FoundMeeting[]> {
    return this.#withFacts(ctx, await ctx.transaction.repository(MeetingEntity).findBy({ id: In([...new Set(ids)]) }));
  }

  /**
   * The same for somebody about to change it: the row is locked first, so that what is judged is what is changed.
   * All changes to a meeting's agenda take this lock, which also keeps publishing and removing apart.
   */
  async findForChange(ctx: TransactionContext, id: string): Promise<FoundMeeting | null> {
    await ctx.transaction.query('select id from meetings where id = $1 for update', [id]);
    return this.find(ctx, id);
  }

  async #withFacts(ctx: TransactionContext, meetings: MeetingEntity[]): Promise<FoundMeeting[]> {
    const extras = await ctx.transaction.query<Extra>(
      `select m.id, p.role, b.name_ar as body_ar, b.name_en as body_en, bm.role as body_role, b.level, b.caveats, b.releasable_to, b.originator,
              (select count(*)::int from agenda_items i where i.meeting_id = m.id and i.removed_at is null) as items
         from meetings m left join participants p on p.meeting_id = m.id and p.account_id = app.me() left join bodies b on b.id = m.body_id
         left join body_members bm on bm.body_id = b.id and bm.account_id = app.me()
        where m.id = any($1)`,
      [meetings.map((meeting) => meeting.id)],
    );
    const byId = new Map(extras.map((extra) => [extra.id, extra]));
    return meetings.flatMap((meeting) => {
      const extra = byId.get(meeting.id);
      if (!extra) return [];
      return [
        {
          meeting,
          bodyName: { ar: extra.body_ar ?? '', en: extra.body_en ?? '' },
          bodyAccess: bodyAccessOf(extra),
          access: { label: labelOf(meeting), state: meeting.state, role: extra.role },
          itemCount: extra.items,
        },
      ];
    });
  }

  /** The cover of an item: what everybody in its meeting sees. */
  cover(ctx: TransactionContext, itemId: string): Promise<AgendaItemEntity | null> {
    return ctx.transaction.repository(AgendaItems).findOneBy({ id: itemId, position: Not(IsNull()) });
  }

  participants(ctx: TransactionContext, meetingId: string): Promise<FoundParticipant[]> {
    return ctx.transaction
      .query<{ id: string; name_ar: string; name_en: string; country: string; role: Role; delegation: string }>(
        `select a.id, a.name_ar, a.name_en, a.country, p.role, p.delegation from participants p join accounts a on a.id = p.account_id
          where p.meeting_id = $1 order by p.position, a.id`,
        [meetingId],
      )
      .then((rows) => rows.map(({ name_ar, name_en, ...rest }) => ({ ...rest, name: { ar: name_ar, en: name_en } })));
  }

  /** The states that sit in the meeting. */
  async delegations(ctx: TransactionContext, meetingId: string): Promise<Country[]> {
    const rows = await ctx.transaction.query<{ delegation: Country }>(
      'select distinct delegation from participants where meeting_id = $1',
      [meetingId],
    );
    return rows.map(({ delegation }) => delegation);
  }

  async agenda(ctx: TransactionContext, meetingId: string): Promise<Agenda> {
    // Without a position it was removed, and everything behind it with it.
    const items = await ctx.transaction
      .repository(AgendaItems)
      .find({ where: { meetingId, position: Not(IsNull()) }, order: { position: 'ASC' } });
    const itemIds = items.map(({ id }) => id);
    const contents = await ctx.transaction.repository(ItemContents).findBy({ meetingId, itemId: In(itemIds) });
    const documents = await ctx.transaction
      .repository(Documents)
      .find({ where: { meetingId, itemId: In(itemIds), withdrawnAt: IsNull() }, order: { position: 'ASC', id: 'ASC' } });
    const versions = await ctx.transaction
      .repository(DocumentVersion)
      .findBy({ id: In(documents.map((document) => document.currentVersionId)) });
    const byId = new Map(versions.map((version) => [version.id, version]));
    return {
      items,
      contents,
      restrictions: await Restrictions.load(ctx, [meetingId]),
      documents: documents.flatMap((document) => {
        const version = byId.get(document.currentVersionId);
        return version ? [{ document, version }] : [];
      }),
    };
  }

  /** The bodies one belongs to. */
  async bodies(ctx: TransactionContext): Promise<{ body: BodyEntity; access: AccessObject }[]> {
    const bodies = await ctx.transaction.repository(BodyEntity).find({ order: { id: 'ASC' } });
    const facts = await ctx.transaction.query<{ body_id: string; role: Role }>(
      'select body_id, role from body_members where account_id = app.me()',
    );
    const byId = new Map(facts.map((fact) => [fact.body_id, fact]));
    return bodies.map((body) => ({ body, access: { label: labelOf(body), state: 'none', role: byId.get(body.id)?.role ?? null } }));
  }

  /** The body with the subject's role in it. */
  async body(ctx: TransactionContext, id: string): Promise<{ body: BodyEntity; access: AccessObject } | null> {
    const body = await ctx.transaction.repository(BodyEntity).findOneBy({ id });
    if (!body || !ctx.actor) return null;
    const member = await ctx.transaction.repository(BodyMember).findOneBy({ bodyId: id, accountId: ctx.actor.accountId });
    return { body, access: { label: labelOf(body), state: 'none', role: member?.role ?? null } };
  }

  bodyMembers(ctx: TransactionContext, bodyId: string): Promise<BodyMember[]> {
    return ctx.transaction.repository(BodyMember).find({ where: { bodyId }, order: { position: 'ASC' } });
  }

  /** The numbered meetings of a body, newest number first. */
  async numbered(ctx: TransactionContext, bodyId: string): Promise<FoundMeeting[]> {
    const where = { bodyId, number: Not(IsNull()) };
    return this.#withFacts(ctx, await ctx.transaction.repository(MeetingEntity).find({ where, order: { number: 'DESC' } }));
  }

  async insert(ctx: TransactionContext, meeting: MeetingEntity, participants: ParticipantEntity[]): Promise<void> {
    await ctx.transaction.repository(MeetingEntity).insert(meeting);
    await ctx.transaction.repository(ParticipantEntity).insert(participants);
  }

  async update(ctx: TransactionContext, id: string, changes: Partial<MeetingEntity>): Promise<void> {
    if (Object.keys(changes).length > 0) await ctx.transaction.repository(MeetingEntity).update({ id }, changes);
  }

  /** Subjects of all participants, for those who prepare the meeting: what will each of them see. */
  invited(ctx: TransactionContext, meetingId: string): Promise<InvitedRow[]> {
    return ctx.transaction.query<InvitedRow>(
      `select a.id, a.name_ar, a.name_en, a.country, a.active, p.role, p.delegation, coalesce(c.level, -1) as clearance, coalesce(c.caveats, '{}') as caveats
         from participants p join accounts a on a.id = p.account_id
         left join clearances c on c.account_id = a.id and (c.valid_until is null or c.valid_until > now())
        where p.meeting_id = $1 order by p.position, a.id`,
      [meetingId],
    );
  }
}

interface LabelRow {
  level: Label['level'] | null;
  caveats: string[];
  releasable_to: string[];
  originator: string;
}

function bodyAccessOf({ level, caveats = [], releasable_to = [], originator = '', body_role: role }: Extra): AccessObject | null {
  if (level === null || level === undefined) return null;
  return { label: { level, caveats, releasableTo: releasable_to, originator }, state: 'none', role };
}
