import { type PDFDict, PDFHexString, PDFName, type PDFDocument, type PDFPage, type PDFRef } from 'pdf-lib';

/** A bookmark. */
export interface OutlineEntry {
  title: string;
  /** One-based depth. */
  level: number;
  page: PDFPage;
  /** Points from the bottom of the page. */
  y: number;
}

interface Node {
  entry: OutlineEntry;
  ref: PDFRef;
  dict: PDFDict;
  children: Node[];
}

/** Writes the bookmarks of a document (ISO 32000-1 §12.3.3). */
export function writeOutline(document: PDFDocument, entries: readonly OutlineEntry[]): void {
  if (entries.length === 0) return;
  const { context } = document;
  const roots: Node[] = [];
  const path: Node[] = [];
  for (const entry of entries) {
    const dict = context.obj({ Title: PDFHexString.fromText(entry.title), Dest: [entry.page.ref, 'XYZ', null, Math.round(entry.y), null] });
    const node: Node = { entry, dict, ref: context.register(dict), children: [] };
    while (path.length > 0 && (path.at(-1)?.entry.level ?? 0) >= entry.level) path.pop();
    (path.at(-1)?.children ?? roots).push(node);
    path.push(node);
  }
  const outline = context.obj({ Type: 'Outlines' });
  const ref = context.register(outline);
  link(outline, ref, roots);
  document.catalog.set(PDFName.of('Outlines'), ref);
  document.catalog.set(PDFName.of('PageMode'), PDFName.of('UseOutlines'));
}

function link(parent: PDFDict, parentRef: PDFRef, children: readonly Node[]): number {
  const { context } = parent;
  let visible = 0;
  children.forEach((child, i) => {
    child.dict.set(PDFName.of('Parent'), parentRef);
    const [previous, next] = [children[i - 1], children[i + 1]];
    if (previous) child.dict.set(PDFName.of('Prev'), previous.ref);
    if (next) child.dict.set(PDFName.of('Next'), next.ref);
    visible += 1 + link(child.dict, child.ref, child.children);
  });
  const [first, last] = [children[0], children.at(-1)];
  if (first && last) {
    parent.set(PDFName.of('First'), first.ref);
    parent.set(PDFName.of('Last'), last.ref);
    parent.set(PDFName.of('Count'), context.obj(visible));
  }
  return visible;
}
