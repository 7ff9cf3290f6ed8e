import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { type addItem, type AgendaItem, dominates, type editItem, type EndpointInput, type Label } from '@app/contracts';
import { type AgendaItemEntity, type ItemContent, labelOf, type TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { AgendaPresenter } from '../meetings/agenda.presenter.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';
import { MeetingsService } from '../meetings/meetings.service.js';
import { keepOriginator, Originators } from '../meetings/originators.js';
import { type FoundItem, ItemsRepository } from './items.repository.js';

@Injectable()
export class ItemsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ItemsRepository) private readonly items: ItemsRepository,
    @Inject(MeetingsRepository) private readonly meetingRows: MeetingsRepository,
    @Inject(MeetingsService) private readonly meetings: MeetingsService,
    @Inject(Originators) private readonly originators: Originators,
    @Inject(AgendaPresenter) private readonly presenter: AgendaPresenter,
  ) {}

  async add(ctx: TransactionContext, meetingId: string, input: EndpointInput<typeof addItem>['body']): Promise<AgendaItem> {
    const { meeting, access } = await this.meetings.require(ctx, 'item.edit', meetingId);
    await this.originators.allow(ctx, meetingId, input.label, meeting.originator);
    if (!dominates(input.label, labelOf(meeting))) throw new AppError('label_too_low');
    if (!(await this.access.may(ctx, 'item.edit', { ...access, label: input.label }))) throw new AppError('label_above_clearance');
    const id = uuid();
    await this.items.insert(
      ctx,
      { id, meetingId, coverTitleAr: input.coverTitle.ar, coverTitleEn: input.coverTitle.en, minutes: input.minutes },
      { itemId: id, meetingId, titleAr: input.title.ar, titleEn: input.title.en, type: input.type, listed: false, ...input.label },
    );
    await this.audit.record(ctx, 'item.added', { itemId: id, meetingId, label: input.label });
    // The cover is for everybody: that an item came is not a secret, what it is about is.
    await this.outbox.add(ctx, { meetingId, name: 'agenda.changed' });
    return this.#present(ctx, id);
  }

  async edit(ctx: TransactionContext, itemId: string, changes: EndpointInput<typeof editItem>['body']): Promise<AgendaItem> {
    const found = await this.#require(ctx, itemId);
    const label = changes.label ?? found.access.label;
    await this.#allowLabel(ctx, found, label);
    const item: Partial<AgendaItemEntity> = {
      ...(changes.coverTitle ? { coverTitleAr: changes.coverTitle.ar, coverTitleEn: changes.coverTitle.en } : {}),
      ...(changes.minutes !== undefined ? { minutes: changes.minutes } : {}),
    };
    const content: Partial<ItemContent> = {
      ...(changes.title ? { titleAr: changes.title.ar, titleEn: changes.title.en } : {}),
      ...(changes.type ? { type: changes.type } : {}),
      ...(changes.label ? changes.label : {}),
    };
    await this.items.update(ctx, itemId, item, content);
    await this.audit.record(ctx, 'item.edited', { itemId, fields: Object.keys(changes), label });
    if (changes.label) await this.#raisePapers(ctx, itemId);
    // What is behind a cover changes for those who may look behind it (before: the old label is the wider circle);
    // for everybody else nothing happened.
    const behind = Object.keys(item).length === 0;
    await this.outbox.add(ctx, {
      meetingId: found.meeting.id,
      name: 'agenda.changed',
      ...(behind ? { itemId, label: found.access.label } : {}),
    });
    return this.#present(ctx, itemId);
  }

  async remove(ctx: TransactionContext, itemId: string): Promise<void> {
    const found = await this.#require(ctx, itemId);
    if (found.meeting.state !== 'draft') throw new AppError('state_forbids');
    const papers = await this.items.remove(ctx, found.item);
    await this.audit.record(ctx, 'item.removed', { itemId, meetingId: found.meeting.id });
    for (const documentId of papers) await this.audit.record(ctx, 'document.withdrawn', { documentId });
    if (papers.length > 0) await this.outbox.addAccessChange(ctx, { reason: 'rejudge', documentIds: papers });
    await this.outbox.add(ctx, { meetingId: found.meeting.id, name: 'agenda.changed' });
  }

  async order(ctx: TransactionContext, meetingId: string, itemIds: readonly string[]): Promise<AgendaItem[]> {
    const { access } = await this.meetings.require(ctx, 'item.edit', meetingId);
    if (!(await this.items.order(ctx, meetingId, itemIds))) throw new AppError('conflict');
    await this.audit.record(ctx, 'items.ordered', { meetingId, count: itemIds.length });
    await this.outbox.add(ctx, { meetingId, name: 'agenda.changed' });
    return this.presenter.present(ctx, access, await this.meetingRows.agenda(ctx, meetingId));
  }

  /** An item whose content the person may see and edit; anything else does not exist. */
  async #require(ctx: TransactionContext, itemId: string): Promise<FoundItem> {
    const found = await this.items.findForChange(ctx, itemId);
    await this.access.require(ctx, 'item.edit', { object: 'item', id: itemId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }

  /** Stricter only, of the same originator, and not above the editor's own clearance; making a label weaker needs two persons. */
  async #allowLabel(ctx: TransactionContext, found: FoundItem, label: Label): Promise<void> {
    const before = found.access.label;
    for (const paper of found.papers) {
      if (!dominates(paper.label, label) && (await this.access.may(ctx, 'document.read', paper))) throw new AppError('label_above_papers');
    }
    if (label.originator !== before.originator || !dominates(label, before)) throw new AppError('label_too_low');
    if (label !== before) keepOriginator(label);
    if (!(await this.access.may(ctx, 'item.edit', { ...found.access, label }))) throw new AppError('label_above_clearance');
  }

  /**
   * What the editor knows of he has raised himself ({@link #allowLabel}); what is left he does not know of, and a refusal
   * would tell him that it is there.
   */
  async #raisePapers(ctx: TransactionContext, itemId: string): Promise<void> {
    const raised = await this.items.raisePapers(ctx, itemId);
    for (const { id: documentId, withdrawn, label } of raised)
      await (withdrawn
        ? this.audit.record(ctx, 'document.withdrawn', { documentId })
        : this.audit.record(ctx, 'document.edited', { documentId, fields: ['label'], label }));
    if (raised.length > 0) await this.outbox.addAccessChange(ctx, { reason: 'rejudge', documentIds: raised.map(({ id }) => id) });
  }

  async #present(ctx: TransactionContext, itemId: string): Promise<AgendaItem> {
    const found = await this.items.find(ctx, itemId);
    if (!found) throw new AppError('not_found');
    const agenda = await this.meetingRows.agenda(ctx, found.meeting.id);
    const [item] = await this.presenter.present(ctx, found.meetingAccess, {
      ...agenda,
      items: agenda.items.filter(({ id }) => id === itemId),
    });
    if (!item) throw new AppError('not_found');
    return item;
  }
}
