import { accessEnds, AccessService } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { DELIVERY_BY_LEVEL, type ObjectPermission, type View } from '@app/contracts';
import { labelOf, type TransactionContext } from '@app/database';
import type { RequestContext } from '@app/identity';
import { patchRange, renderPage, type RenderedPage } from '@app/pdf';
import { AppError } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { JudgedRead } from './active-reads.js';
import { DocumentsRepository, type FoundView } from './documents.repository.js';
import { bindingToday, PaperStore } from './paper-store.js';
import { type ByteRange, parseRange } from './range.js';
import { stampInput } from './stamp-text.js';
import { Stamps } from './stamps.js';
import { Turnstile } from '../turnstile.js';

export interface PaperBytes {
  readonly range: ByteRange;
  readonly size: number;
  readonly fileName: string;
  readonly judged: JudgedRead;
  /** Verified, stamped pieces. */
  readonly content: AsyncGenerator<Buffer, void, undefined>;
}

/** Pages rendered at the same time; each is a process of its own. */
const RENDERINGS = 2;
/** Pages one person may wait for; a reader asks for two at a time, and some people read in several windows. */
const WAITING_EACH = 6;

/** Reading a paper: decide, log, then bytes; never in another order. */
@Injectable()
export class ViewsService {
  readonly #turnstile = new Turnstile(RENDERINGS, WAITING_EACH);
  readonly #stamps = new Stamps();

  constructor(
    @Inject(AccessService) private readonly access: AccessService,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(PaperStore) private readonly papers: PaperStore,
  ) {}

  async open(ctx: TransactionContext, documentId: string): Promise<View> {
    const found = await this.documents.find(ctx, documentId);
    await this.access.require(ctx, 'document.read', { object: 'document', id: documentId }, found?.access ?? null);
    if (!found || !ctx.actor) throw new AppError('not_found');
    const { document, version, access } = found;
    const { accountId, sessionId } = ctx.actor;
    const view = await this.documents.insertView(ctx, {
      id: uuid(),
      versionId: version.id,
      accountId,
      sessionId,
      language: ctx.language,
      openedAt: new Date(),
    });
    const delivery = DELIVERY_BY_LEVEL[document.level];
    await this.audit.record(ctx, 'view.opened', {
      viewId: view.id,
      documentId,
      versionId: version.id,
      copyNumber: view.copyNumber,
      delivery,
    });
    return {
      id: view.id,
      documentId,
      versionId: version.id,
      meetingId: document.meetingId,
      itemId: document.itemId,
      title: document.title,
      language: document.language,
      label: labelOf(document),
      copyNumber: view.copyNumber,
      delivery,
      size: version.size,
      pages: version.pages,
      abilities: {
        note: await this.access.may(ctx, 'annotation.note', access),
        write: await this.access.may(ctx, 'annotation.write', access),
        download: delivery === 'download' && (await this.access.may(ctx, 'document.download', access)),
      },
    };
  }

  /** Stamped bytes of the paper. Papers shown as images have none: for them this address does not exist. */
  async bytes(
    ctx: RequestContext,
    viewId: string,
    action: 'document.read' | 'document.download',
    rangeHeader: string | undefined,
    signal: AbortSignal,
  ): Promise<PaperBytes> {
    const { found, range, judged } = await this.access.judged(ctx, async (bound) => {
      const asking = await this.#require(bound, action, viewId);
      const delivery = DELIVERY_BY_LEVEL[asking.document.level];
      if (delivery === 'images' || (action === 'document.download' && delivery !== 'download')) throw new AppError('not_found');
      const asked = parseRange(rangeHeader, asking.version.size);
      await this.#recordServed(bound, action, asking, `${asked.start}+${asked.length}`);
      return { found: asking, range: asked, judged: await judgedRead(bound, asking) };
    });
    return {
      range,
      size: found.version.size,
      fileName: found.document.title,
      judged,
      content: await this.#stamped(found, range, signal),
    };
  }

  /**
   * One page (from 1) as an image, the stamp burnt in. Papers that are not shown as images have none.
   *
   * @throws AppError `too_many_requests` when he waits for many pages already
   */
  async pageImage(
    ctx: RequestContext,
    viewId: string,
    page: number,
    scale: number,
    signal: AbortSignal,
  ): Promise<RenderedPage & Pick<PaperBytes, 'judged'>> {
    // Before the wait, so that a refusal depends on nobody else, and after it: only what is rendered is logged as sent.
    await this.access.judged(ctx, (bound) => this.#requirePage(bound, viewId, page));
    const rendered = async () => {
      const { found, judged } = await this.access.judged(ctx, async (bound) => {
        const asking = await this.#requirePage(bound, viewId, page);
        await this.#recordServed(bound, 'document.read', asking, `page ${page}`);
        return { found: asking, judged: await judgedRead(bound, asking) };
      });
      const pieces: Buffer[] = [];
      for await (const piece of await this.#stamped(found, { start: 0, length: found.version.size }, signal)) pieces.push(piece);
      return { ...(await renderPage(Buffer.concat(pieces), page - 1, scale, { signal })), judged };
    };
    return this.#turnstile.pass(rendered, { by: ctx.actor?.accountId ?? '', signal });
  }

  async #requirePage(ctx: TransactionContext, viewId: string, page: number): Promise<FoundView> {
    const found = await this.#require(ctx, 'document.read', viewId);
    if (DELIVERY_BY_LEVEL[found.document.level] !== 'images' || page > found.version.pageCount) throw new AppError('not_found');
    return found;
  }

  async #require(ctx: TransactionContext, action: ObjectPermission, viewId: string): Promise<FoundView> {
    const found = await this.documents.findView(ctx, viewId);
    await this.access.check(ctx, action, { object: 'view', id: viewId }, found?.access ?? null);
    if (!found) throw new AppError('not_found');
    return found;
  }

  async #recordServed(
    ctx: TransactionContext,
    action: ObjectPermission,
    { view, version, access }: FoundView,
    part: string,
  ): Promise<void> {
    await this.audit.record(ctx, 'view.served', { viewId: view.id, versionId: version.id, part, action, label: access.label }, 'allowed');
  }

  async #stamped(
    found: FoundView,
    { start, length }: Pick<ByteRange, 'start' | 'length'>,
    signal: AbortSignal,
  ): Promise<AsyncGenerator<Buffer, void, undefined>> {
    const { document, version } = found;
    const window = { offset: version.windowOffset, length: version.windowLength };
    const stamp = this.#stamps.of(stampInput(found, labelOf(document)), window.length);
    const binding = bindingToday(version, labelOf(document));
    const reader = await this.papers.open(
      { objectId: version.objectId, size: version.size, wrappedKey: version.wrappedKey, binding },
      signal,
    );
    return (async function* () {
      let at = start;
      try {
        for await (const piece of reader.read(start, length)) {
          yield patchRange(piece, at, window, stamp);
          at += piece.length;
        }
      } finally {
        await reader.close();
      }
    })();
  }
}

/** @throws AppError `not_found` when the session ended within this very transaction. */
async function judgedRead(ctx: TransactionContext, { document }: FoundView): Promise<JudgedRead> {
  const until = await accessEnds(ctx);
  if (!until) throw new AppError('not_found');
  return { paper: { meetingId: document.meetingId, documentId: document.id }, until };
}
