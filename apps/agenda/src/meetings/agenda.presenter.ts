import { AccessService, type Restrictions, type Standing } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import { type AgendaItem, DELIVERY_BY_LEVEL, type PaperDocument } from '@app/contracts';
import {
  type AgendaItemEntity,
  type DocumentEntity,
  type DocumentVersion,
  type ItemContent,
  labelOf,
  type TransactionContext,
} from '@app/database';
import { Inject, Injectable } from '@nestjs/common';

export interface Agenda {
  readonly items: AgendaItemEntity[];
  readonly contents: ItemContent[];
  readonly documents: { document: DocumentEntity; version: DocumentVersion }[];
  readonly restrictions: Restrictions;
}

/** Shows an agenda as one person may see it: covers for all, what is behind them for those who may. */
@Injectable()
export class AgendaPresenter {
  constructor(@Inject(AccessService) private readonly access: AccessService) {}

  /** The agenda with those contents and papers only that the person may read. */
  async readable(ctx: TransactionContext, meeting: AccessObject, agenda: Agenda): Promise<Agenda> {
    const standing = (itemId: string) => agenda.restrictions.of(itemId, ctx.actor?.accountId);
    const contents = await this.access.filter(ctx, 'item.read', 'item', agenda.contents, (content) =>
      itemAccess(meeting, content, standing(content.itemId)),
    );
    const documents = await this.access.filter(ctx, 'document.read', 'document', agenda.documents, ({ document }) =>
      documentAccess(meeting, document, standing(document.itemId)),
    );
    return { ...agenda, contents, documents };
  }

  async present(ctx: TransactionContext, meeting: AccessObject, agenda: Agenda): Promise<AgendaItem[]> {
    const standing = (itemId: string) => agenda.restrictions.of(itemId, ctx.actor?.accountId);
    const { contents, documents } = await this.readable(ctx, meeting, agenda);
    const contentOf = new Map(contents.map((content) => [content.itemId, content]));
    const papersOf = Map.groupBy(documents, ({ document }) => document.itemId);
    return Promise.all(
      agenda.items.map(async (item) => {
        const content = contentOf.get(item.id);
        return {
          id: item.id,
          number: item.position,
          coverTitle: { ar: item.coverTitleAr, en: item.coverTitleEn },
          minutes: item.minutes,
          content: content ? await this.#content(ctx, meeting, content, standing(item.id), papersOf.get(item.id) ?? []) : null,
        };
      }),
    );
  }

  /** @param access what the decision about the paper needs */
  async document(
    ctx: TransactionContext,
    access: AccessObject,
    document: DocumentEntity,
    version: DocumentVersion,
  ): Promise<PaperDocument> {
    const delivery = DELIVERY_BY_LEVEL[document.level];
    return {
      id: document.id,
      itemId: document.itemId,
      versionId: version.id,
      title: document.title,
      language: document.language,
      label: labelOf(document),
      pageCount: version.pageCount,
      size: version.size,
      delivery,
      uploadedAt: document.uploadedAt.toISOString(),
      embargoUntil: access.embargoed ? (document.embargoUntil?.toISOString() ?? null) : null,
      abilities: {
        edit: await this.access.may(ctx, 'document.edit', access),
        withdraw: await this.access.may(ctx, 'document.withdraw', access),
        download: delivery === 'download' && (await this.access.may(ctx, 'document.download', access)),
        embargo: await this.access.may(ctx, 'document.embargo', access),
        requestLabel: await this.access.may(ctx, 'label.request', access),
        receipts: await this.access.may(ctx, 'receipts.read', access),
      },
    };
  }

  async #content(
    ctx: TransactionContext,
    meeting: AccessObject,
    content: ItemContent,
    standing: Standing,
    papers: Agenda['documents'],
  ): Promise<NonNullable<AgendaItem['content']>> {
    const access = itemAccess(meeting, content, standing);
    return {
      title: { ar: content.titleAr, en: content.titleEn },
      type: content.type,
      label: access.label,
      documents: await Promise.all(
        papers.map(({ document, version }) => this.document(ctx, documentAccess(meeting, document, standing), document, version)),
      ),
      listed: content.listed,
      abilities: {
        edit: await this.access.may(ctx, 'item.edit', access),
        upload: await this.access.may(ctx, 'document.upload', access),
        restrict: await this.access.may(ctx, 'item.restrict', access),
        requestLabel: await this.access.may(ctx, 'label.request', access),
      },
    };
  }
}

/** What a decision about an item needs: its own label, the person's role in the meeting, and how he stands to it. */
export function itemAccess(meeting: AccessObject, content: ItemContent, standing: Standing): AccessObject {
  return { ...meeting, ...standing, label: labelOf(content) };
}

/** The same for a paper on that item. */
export function documentAccess(meeting: AccessObject, document: DocumentEntity, standing: Standing): AccessObject {
  const embargoed = document.embargoUntil !== null && document.embargoUntil > new Date();
  return { ...meeting, ...standing, label: labelOf(document), embargoed, withdrawn: document.withdrawnAt !== null };
}
