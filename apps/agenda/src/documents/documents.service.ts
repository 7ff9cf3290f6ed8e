import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import {
  dominates,
  type editDocument,
  type EndpointInput,
  type EndpointResponse,
  type PaperDocument,
  type recentPapers,
} from '@app/contracts';
import { labelOf, type TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Outbox } from '../events/outbox.js';
import { AgendaPresenter } from '../meetings/agenda.presenter.js';
import { keepOriginator } from '../meetings/originators.js';
import { DocumentsRepository, type FoundDocument } from './documents.repository.js';
import { PaperLabels } from './paper-labels.js';

const RECENT = 10;

@Injectable()
export class DocumentsService {
  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(AgendaPresenter) private readonly presenter: AgendaPresenter,
    @Inject(PaperLabels) private readonly paperLabels: PaperLabels,
  ) {}

  async edit(ctx: TransactionContext, documentId: string, changes: EndpointInput<typeof editDocument>['body']): Promise<PaperDocument> {
    const found = await this.#require(ctx, 'document.edit', documentId);
    const before = labelOf(found.document);
    const label = changes.label ?? before;
    // Stricter only: making a label weaker needs two persons.
    if (label.originator !== before.originator || !dominates(label, before)) throw new AppError('label_too_low');
    if (changes.label) keepOriginator(label);
    if (!(await this.access.may(ctx, 'document.edit', { ...found.access, label }))) throw new AppError('label_above_clearance');
    const fields = {
      ...(changes.title ? { title: changes.title } : {}),
      ...(changes.language ? { language: changes.language } : {}),
      ...(changes.label ?? {}),
    };
    await this.documents.update(ctx, documentId, fields);
    if (changes.label) await this.paperLabels.rebind(ctx, documentId, before, label);
    await this.audit.record(ctx, 'document.edited', { documentId, fields: Object.keys(changes), label });
    // The old label is the wider circle: who loses the paper is told to look again, too.
    await this.#tell(ctx, found, 'document.changed');
    if (changes.label) await this.#rejudgeReaders(ctx, documentId);
    return this.presenter.document(ctx, { ...found.access, label }, { ...found.document, ...fields }, found.version);
  }

  async withdraw(ctx: TransactionContext, documentId: string): Promise<void> {
    const found = await this.#require(ctx, 'document.withdraw', documentId);
    await this.documents.update(ctx, documentId, { withdrawnAt: new Date() });
    await this.audit.record(ctx, 'document.withdrawn', { documentId });
    await this.#tell(ctx, found, 'document.withdrawn');
    await this.#rejudgeReaders(ctx, documentId);
  }

  /** Those who may know of it as it was. Under an embargo nobody is told: the circle of an event is a label, not a role. */
  async #tell(
    ctx: TransactionContext,
    { document, meeting, access }: FoundDocument,
    name: 'document.changed' | 'document.withdrawn',
  ): Promise<void> {
    if (access.embargoed === true) return;
    await this.outbox.add(ctx, { meetingId: meeting.id, name, itemId: document.itemId, label: labelOf(document) });
  }

  async recent(ctx: TransactionContext): Promise<EndpointResponse<typeof recentPapers>['papers']> {
    const newest = [];
    for await (const one of this.documents.newest(ctx, 2 * RECENT)) {
      if (await this.access.may(ctx, 'document.read', one.access)) newest.push(one);
      if (newest.length === RECENT) break;
    }
    const found = await this.access.filter(ctx, 'document.read', 'document', newest, (one) => one.access);
    return Promise.all(
      found.map(async ({ document, version, meeting, access }) => ({
        document: await this.presenter.document(ctx, access, document, version),
        meetingId: meeting.id,
        meetingTitle: { ar: meeting.titleAr, en: meeting.titleEn },
      })),
    );
  }

  async #require(ctx: TransactionContext, action: 'document.edit' | 'document.withdraw', documentId: string): Promise<FoundDocument> {
    const found = await this.documents.findForChange(ctx, documentId);
    await this.access.require(ctx, action, { object: 'document', id: documentId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }

  async #rejudgeReaders(ctx: TransactionContext, documentId: string): Promise<void> {
    await this.outbox.addAccessChange(ctx, { reason: 'rejudge', documentIds: [documentId] });
  }
}
