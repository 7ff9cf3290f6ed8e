import type { AgendaItem, Language, Meeting } from '@app/contracts';

export interface Chosen {
  item: AgendaItem | null;
  documentId: string | null;
  page: number | undefined;
}

/** What the address asks to see, as far as my agenda knows it: an item, its paper (unless named the first in my language), a page. */
export function chosenIn(meeting: Meeting, address: URLSearchParams, language: Language): Chosen {
  const paper = address.get('paper');
  const holds = (item: AgendaItem) => item.content?.documents.some((document) => document.id === paper) ?? false;
  const item = meeting.items.find((candidate) => candidate.id === address.get('item')) ?? meeting.items.find(holds) ?? null;
  const documents = item?.content?.documents ?? [];
  const document =
    documents.find((candidate) => candidate.id === paper) ??
    documents.find((candidate) => candidate.language === language) ??
    documents[0] ??
    null;
  const page = Number(address.get('page'));
  return {
    item,
    documentId: document?.id ?? null,
    page: document && Number.isInteger(page) && page > 0 ? page : undefined,
  };
}

export function addressOfItem(itemId: string): string {
  return `?item=${itemId}`;
}

export function addressOfPaper(itemId: string, documentId: string): string {
  return `?item=${itemId}&paper=${documentId}`;
}
