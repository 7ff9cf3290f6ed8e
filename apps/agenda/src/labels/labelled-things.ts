import type { AccessObject } from '@app/access/rules/index.js';
import { type Bilingual, dominates, type Label, type LabelledKind } from '@app/contracts';
import { labelOf, type MeetingEntity, type TransactionContext } from '@app/database';
import { Inject, Injectable } from '@nestjs/common';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { ItemsRepository } from '../items/items.repository.js';
import { MeetingsRepository } from '../meetings/meetings.repository.js';

/** A meeting, item or paper whose label is to become weaker. */
export interface LabelledThing {
  readonly meeting: MeetingEntity;
  readonly itemId: string | null;
  readonly title: Bilingual;
  readonly access: AccessObject;
  /** Label of what it belongs to, which its own is never below. */
  readonly above: Label | null;
}

@Injectable()
export class LabelledThings {
  constructor(
    @Inject(MeetingsRepository) private readonly meetings: MeetingsRepository,
    @Inject(ItemsRepository) private readonly items: ItemsRepository,
    @Inject(DocumentsRepository) private readonly documents: DocumentsRepository,
  ) {}

  /** Null for what the subject may not see, and for what is not there. */
  async find(ctx: TransactionContext, kind: LabelledKind, id: string): Promise<LabelledThing | null> {
    if (kind === 'meeting') {
      const found = await this.meetings.find(ctx, id);
      if (!found) return null;
      const { meeting, access } = found;
      return { meeting, itemId: null, title: { ar: meeting.titleAr, en: meeting.titleEn }, access, above: null };
    }
    if (kind === 'item') {
      const found = await this.items.find(ctx, id);
      if (!found) return null;
      const { meeting, content, access } = found;
      return { meeting, itemId: id, title: { ar: content.titleAr, en: content.titleEn }, access, above: labelOf(meeting) };
    }
    const found = await this.documents.find(ctx, id);
    const item = found && (await this.items.find(ctx, found.document.itemId));
    if (!item) return null;
    const { meeting, document, access } = found;
    return { meeting, itemId: document.itemId, title: { ar: document.title, en: document.title }, access, above: labelOf(item.content) };
  }
}

/** Whether a label fits below another one: at least as strict, whoever its originator is. */
export function fits(label: Label, above: Label | null): boolean {
  return above === null || dominates(label, above);
}
