import type { Label } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { DocumentsRepository } from './documents.repository.js';
import { bindingOf, bindingToday, boundTo, PaperStore } from './paper-store.js';

/** Keeps the keys of a paper bound to its label. */
@Injectable()
export class PaperLabels {
  constructor(
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
    @Inject(PaperStore) private readonly papers: PaperStore,
  ) {}

  /** With a new label the keys of all versions are wrapped anew, in the same transaction. */
  async rebind(ctx: TransactionContext, documentId: string, from: Label, to: Label): Promise<void> {
    for (const version of await this.documents.versions(ctx, documentId)) {
      const binding = bindingToday(version, from);
      const after = bindingOf(documentId, version.id, to);
      const paper = { objectId: version.objectId, size: version.size, wrappedKey: version.wrappedKey, binding };
      const original = {
        objectId: version.originalObjectId,
        size: version.originalSize,
        wrappedKey: version.originalWrappedKey,
        binding,
      };
      await this.documents.saveKeys(ctx, version.id, {
        wrappedKey: await this.papers.rewrap(paper, after),
        originalWrappedKey: await this.papers.rewrap(original, after),
        ...boundTo(to),
      });
    }
  }
}
