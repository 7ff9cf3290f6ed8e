import { join } from 'node:path';
import type { IncomingMessage } from 'node:http';
import { AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { dominates, type ErrorCode, type Label, type Language, type PageGeometry, type PaperDocument } from '@app/contracts';
import { type DocumentEntity, type DocumentVersion, type TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { type PaperRejection, PaperRejected, type PreparedPaper, preparePaper } from '@app/pdf';
import { allowLongBody, AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { type FoundItem, ItemsRepository } from '../items/items.repository.js';
import { AgendaPresenter } from '../meetings/agenda.presenter.js';
import { Originators } from '../meetings/originators.js';
import { DocumentsRepository } from './documents.repository.js';
import { bindingOf, boundTo, PaperStore, type StoredPaper } from './paper-store.js';
import { receiveUpload, type ReceivedUpload, titleFrom } from './receive-upload.js';
import { Turnstile } from '../turnstile.js';

const REFUSALS: Readonly<Record<PaperRejection, ErrorCode>> = {
  not_a_pdf: 'file_not_pdf',
  truncated: 'file_truncated',
  encrypted: 'file_encrypted',
  empty: 'file_empty',
  too_large: 'too_large',
  too_many_pages: 'file_too_many_pages',
  too_complex: 'file_too_complex',
  unreadable: 'file_unreadable',
};
/** Papers prepared at the same time; each is a process of its own. */
const PREPARATIONS = 2;

/**
 * Upload → check → make harmless → prepare → encrypt → store (DESIGN §5). Either all of it happened or nothing is
 * kept: the plaintext lives in a private folder, sealed objects without a row are destroyed.
 */
@Injectable()
export class UploadsService {
  readonly #turnstile = new Turnstile(PREPARATIONS);

  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ItemsRepository) private readonly items: ItemsRepository,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(Originators) private readonly originators: Originators,
    @Inject(AgendaPresenter) private readonly presenter: AgendaPresenter,
    @Inject(PaperStore) private readonly papers: PaperStore,
  ) {}

  async upload(ctx: RequestContext, itemId: string, request: IncomingMessage): Promise<PaperDocument> {
    // Asked before the first byte is read, and again before anything is stored: an upload takes minutes.
    await this.access.judged(ctx, (bound) => this.#requireItem(bound, itemId));
    allowLongBody(request);
    const abort = new AbortController();
    request.once('close', () => {
      if (!request.complete) abort.abort(new AppError('upload_cut_off'));
    });
    return this.papers.withScratch(async (folder) => this.accept(ctx, itemId, await receiveUpload(request, folder), folder, abort.signal));
  }

  /** Takes a file that lies in `folder`; also how the demo's papers come in. */
  async accept(ctx: RequestContext, itemId: string, upload: ReceivedUpload, folder: string, signal: AbortSignal): Promise<PaperDocument> {
    try {
      const { label } = await this.access.judged(ctx, (bound) => this.#checked(bound, itemId, upload));
      const target = join(folder, 'prepared.pdf');
      const prepare = () => preparePaper({ sourcePath: upload.path, targetPath: target, signal });
      const prepared = await this.#turnstile.pass(prepare, { by: ctx.actor?.accountId ?? '', signal });
      return await this.#store(ctx, itemId, upload, prepared, target, label, signal);
    } catch (error) {
      if (signal.aborted) throw new AppError('upload_cut_off');
      const refusal = error instanceof PaperRejected ? new AppError(REFUSALS[error.code], undefined, { cause: error }) : error;
      if (refusal instanceof AppError && refusal.code.startsWith('file_')) {
        await this.audit.recordApart(ctx, 'document.refused', { itemId, code: refusal.code }, 'done');
      }
      throw refusal;
    }
  }

  async #checked(ctx: TransactionContext, itemId: string, upload: ReceivedUpload): Promise<{ found: FoundItem; label: Label }> {
    const found = await this.#requireItem(ctx, itemId);
    const label = upload.details.label ?? found.access.label;
    await this.originators.allow(ctx, found.meeting.id, label, found.access.label.originator);
    if (!dominates(label, found.access.label)) throw new AppError('label_too_low');
    if (!(await this.access.may(ctx, 'document.upload', { ...found.access, label }))) throw new AppError('label_above_clearance');
    // Of the papers he knows: that the file lies there under a label above him is not for him to learn.
    for (const same of await this.documents.withBytes(ctx, itemId, upload.sha256))
      if (await this.access.may(ctx, 'document.read', same.access)) throw new AppError('file_duplicate');
    return { found, label };
  }

  async #requireItem(ctx: TransactionContext, itemId: string): Promise<FoundItem> {
    const found = await this.items.find(ctx, itemId);
    await this.access.require(ctx, 'document.upload', { object: 'item', id: itemId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }

  async #store(
    ctx: RequestContext,
    itemId: string,
    upload: ReceivedUpload,
    prepared: PreparedPaper,
    path: string,
    label: Label,
    signal: AbortSignal,
  ): Promise<PaperDocument> {
    const documentId = uuid();
    const versionId = uuid();
    const binding = bindingOf(documentId, versionId, label);
    const sealed: StoredPaper[] = [];
    try {
      const paper = await this.papers.seal(path, { objectId: uuid(), size: prepared.size, binding }, signal);
      sealed.push(paper);
      const original = await this.papers.seal(upload.path, { objectId: uuid(), size: upload.size, binding }, signal);
      sealed.push(original);
      return await this.access.judged(ctx, async (bound) => {
        // Under the lock of its meeting from here on: the item is not raised between our look and our act.
        await this.items.findForChange(bound, itemId);
        const { found } = await this.#checked(bound, itemId, upload);
        const version = asVersion(documentId, versionId, label, upload, prepared, paper, original);
        const document = await this.documents.insert(
          bound,
          asDocument(bound, documentId, versionId, found, upload, prepared, label),
          version,
          prepared.texts,
        );
        const data = { documentId, versionId, itemId, label, sha256: upload.sha256.toString('hex'), pages: version.pageCount };
        await this.audit.record(bound, 'document.uploaded', data);
        await this.outbox.add(bound, { meetingId: found.meeting.id, name: 'document.added', itemId, label });
        return this.presenter.document(bound, { ...found.access, label }, document, version);
      });
    } catch (error) {
      await Promise.allSettled(sealed.map(({ objectId }) => this.papers.destroy(objectId)));
      throw error;
    }
  }
}

function asDocument(
  ctx: RequestContext,
  id: string,
  versionId: string,
  { meeting, item }: FoundItem,
  upload: ReceivedUpload,
  prepared: PreparedPaper,
  label: Label,
): Omit<DocumentEntity, 'position'> {
  if (!ctx.actor) throw new AppError('not_signed_in');
  return {
    id,
    meetingId: meeting.id,
    itemId: item.id,
    title: upload.details.title ?? titleFrom(upload.fileName),
    language: upload.details.language ?? languageOf(prepared.texts),
    currentVersionId: versionId,
    homeSite: meeting.homeSite,
    uploadedBy: ctx.actor.accountId,
    uploadedAt: new Date(),
    withdrawnAt: null,
    embargoUntil: null,
    ...label,
  };
}

function asVersion(
  documentId: string,
  id: string,
  label: Label,
  upload: ReceivedUpload,
  prepared: PreparedPaper,
  paper: StoredPaper,
  original: StoredPaper,
): DocumentVersion {
  return {
    id,
    documentId,
    number: 1,
    pageCount: prepared.pages.length,
    pages: prepared.pages.map(({ crop, rotation }): PageGeometry => ({ ...crop, rotation })),
    size: prepared.size,
    sha256: Buffer.from(prepared.sha256, 'hex'),
    windowOffset: prepared.window.offset,
    windowLength: prepared.window.length,
    objectId: paper.objectId,
    wrappedKey: paper.wrappedKey,
    originalObjectId: original.objectId,
    originalWrappedKey: original.wrappedKey,
    originalSize: upload.size,
    originalSha256: upload.sha256,
    ...boundTo(label),
    fileName: upload.fileName,
  };
}

/** Arabic when a fifth of the letters are: figures and Latin names are common in Arabic papers, the reverse is rare. */
function languageOf(texts: readonly string[]): Language {
  const sample = texts.join(' ').slice(0, 20_000);
  const arabic = sample.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 || arabic / letters >= 0.2 ? 'ar' : 'en';
}
