import type { AgendaItem, ItemType, Label, PaperDocument } from '@app/contracts';

type Bilingual = AgendaItem['coverTitle'];

export interface ItemFields {
  coverTitle: Bilingual;
  title: Bilingual;
  type: ItemType;
  minutes: number | null;
  label: Label;
}
export type DocumentFields = Partial<Pick<PaperDocument, 'title' | 'language' | 'label'>>;

export interface Place {
  itemId: string;
  position: 'before' | 'after';
}

/** The items in a new order: the moved ones together, in their own order, before or after another. */
export function moved(items: readonly AgendaItem[], itemIds: ReadonlySet<string>, { itemId, position }: Place): readonly AgendaItem[] {
  if (itemIds.has(itemId)) return items;
  const moving = items.filter((item) => itemIds.has(item.id));
  return items
    .filter((item) => !itemIds.has(item.id))
    .flatMap((item) => {
      if (item.id !== itemId) return [item];
      return position === 'before' ? [...moving, item] : [item, ...moving];
    });
}

/** The item as it will be once the change is stored. */
export function withItem(item: AgendaItem, { coverTitle, minutes, ...content }: Partial<ItemFields>): AgendaItem {
  return {
    ...item,
    ...(coverTitle ? { coverTitle } : {}),
    ...(minutes === undefined ? {} : { minutes }),
    content: item.content && { ...item.content, ...content },
  };
}

/** With the paper, added or replaced, if it belongs to this item. */
export function withDocument(item: AgendaItem, document: PaperDocument): AgendaItem {
  if (item.id !== document.itemId || !item.content) return item;
  const { documents } = item.content;
  const there = documents.some(({ id }) => id === document.id);
  return {
    ...item,
    content: {
      ...item.content,
      documents: there ? documents.map((old) => (old.id === document.id ? document : old)) : [...documents, document],
    },
  };
}

export function withoutDocument(item: AgendaItem, documentId: string): AgendaItem {
  if (!item.content?.documents.some(({ id }) => id === documentId)) return item;
  return { ...item, content: { ...item.content, documents: item.content.documents.filter(({ id }) => id !== documentId) } };
}

/** Marked as restricted to a list, or no longer. */
export function withList(item: AgendaItem, listed: boolean): AgendaItem {
  return { ...item, content: item.content && { ...item.content, listed } };
}

export type Readiness = 'ready' | 'needsPapers' | 'needsMinutes';

/** Whether an item could be published as it is. */
export function readinessOf(item: AgendaItem): Readiness {
  if (item.content && item.content.documents.length === 0) return 'needsPapers';
  return item.minutes === null ? 'needsMinutes' : 'ready';
}
