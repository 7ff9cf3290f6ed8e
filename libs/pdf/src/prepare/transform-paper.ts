import { EncryptedPDFError, PDFDocument } from 'pdf-lib';
import { PDFArray, PDFDict, PDFName } from 'pdf-lib';
import { addWindow, type WindowPlan } from './add-window.js';
import { defuse } from './defuse.js';
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
 * @throws PaperRejected
 */
export async function transformPaper(bytes: Uint8Array, plan: WindowPlan, limits: PrepareLimits): Promise<TransformedPaper> {
  const document = await load(bytes);
  const { context } = document;
  if (context.enumerateIndirectObjects().length > limits.maxObjects)
    throw new PaperRejected('too_complex', `more than ${limits.maxObjects} objects`);
  const pages = flattenPageTree(document, limits.maxPages);
  if (pages.length === 0) throw new PaperRejected('empty', 'no pages');
  const signed = isSigned(document);
  const removed = defuse(document);
  const geometries = addWindow(document, pages, plan);
  writePageTree(document, pages);
  const saved = await document.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
  return { bytes: saved, pages: geometries, removed, signed };
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

function isSigned(document: PDFDocument): boolean {
  const { context, catalog } = document;
  const form = context.lookup(catalog.get(PDFName.of('AcroForm')));
  const fields = form instanceof PDFDict ? context.lookup(form.get(PDFName.of('Fields'))) : undefined;
  if (!(fields instanceof PDFArray)) return false;
  return fields.asArray().some((field) => {
    const dict = context.lookup(field);
    return dict instanceof PDFDict && dict.get(PDFName.of('FT')) === PDFName.of('Sig') && dict.has(PDFName.of('V'));
  });
}
