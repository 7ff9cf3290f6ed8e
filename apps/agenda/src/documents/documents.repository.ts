import { Restrictions } from '@app/access/facts/index.js';
import type { AccessObject } from '@app/access/rules/index.js';
import type { Bilingual } from '@app/contracts';
import { DocumentEntity, DocumentPage, DocumentVersion, type MeetingEntity, type TransactionContext, ViewEntity } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { documentAccess } from '../meetings/agenda.presenter.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';

export interface FoundDocument {
  readonly document: DocumentEntity;
  readonly version: DocumentVersion;
  readonly meeting: MeetingEntity;
  readonly access: AccessObject;
}

/** The wrapped keys of a version, with the label they are bound to. */
export type VersionKeys = Pick<DocumentVersion, 'wrappedKey' | 'originalWrappedKey' | 'boundLevel' | 'boundCaveats' | 'boundReleasableTo'>;

export interface FoundView extends FoundDocument {
  readonly view: ViewEntity;
  readonly reader: {
    readonly name: Bilingual;
    readonly country: string;
    /** The site he signed in at. */
    readonly site: Bilingual | null;
  };
}

@Injectable()
export class DocumentsRepository {
  constructor(@Inject(MeetingsRepository) private readonly meetings: MeetingsRepository) {}

  async find(ctx: TransactionContext, documentId: string): Promise<FoundDocument | null> {
    const document = await ctx.transaction.repository(DocumentEntity).findOneBy({ id: documentId });
    return document && this.#complete(ctx, document, document.currentVersionId);
  }

  /** The same for somebody about to change it: locked, so that what is judged is what is changed. */
  async findForChange(ctx: TransactionContext, documentId: string): Promise<FoundDocument | null> {
    await ctx.transaction.query('select id from documents where id = $1 for update', [documentId]);
    return this.find(ctx, documentId);
  }

  async #complete(ctx: TransactionContext, document: DocumentEntity, versionId: string): Promise<FoundDocument | null> {
    const version = await ctx.transaction.repository(DocumentVersion).findOneBy({ id: versionId, documentId: document.id });
    const found = await this.meetings.find(ctx, document.meetingId);
    if (!version || !found) return null;
    const standing = (await Restrictions.load(ctx, [document.meetingId])).of(document.itemId, ctx.actor?.accountId);
    return { document, version, meeting: found.meeting, access: documentAccess(found.access, document, standing) };
  }

  /** The same for a page of papers, in their order and with as many statements as for one. */
  async #completeAll(ctx: TransactionContext, documents: readonly DocumentEntity[]): Promise<FoundDocument[]> {
    const meetingIds = documents.map(({ meetingId }) => meetingId);
    const versions = await ctx.transaction
      .repository(DocumentVersion)
      .findBy({ id: In(documents.map(({ currentVersionId }) => currentVersionId)) });
    const meetings = new Map((await this.meetings.some(ctx, meetingIds)).map((found) => [found.meeting.id, found]));
    const restrictions = await Restrictions.load(ctx, meetingIds);
    const byId = new Map(versions.map((version) => [version.id, version]));
    return documents.flatMap((document) => {
      const [version, found] = [byId.get(document.currentVersionId), meetings.get(document.meetingId)];
      if (!version || version.documentId !== document.id || !found) return [];
      const standing = restrictions.of(document.itemId, ctx.actor?.accountId);
      return [{ document, version, meeting: found.meeting, access: documentAccess(found.access, document, standing) }];
    });
  }

  /** One's own view of a paper. */
  async findView(ctx: TransactionContext, viewId: string): Promise<FoundView | null> {
    const view = await ctx.transaction.repository(ViewEntity).findOneBy({ id: viewId });
    if (!view || view.accountId !== ctx.actor?.accountId) return null;
    const version = await ctx.transaction.repository(DocumentVersion).findOneBy({ id: view.versionId });
    const document = version && (await ctx.transaction.repository(DocumentEntity).findOneBy({ id: version.documentId }));
    const found = document && (await this.#complete(ctx, document, view.versionId));
    if (!found) return null;
    const [reader] = await ctx.transaction.query<{ name: Bilingual; country: string; site: Bilingual | null }>(
      `select jsonb_build_object('ar', a.name_ar, 'en', a.name_en) as name, a.country,
              case when p.code is not null then jsonb_build_object('ar', p.name_ar, 'en', p.name_en) end as site
         from accounts a left join sessions s on s.id = $2 left join sites p on p.code = s.site where a.id = $1`,
      [view.accountId, view.sessionId],
    );
    return reader ? { ...found, view, reader } : null;
  }

  async insertView(ctx: TransactionContext, view: Omit<ViewEntity, 'copyNumber'>): Promise<ViewEntity> {
    const [row] = await ctx.transaction.query<{ copy: number }>('select app.next_copy($1) as copy', [view.versionId]);
    const numbered = { ...view, copyNumber: row?.copy ?? 1 };
    await ctx.transaction.repository(ViewEntity).insert(numbered);
    return numbered;
  }

  /** Papers of the item that have just these bytes. */
  async withBytes(ctx: TransactionContext, itemId: string, sha256: Buffer): Promise<FoundDocument[]> {
    const rows = await ctx.transaction.query<{ id: string }>(
      `select d.id from documents d join document_versions v on v.document_id = d.id
        where d.item_id = $1 and d.withdrawn_at is null and v.original_sha256 = $2`,
      [itemId, sha256],
    );
    const found = [];
    for (const { id } of rows) found.push(await this.find(ctx, id));
    return found.filter((one) => one !== null);
  }

  async insert(
    ctx: TransactionContext,
    document: Omit<DocumentEntity, 'position'>,
    version: DocumentVersion,
    texts: readonly string[],
  ): Promise<DocumentEntity> {
    await ctx.transaction.query('select item_id from item_contents where item_id = $1 for update', [document.itemId]);
    const [row] = await ctx.transaction.query<{ next: number }>(
      'select coalesce(max(position), 0) + 1 as next from documents where item_id = $1',
      [document.itemId],
    );
    const placed = { ...document, position: row?.next ?? 1 };
    await ctx.transaction.repository(DocumentEntity).insert(placed);
    await ctx.transaction.repository(DocumentVersion).insert(version);
    await ctx.transaction
      .repository(DocumentPage)
      .insert(texts.map((content, index) => ({ versionId: version.id, page: index + 1, content: content.replaceAll('\u0000', ' ') })));
    return placed;
  }

  async update(ctx: TransactionContext, documentId: string, changes: Partial<DocumentEntity>): Promise<void> {
    if (Object.keys(changes).length > 0) await ctx.transaction.repository(DocumentEntity).update({ id: documentId }, changes);
  }

  versions(ctx: TransactionContext, documentId: string): Promise<DocumentVersion[]> {
    return ctx.transaction.repository(DocumentVersion).findBy({ documentId });
  }

  async saveKeys(ctx: TransactionContext, versionId: string, keys: VersionKeys): Promise<void> {
    const { affected } = await ctx.transaction.repository(DocumentVersion).update({ id: versionId }, keys);
    // Without it the label and the keys would part, and the paper could be read by nobody.
    if (affected !== 1) throw new Error('the keys of a version were not saved');
  }

  /**
   * Papers of all meetings, newest first, a page at a time: who takes only some of them counts those, and what he
   * leaves out takes no place.
   */
  async *newest(ctx: TransactionContext, page: number): AsyncGenerator<FoundDocument, void, undefined> {
    for (let skip = 0; ; skip += page) {
      const documents = await ctx.transaction
        .repository(DocumentEntity)
        .find({ where: { withdrawnAt: IsNull() }, order: { uploadedAt: 'DESC', id: 'DESC' }, take: page, skip });
      yield* await this.#completeAll(ctx, documents);
      if (documents.length < page) return;
    }
  }
}
