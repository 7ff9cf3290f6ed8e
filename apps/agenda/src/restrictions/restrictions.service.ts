import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import type { ItemRestrictions, PaperDocument } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { Outbox } from '../events/outbox.js';
import { type FoundItem, ItemsRepository } from '../items/items.repository.js';
import { AgendaPresenter } from '../meetings/agenda.presenter.js';
import { RestrictionsRepository } from './restrictions.repository.js';

/** Narrows who may know of an item or a paper beyond what its label says; each change takes effect at once. */
@Injectable()
export class RestrictionsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ItemsRepository) private readonly items: ItemsRepository,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(AgendaPresenter) private readonly presenter: AgendaPresenter,
    @Inject(RestrictionsRepository) private readonly restrictions: RestrictionsRepository,
  ) {}

  async read(ctx: TransactionContext, itemId: string): Promise<ItemRestrictions> {
    await this.#require(ctx, itemId);
    return this.restrictions.read(ctx, itemId);
  }

  /** @throws AppError `not_a_participant`; `list_needs_you` when the one who sets it would close the item to himself */
  async restrict(ctx: TransactionContext, itemId: string, wanted: ItemRestrictions): Promise<ItemRestrictions> {
    const { meeting } = await this.#require(ctx, itemId);
    const me = ctx.actor?.accountId ?? '';
    if (wanted.recused.includes(me) || wanted.readers?.includes(me) === false) throw new AppError('list_needs_you');
    const before = await this.restrictions.read(ctx, itemId);
    const named = [...new Set([...(wanted.readers ?? []), ...wanted.recused])];
    if ((await this.restrictions.strangers(ctx, meeting.id, named)).length > 0) throw new AppError('not_a_participant');
    await this.restrictions.write(ctx, itemId, wanted);
    await this.audit.record(ctx, 'item.restricted', { itemId, readers: wanted.readers, recused: wanted.recused });
    await this.outbox.add(ctx, { meetingId: meeting.id, name: 'agenda.changed' });
    // Whoever is in the meeting is judged again when a list came or went; otherwise those whose name came or went.
    const listChanged = (before.readers === null) !== (wanted.readers === null);
    const touched = [...difference(before.readers ?? [], wanted.readers ?? []), ...difference(before.recused, wanted.recused)];
    if (listChanged) await this.outbox.addAccessChange(ctx, { reason: 'rejudge', meetingIds: [meeting.id] });
    else if (touched.length > 0) await this.outbox.addAccessChange(ctx, { reason: 'rejudge', accountIds: [...new Set(touched)] });
    return this.restrictions.read(ctx, itemId);
  }

  async embargo(ctx: TransactionContext, documentId: string, until: string | null): Promise<PaperDocument> {
    const found = await this.documents.findForChange(ctx, documentId);
    await this.access.require(ctx, 'document.embargo', { object: 'document', id: documentId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    const embargoUntil = until === null ? null : new Date(until);
    await this.documents.update(ctx, documentId, { embargoUntil });
    await this.audit.record(ctx, 'document.embargoed', { documentId, until });
    const { meeting, document, version, access } = found;
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', documentIds: [documentId] });
    const embargoed = embargoUntil !== null && embargoUntil > new Date();
    // Nobody is told of a paper that was kept from him and still is.
    if (access.embargoed !== true || !embargoed)
      await this.outbox.add(ctx, { meetingId: meeting.id, name: 'document.changed', itemId: document.itemId, label: access.label });
    return this.presenter.document(ctx, { ...access, embargoed }, { ...document, embargoUntil }, version);
  }

  async #require(ctx: TransactionContext, itemId: string): Promise<FoundItem> {
    const found = await this.items.findForChange(ctx, itemId);
    await this.access.require(ctx, 'item.restrict', { object: 'item', id: itemId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }
}

function difference(left: readonly string[], right: readonly string[]): string[] {
  return [...left.filter((one) => !right.includes(one)), ...right.filter((one) => !left.includes(one))];
}
