import { EncryptedPDFError, PDFDict, PDFDocument, PDFInvalidObject, PDFName } from 'pdf-lib';
import { addWindow, type WindowPlan } from './add-window.js';
import { flattenAnnotations } from './annotations.js';
import { closeForms } from './content-form.js';
import { cleanCatalog, disarmObjects } from './defuse.js';
import { dictIn, itemsIn, nameIn } from './lookups.js';
import { flattenPageTree, writePageTree } from './page-tree.js';
import { PaperRejected, type PageGeometry, type PrepareLimits, type RemovedFeature } from './paper.types.js';

export interface TransformedPaper {
  bytes: Uint8Array;
  pages: PageGeometry[];
  removed: RemovedFeature[];
  signed: boolean;
}

/**
 * Untrusted bytes in, harmless PDF with a blank stamp window out. Pure, and only ever run in a limited child process.
 *
 * @param repaired the bytes have been rewritten once already: what still cannot be parsed is left out
 * @throws PaperRejected
 */
export async function transformPaper(
  bytes: Uint8Array,
  plan: WindowPlan,
  limits: PrepareLimits,
  repaired: boolean,
): Promise<TransformedPaper> {
  const document = await load(bytes);
  const { context } = document;
  if (context.enumerateIndirectObjects().length > limits.maxObjects)
    throw new PaperRejected('too_complex', `more than ${limits.maxObjects} objects`);
  dropUnparsed(document, repaired);
  const pages = flattenPageTree(document, limits.maxPages);
  if (pages.length === 0) throw new PaperRejected('empty', 'no pages');
  const dicts = new Set(pages.map(({ dict }) => dict));
  const isPage = (value: PDFDict): boolean => dicts.has(value);
  if (isPage(document.catalog)) throw new PaperRejected('unreadable', 'the catalog is a page');
  const signed = isSigned(document);
  // In this order: annotations need the form, which the catalog then loses.
  const removed = disarmObjects(document);
  const annotations = flattenAnnotations(document, pages, isPage, removed);
  for (const feature of cleanCatalog(document, isPage)) removed.add(feature);
  closeForms(document);
  const geometries = addWindow(document, pages, annotations, plan, limits.maxBytes);
  writePageTree(document, pages);
  const saved = await document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
  return { bytes: saved, pages: geometries, removed: [...removed].sort(), signed };
}

/** Bytes our parser did not understand would be copied as they are, and another one may find an action in them. */
function dropUnparsed({ context }: PDFDocument, repaired: boolean): void {
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFInvalidObject)) continue;
    if (!repaired) throw new PaperRejected('unreadable', 'an object that cannot be parsed');
    context.delete(ref);
  }
}

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    const document = await PDFDocument.load(bytes, {
      updateMetadata: false,
      throwOnInvalidObject: false,
      parseSpeed: Number.POSITIVE_INFINITY,
    });
    if (!(document.context.lookup(document.context.trailerInfo.Root) instanceof PDFDict)) throw new Error('no catalog');
    return document;
  } catch (error) {
    if (error instanceof EncryptedPDFError || (error instanceof Error && /encrypt|password/i.test(error.message)))
      throw new PaperRejected('encrypted');
    throw new PaperRejected('unreadable', error instanceof Error ? error.message.slice(0, 200) : 'unknown');
  }
}

function isSigned({ catalog }: PDFDocument): boolean {
  const form = dictIn(catalog, 'AcroForm');
  const fields = form ? itemsIn(form, 'Fields') : [];
  return fields.some((field) => field instanceof PDFDict && nameIn(field, 'FT') === 'Sig' && field.has(PDFName.of('V')));
}
