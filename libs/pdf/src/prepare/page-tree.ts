import { PDFArray, PDFDict, PDFName, type PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib';
import { refOf, resolve } from './lookups.js';
import { PaperRejected } from './paper.types.js';

const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
/** Pages under one node of the written tree. */
const FAN_OUT = 16;
const MAX_DEPTH = 64;

/** A page with its inherited attributes made its own. */
export interface FlatPage {
  ref: PDFRef;
  dict: PDFDict;
}

/**
 * Reads the page tree (ISO 32000-1 §7.7.3) without trusting it: cycles, shared kids and missing /Type are all met in
 * the wild. Inherited attributes are written into each page, so that the tree can be rebuilt.
 *
 * @throws PaperRejected `too_many_pages`
 */
export function flattenPageTree(document: PDFDocument, maxPages: number): FlatPage[] {
  const { context } = document;
  const pages: FlatPage[] = [];
  const seen = new Set<PDFDict>();
  const visit = (value: PDFObject | undefined, inherited: Map<string, PDFObject>, depth: number): void => {
    const dict = resolve(context, value);
    if (!(dict instanceof PDFDict) || seen.has(dict) || depth > MAX_DEPTH) return;
    seen.add(dict);
    const kids = resolve(context, dict.get(PDFName.of('Kids')));
    const own = new Map(inherited);
    for (const key of INHERITED) {
      const attribute = dict.get(PDFName.of(key));
      if (attribute) own.set(key, attribute);
    }
    if (kids instanceof PDFArray) {
      for (let i = 0; i < kids.size(); i++) visit(kids.get(i), own, depth + 1);
      return;
    }
    if (pages.length >= maxPages) throw new PaperRejected('too_many_pages', `more than ${maxPages}`);
    for (const [key, attribute] of own) dict.set(PDFName.of(key), attribute);
    pages.push({ ref: refOf(context, value) ?? context.register(dict), dict });
  };
  visit(document.catalog.get(PDFName.of('Pages')), new Map(), 0);
  return pages;
}

/**
 * Writes a balanced tree over the pages. pdf.js reads all kids of a flat node before it shows page 1; with a few
 * thousand pages that is most of the file.
 */
export function writePageTree(document: PDFDocument, pages: readonly FlatPage[]): void {
  const { context } = document;
  let level = pages.map(({ ref, dict }) => ({ ref, dict, count: 1 }));
  do {
    const parents: typeof level = [];
    for (let i = 0; i < level.length; i += FAN_OUT) {
      const kids = level.slice(i, i + FAN_OUT);
      const count = kids.reduce((total, kid) => total + kid.count, 0);
      const dict = context.obj({ Type: 'Pages', Kids: kids.map((kid) => kid.ref), Count: count });
      const ref = context.register(dict);
      for (const kid of kids) kid.dict.set(PDFName.of('Parent'), ref);
      parents.push({ ref, dict, count });
    }
    level = parents;
  } while (level.length > 1);
  const [root] = level;
  if (root) document.catalog.set(PDFName.of('Pages'), root.ref);
}
