import { AccessService } from '@app/access/facts/index.js';
import { decide, type AccessObject } from '@app/access/rules/index.js';
import { AuditTrail } from '@app/audit';
import {
  dominates,
  type Body,
  type createMeeting,
  type editMeeting,
  type EndpointInput,
  type Meeting,
  type MeetingSummary,
  type Publication,
} from '@app/contracts';
import { labelOf, MeetingEntity, ParticipantEntity, type TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { AgendaPresenter, documentAccess, itemAccess } from './agenda.presenter.js';
import { atHisDesk, participantOf } from './invited.js';
import { type FoundMeeting, MeetingsRepository } from './meetings.repository.js';
import { keepOriginator } from './originators.js';

@Injectable()
export class MeetingsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(MeetingsRepository) private readonly meetings: MeetingsRepository,
    @Inject(AgendaPresenter) private readonly presenter: AgendaPresenter,
  ) {}

  async bodies(ctx: TransactionContext): Promise<Body[]> {
    const allowed = await this.access.filter(ctx, 'body.list', 'body', await this.meetings.bodies(ctx), ({ access }) => access);
    const bodies: Body[] = [];
    for (const { body, access } of allowed)
      bodies.push({
        id: body.id,
        name: { ar: body.nameAr, en: body.nameEn },
        label: access.label,
        nextNumber: await this.#nextNumber(ctx, body.id),
        abilities: { createMeeting: await this.access.may(ctx, 'meeting.create', access) },
      });
    return bodies;
  }

  async list(ctx: TransactionContext): Promise<MeetingSummary[]> {
    const allowed = await this.access.filter(ctx, 'meeting.list', 'meeting', await this.meetings.all(ctx), (found) => found.access);
    return Promise.all(allowed.map((found) => this.#summary(ctx, found)));
  }

  async read(ctx: TransactionContext, meetingId: string): Promise<Meeting> {
    const found = await this.require(ctx, 'meeting.read', meetingId);
    const items = await this.presenter.present(ctx, found.access, await this.meetings.agenda(ctx, meetingId));
    const summary = await this.#summary(ctx, found);
    return {
      ...summary,
      items,
      participants: await this.meetings.participants(ctx, meetingId),
      abilities: {
        ...summary.abilities,
        lead: await this.access.may(ctx, 'presenter.lead', found.access),
        manageParticipants: await this.access.may(ctx, 'participant.manage', found.access),
        requestLabel: await this.access.may(ctx, 'label.request', found.access),
      },
    };
  }

  async create(ctx: TransactionContext, input: EndpointInput<typeof createMeeting>['body']): Promise<Meeting> {
    const found = await this.meetings.body(ctx, input.bodyId);
    const { body } = {
      ...found,
      ...(await this.access.require(ctx, 'meeting.create', { object: 'body', id: input.bodyId }, found?.access ?? null)),
    };
    if (!body) throw new AppError('not_found');
    if (input.label.originator !== body.originator || !dominates(input.label, labelOf(body))) throw new AppError('label_too_low');
    keepOriginator(input.label);
    if (!(await this.access.may(ctx, 'meeting.create', { label: input.label, state: 'none', role: 'secretary' })))
      throw new AppError('label_above_clearance');
    const id = uuid();
    const meeting: MeetingEntity = {
      id,
      bodyId: body.id,
      number: input.kind === 'regular' ? await this.#nextNumber(ctx, body.id) : null,
      kind: input.kind,
      titleAr: input.title.ar,
      titleEn: input.title.en,
      startsAt: new Date(input.startsAt),
      endsAt: new Date(input.endsAt),
      sites: [...new Set(input.sites)],
      state: 'draft',
      homeSite: body.homeSite,
      publishedAt: null,
      ...input.label,
    };
    const participants: ParticipantEntity[] = (await this.meetings.bodyMembers(ctx, body.id)).map(
      ({ accountId, role, delegation, position }) => ({
        meetingId: id,
        accountId,
        role,
        delegation,
        position,
      }),
    );
    await this.meetings.insert(ctx, meeting, participants);
    await this.audit.record(ctx, 'meeting.created', { meetingId: id, bodyId: body.id, label: input.label });
    return this.read(ctx, id);
  }

  async edit(ctx: TransactionContext, meetingId: string, changes: EndpointInput<typeof editMeeting>['body']): Promise<Meeting> {
    const { meeting } = await this.require(ctx, 'meeting.edit', meetingId);
    const startsAt = changes.startsAt ? new Date(changes.startsAt) : meeting.startsAt;
    const endsAt = changes.endsAt ? new Date(changes.endsAt) : meeting.endsAt;
    if (endsAt <= startsAt) throw new AppError('invalid_input', [{ path: 'endsAt', expected: 'after startsAt' }]);
    await this.meetings.update(ctx, meetingId, {
      startsAt,
      endsAt,
      ...(changes.title ? { titleAr: changes.title.ar, titleEn: changes.title.en } : {}),
      ...(changes.sites ? { sites: [...new Set(changes.sites)] } : {}),
    });
    await this.audit.record(ctx, 'meeting.edited', { meetingId, fields: Object.keys(changes) });
    await this.outbox.add(ctx, { meetingId, name: 'meeting.changed' });
    return this.read(ctx, meetingId);
  }

  async publish(ctx: TransactionContext, meetingId: string): Promise<Meeting> {
    const { itemCount } = await this.require(ctx, 'meeting.publish', meetingId);
    if (itemCount === 0) throw new AppError('nothing_to_publish');
    await this.meetings.update(ctx, meetingId, { state: 'published', publishedAt: new Date() });
    await this.audit.record(ctx, 'meeting.published', { meetingId });
    await this.outbox.add(ctx, { meetingId, name: 'meeting.published' });
    return this.read(ctx, meetingId);
  }

  /** What each participant will see: the decision itself, asked as each of them at his desk with a passkey. */
  async previewPublication(ctx: TransactionContext, meetingId: string): Promise<Publication> {
    const found = await this.require(ctx, 'meeting.publish', meetingId);
    // Of what the asker may see himself: papers above him would be counted otherwise.
    const agenda = await this.presenter.readable(ctx, found.access, await this.meetings.agenda(ctx, meetingId));
    const published: AccessObject = { ...found.access, state: 'published' };
    const readers = (await this.meetings.invited(ctx, meetingId)).map((row) => {
      const subject = atHisDesk(row);
      const seen = { ...published, role: row.role };
      const standing = (itemId: string) => agenda.restrictions.of(itemId, row.id);
      const items = agenda.contents.filter(
        (content) => decide(subject, 'item.read', itemAccess(seen, content, standing(content.itemId))).allow,
      ).length;
      const papers = agenda.documents.filter(
        ({ document }) => decide(subject, 'document.read', documentAccess(seen, document, standing(document.itemId))).allow,
      ).length;
      return {
        ...participantOf(row),
        items,
        covered: agenda.items.length - items,
        papers,
      };
    });
    return { readers };
  }

  /** The meeting, when the person may do this to it. @throws AccessDenied */
  async require(
    ctx: TransactionContext,
    action: 'meeting.read' | 'meeting.edit' | 'meeting.publish' | 'item.edit' | 'participant.manage',
    meetingId: string,
  ): Promise<FoundMeeting> {
    const found = action === 'meeting.read' ? await this.meetings.find(ctx, meetingId) : await this.meetings.findForChange(ctx, meetingId);
    await this.access.require(ctx, action, { object: 'meeting', id: meetingId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }

  /** One more than the last number the asker knows: a number that jumps would tell of a meeting he may not know. */
  async #nextNumber(ctx: TransactionContext, bodyId: string): Promise<number> {
    for (const { meeting, access } of await this.meetings.numbered(ctx, bodyId))
      if (await this.access.may(ctx, 'meeting.list', access)) return (meeting.number ?? 0) + 1;
    return 1;
  }

  async #summary(ctx: TransactionContext, { meeting, bodyName, bodyAccess, access, itemCount }: FoundMeeting): Promise<MeetingSummary> {
    const knowsBody = bodyAccess !== null && (await this.access.may(ctx, 'body.list', bodyAccess));
    return {
      id: meeting.id,
      body: { id: meeting.bodyId, name: knowsBody ? bodyName : { ar: '', en: '' } },
      number: meeting.number,
      kind: meeting.kind,
      title: { ar: meeting.titleAr, en: meeting.titleEn },
      startsAt: meeting.startsAt.toISOString(),
      endsAt: meeting.endsAt.toISOString(),
      sites: meeting.sites,
      state: meeting.state,
      label: access.label,
      role: access.role ?? 'observer',
      itemCount,
      abilities: {
        edit: await this.access.may(ctx, 'meeting.edit', access),
        publish: await this.access.may(ctx, 'meeting.publish', access),
        joinConference: await this.access.may(ctx, 'conference.join', access),
      },
    };
  }
}
