import { constants, inflateSync } from 'node:zlib';
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFStream,
  type PDFContext,
  type PDFDocument,
  type PDFObject,
  type PDFRef,
} from 'pdf-lib';
import { contentBalance } from './content-balance.js';
import { dictIn, entry, nameIn, numberIn, resolve } from './lookups.js';
import type { FlatPage } from './page-tree.js';
import { PaperRejected, type PageGeometry } from './paper.types.js';

/** More graphics states than any program nests. */
const MAX_UNDERFLOW = 20_000;
/** What draws over the page's edge is cut by the page, never by the form's box. */
const OVERHANG = 1;
const DEVICE_SPACES = new Set(['DeviceGray', 'DeviceRGB', 'DeviceCMYK']);

/** The uploaded content of a page, closed off from what is drawn after it. */
export interface PageContent {
  /** Undefined for an empty page. */
  form: PDFRef | undefined;
  /** The page's transparency group, where it may stay the page's. */
  group: PDFDict | undefined;
}

/**
 * Makes a page's content a form of its own (ISO 32000-1 §8.10). Nothing it leaves open then reaches the stamp: no
 * transformation, clipping path, text object, string or inline image, no layer (`/OC … BDC` without `EMC`), and no
 * resource of the page that readers fall back to (such as a /DefaultRGB that makes everything white).
 *
 * @throws PaperRejected `unreadable` for content that cannot be decoded
 */
export function contentForms(document: PDFDocument, maxBytes: number): (page: FlatPage, geometry: PageGeometry) => PageContent {
  const { context } = document;
  const known = new Map<string, PDFRef>();
  const numbers = new Map<PDFObject, number>();
  /** Pages that look alike go on sharing one form. */
  const identity = (object: PDFObject | undefined): number => {
    if (!object) return -1;
    const number = numbers.get(object) ?? numbers.size;
    numbers.set(object, number);
    return number;
  };
  const layers = hasLayers(document);
  let joined = 0;
  return ({ dict: page }, { crop }) => {
    const { own: group, moved } = pageGroup(page);
    const streams = contentStreams(page);
    if (streams.length === 0) return { form: undefined, group };
    const resources = page.get(PDFName.of('Resources'));
    const structure = numberIn(page, 'StructParents');
    const key = JSON.stringify([streams.map(identity), identity(resolve(context, resources)), crop, identity(moved), structure]);
    const made =
      known.get(key) ??
      context.register(
        closed(context, streams, layers, (bytes) => {
          joined += bytes;
          if (joined > maxBytes) throw new PaperRejected('too_complex', 'content of the pages');
        }),
      );
    known.set(key, made);
    const { dict } = context.lookup(made, PDFStream);
    const { x, y, width, height } = crop;
    const entries: Record<string, PDFObject | undefined> = {
      Type: PDFName.of('XObject'),
      Subtype: PDFName.of('Form'),
      BBox: context.obj([x - OVERHANG, y - OVERHANG, x + width + OVERHANG, y + height + OVERHANG]),
      Resources: resolve(context, resources) instanceof PDFDict ? resources : context.obj({}),
      Group: moved,
      StructParents: structure === undefined ? undefined : context.obj(structure),
    };
    for (const [name, value] of Object.entries(entries)) if (value) dict.set(PDFName.of(name), value);
    return { form: made, group };
  };
}

/**
 * Keeps every form, glyph and pattern of the file from touching the stacks of whoever draws it (see
 * {@link contentBalance}).
 *
 * @throws PaperRejected `unreadable` for a form that cannot be decoded
 */
export function closeForms(document: PDFDocument): void {
  const { context } = document;
  const drawn = new Set<PDFObject>();
  for (const [, object] of context.enumerateIndirectObjects()) {
    const isDrawn =
      object instanceof PDFStream && (nameIn(object.dict, 'Subtype') === 'Form' || object.dict.has(PDFName.of('PatternType')));
    if (isDrawn) drawn.add(object);
    const glyphs = object instanceof PDFDict && nameIn(object, 'Subtype') === 'Type3' ? dictIn(object, 'CharProcs') : undefined;
    for (const glyph of glyphs?.values() ?? []) drawn.add(resolve(context, glyph) ?? glyph);
  }
  const layers = hasLayers(document);
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    if (!drawn.has(object) || !(object instanceof PDFRawStream)) continue;
    const { bytes, asStored } = decoded(object);
    const enclosed = enclose(bytes, layers);
    if (enclosed === bytes && asStored) continue;
    const made = context.flateStream(enclosed);
    for (const [key, value] of object.dict.entries()) {
      if (!['Filter', 'DecodeParms', 'Length'].includes(key.decodeText())) made.dict.set(key, value);
    }
    context.assign(ref, made);
  }
}

/** One stream of the page's content; the file's own bytes where they may stay. */
function closed(context: PDFContext, streams: readonly PDFRawStream[], layers: boolean, count: (bytes: number) => void): PDFStream {
  const contents = streams.map(decoded);
  const [stream, only] = [streams[0], contents[0]];
  if (contents.length === 1 && stream && only?.asStored && enclose(only.bytes, layers) === only.bytes) {
    const dict = context.obj({});
    for (const key of ['Filter', 'DecodeParms']) {
      const value = entry(stream.dict, key);
      if (value) dict.set(PDFName.of(key), value);
    }
    return PDFRawStream.of(dict, stream.contents);
  }
  const bytes = enclose(Buffer.concat(contents.flatMap((content) => [content.bytes, Buffer.from('\n')])), layers);
  count(bytes.length);
  return context.flateStream(bytes);
}

/**
 * Puts before and after content what keeps it to itself.
 *
 * @returns the same bytes where nothing is needed, as for nearly all
 */
function enclose(content: Uint8Array, layers: boolean): Uint8Array {
  const { underflow, closing } = contentBalance(content);
  // Marked content left open matters only where it may be a layer that is not shown.
  const after = layers && closing !== undefined ? `\n${closing}` : '';
  if (underflow > MAX_UNDERFLOW || after.length > MAX_UNDERFLOW * 4) throw new PaperRejected('too_complex', 'states of a content stream');
  if (underflow === 0 && after === '') return content;
  return Buffer.concat([Buffer.from('q\n'.repeat(underflow)), content, Buffer.from(after)]);
}

function hasLayers({ catalog }: PDFDocument): boolean {
  return entry(catalog, 'OCProperties') !== undefined;
}

/**
 * The bytes a reader will see. Predictors and image filters have no place in content (ISO 32000-1 §7.4, table 6): whoever
 * uses them wants readers to see different things.
 */
function decoded(stream: PDFRawStream): { bytes: Uint8Array; asStored: boolean } {
  const parameters = entry(stream.dict, 'DecodeParms');
  const all = parameters instanceof PDFArray ? parameters.asArray() : [parameters];
  const predicted = all.some((item) => {
    const dict = resolve(stream.dict.context, item);
    return dict instanceof PDFDict && (numberIn(dict, 'Predictor') ?? 1) > 1;
  });
  if (predicted) throw new PaperRejected('unreadable', 'predictor in page content');
  try {
    return { bytes: decodePDFRawStream(stream).decode(), asStored: true };
  } catch {
    return { bytes: salvaged(stream), asStored: false };
  }
}

/** What can be read of damaged data: all before the damage, as readers show it. */
function salvaged(stream: PDFRawStream): Uint8Array {
  const filter = nameIn(stream.dict, 'Filter');
  try {
    if (filter === 'FlateDecode') return inflateSync(stream.contents, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    // Refused below.
  }
  throw new PaperRejected('unreadable', 'content of a page');
}

function contentStreams(page: PDFDict): PDFRawStream[] {
  const contents = entry(page, 'Contents');
  const items = contents instanceof PDFArray ? contents.asArray().map((item) => resolve(page.context, item)) : [contents];
  return items.filter((item) => item instanceof PDFRawStream);
}

/**
 * A page's group decides how all of the page is blended, the stamp too: a plain one may stay, any other (knockout, a
 * colour space of its own) becomes the group of the uploaded content alone.
 */
function pageGroup(page: PDFDict): { own?: PDFDict; moved?: PDFDict } {
  const { context } = page;
  const group = dictIn(page, 'Group');
  if (!group || nameIn(group, 'S') !== 'Transparency') return {};
  const space = group.get(PDFName.of('CS'));
  const flag = (key: string): boolean => String(entry(group, key)) === 'true';
  const clean = context.obj({ Type: 'Group', S: 'Transparency', I: flag('I'), K: flag('K') });
  if (space) clean.set(PDFName.of('CS'), space);
  const plain = !flag('K') && (!space || DEVICE_SPACES.has(nameIn(group, 'CS') ?? ''));
  return plain ? { own: clean } : { moved: clean };
}
