import {
  decodePDFRawStream,
  PDFArray,
  PDFContentStream,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFStream,
  type PDFDocument,
} from 'pdf-lib';
import { stampPlacement, windowForm } from '../stamp/stamp-placement.js';
import { contentBalance, type ContentBalance } from './content-balance.js';
import { pageGeometry } from './page-geometry.js';
import type { FlatPage } from './page-tree.js';
import { PaperRejected, type PageGeometry } from './paper.types.js';

const BALANCED: ContentBalance = { underflow: 0, net: 0, openText: undefined };
/** No content stream is an image (ISO 32000-1 §7.4, table 6): a file that says so is made to make readers stumble. */
const IMAGE_FILTERS = /\/(JBIG2Decode|DCTDecode|JPXDecode|CCITTFaxDecode)\b/;

/** What the window of one file is called. */
export interface WindowPlan {
  /** Unique first bytes of the window; found again in the finished file. */
  marker: string;
  /** Bytes. */
  length: number;
  /** Name of the form in every page's resources; random, so that it never meets one that is there. */
  formName: string;
}

/**
 * Makes every page draw one shared form whose content is a blank, uncompressed window of fixed length. Whoever serves
 * the file later writes the reader's stamp over the window and changes nothing else. The stamp is marked as an artifact:
 * a screen reader does not read it on every page (ISO 32000-1 §14.8.2.2).
 */
export function addWindow(document: PDFDocument, pages: readonly FlatPage[], plan: WindowPlan): PageGeometry[] {
  const { context } = document;
  const form = context.register(windowForm(context, plan));
  const placements = new Map<string, PDFRef>();
  const placementOf = (geometry: PageGeometry): PDFRef => {
    const key = JSON.stringify(geometry);
    const made = placements.get(key) ?? context.register(stampPlacement(context, geometry, form));
    placements.set(key, made);
    return made;
  };
  const shared = new Map<string, PDFRef>();
  const contentStream = (operators: string): PDFRef => {
    const known = shared.get(operators);
    if (known) return known;
    const made = context.register(context.stream(operators));
    shared.set(operators, made);
    return made;
  };
  const ownResources = resourceCopier(document, plan.formName);
  return pages.map(({ dict }) => {
    const geometry = pageGeometry(dict);
    const streams = contentStreams(dict);
    const balance = streams.reduce((total, stream) => joinBalance(total, balanceOf(stream.stream)), BALANCED);
    const prologue = contentStream('q\n'.repeat(1 + balance.underflow));
    const restore = `${balance.openText ? 'ET\n' : ''}${'Q\n'.repeat(Math.max(0, 1 + balance.underflow + balance.net))}`;
    const epilogue = contentStream(`\n${restore}/Artifact BMC q /${plan.formName} Do Q EMC\n`);
    dict.set(PDFName.of('Contents'), context.obj([prologue, ...streams.map((stream) => stream.ref), epilogue]));
    dict.set(PDFName.of('Resources'), ownResources(dict, placementOf(geometry)));
    return geometry;
  });
}

/** Pages that shared their resources and look alike go on sharing one copy. */
function resourceCopier(document: PDFDocument, formName: string): (page: PDFDict, placement: PDFRef) => PDFRef {
  const { context } = document;
  const copies = new Map<PDFDict, Map<PDFRef, PDFRef>>();
  return (page, placement) => {
    const found = context.lookup(page.get(PDFName.of('Resources')));
    const original = found instanceof PDFDict ? found : context.obj({});
    const known = copies.get(original) ?? new Map<PDFRef, PDFRef>();
    copies.set(original, known);
    const made = known.get(placement) ?? context.register(withObject(original, formName, placement));
    known.set(placement, made);
    return made;
  };
}

function withObject(original: PDFDict, name: string, object: PDFRef): PDFDict {
  const { context } = original;
  const own = context.obj({});
  for (const [key, value] of original.entries()) own.set(key, value);
  const objects = context.obj({});
  const existing = context.lookup(own.get(PDFName.of('XObject')));
  if (existing instanceof PDFDict) for (const [key, value] of existing.entries()) objects.set(key, value);
  objects.set(PDFName.of(name), object);
  own.set(PDFName.of('XObject'), objects);
  return own;
}

function contentStreams(page: PDFDict): { ref: PDFRef; stream: PDFStream }[] {
  const { context } = page;
  const contents = page.get(PDFName.of('Contents'));
  const target = context.lookup(contents);
  const items = target instanceof PDFArray ? target.asArray() : contents ? [contents] : [];
  return items.flatMap((item) => {
    const stream = context.lookup(item);
    if (!(stream instanceof PDFStream)) return [];
    return [{ ref: item instanceof PDFRef ? item : context.register(stream), stream }];
  });
}

/**
 * Streams we cannot decode (damaged data) are taken to be balanced, as nearly all are.
 *
 * @throws PaperRejected `unreadable` for content that claims to be an image
 */
function balanceOf(stream: PDFStream): ContentBalance {
  if (IMAGE_FILTERS.test(String(stream.dict.get(PDFName.of('Filter')))))
    throw new PaperRejected('unreadable', 'page content is an image stream');
  try {
    if (stream instanceof PDFRawStream) return contentBalance(decodePDFRawStream(stream).decode());
    if (stream instanceof PDFContentStream) return contentBalance(stream.getUnencodedContents());
  } catch {
    // Fall through: see above.
  }
  return BALANCED;
}

function joinBalance(before: ContentBalance, after: ContentBalance): ContentBalance {
  return {
    underflow: Math.max(before.underflow, after.underflow - before.net),
    net: before.net + after.net,
    openText: after.openText ?? before.openText,
  };
}
