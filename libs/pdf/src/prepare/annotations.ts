import { PDFArray, PDFDict, PDFName, PDFStream, type PDFDocument, type PDFObject, type PDFRef } from 'pdf-lib';
import { drawnAppearance } from './drawn-appearance.js';
import { cleanTarget, type IsPage } from './destinations.js';
import { dictIn, dictionaryOf, entry, keepOnly, nameIn, numberIn, numbersIn, numbersOf, refOf, resolve } from './lookups.js';
import type { FlatPage } from './page-tree.js';
import { pageGeometry } from './page-geometry.js';
import type { RemovedFeature } from './paper.types.js';
import { isFormField, readField } from './form-field.js';

/** Bits of /F (ISO 32000-1 §12.5.3, table 165) by which an annotation is not seen on screen. */
const HIDDEN = 2;
const NO_VIEW = 32;

const ACTIVE = new Map<string, RemovedFeature>([
  ['RichMedia', 'richMedia'],
  ['Movie', 'movie'],
  ['Sound', 'movie'],
  ['Screen', 'movie'],
  ['3D', 'threeD'],
  ['FileAttachment', 'embeddedFiles'],
]);
/** All that is left of a link. */
const LINK_KEYS = new Set(['Type', 'Subtype', 'Rect', 'QuadPoints', 'Contents', 'StructParent', 'Lang']);

/** One appearance to be painted as part of the page. */
export interface Painted {
  form: PDFRef;
  /** From the form's space to the page's. */
  matrix: readonly number[];
  /** Darkens what lies under it, as a marker pen does; it can never cover it. */
  multiply: boolean;
}

/** What becomes of a page's annotations. */
export interface PageAnnotations {
  painted: Painted[];
  links: PDFRef[];
}

/**
 * Turns annotations into page content. Whatever is painted by an annotation is painted after the page, over the stamp;
 * so what is seen of notes, drawings and filled forms becomes part of the page, inner links stay as invisible areas, and
 * the rest is dropped. The dictionaries are emptied in place: other objects (the structure tree) may hold them too.
 */
export function flattenAnnotations(
  document: PDFDocument,
  pages: readonly FlatPage[],
  isPage: IsPage,
  removed: Set<RemovedFeature>,
): PageAnnotations[] {
  const { context, catalog } = document;
  const form = dictIn(catalog, 'AcroForm');
  const links = new Map<PDFDict, Map<string, PDFObject>>();
  const others = new Set<PDFDict>();
  const results = pages.map(({ dict: page }): PageAnnotations => {
    const result: PageAnnotations = { painted: [], links: [] };
    const annotations = entry(page, 'Annots');
    if (!(annotations instanceof PDFArray)) return result;
    const { crop } = pageGeometry(page);
    for (const value of annotations.asArray()) {
      const annotation = dictionaryOf(resolve(context, value));
      // A page can be its own annotation only in a file made to confuse.
      if (!annotation || isPage(annotation)) continue;
      const subtype = nameIn(annotation, 'Subtype') ?? '';
      const feature = ACTIVE.get(subtype);
      if (feature) removed.add(feature);
      if (isSeen(annotation, subtype)) {
        const painted = appearanceOf(document, annotation, form, crop);
        if (painted) result.painted.push({ ...painted, multiply: subtype === 'Highlight' });
      }
      const target = subtype === 'Link' ? cleanTarget(annotation, isPage) : undefined;
      const rectangle = numbersIn(annotation, 'Rect', 4)?.slice(0, 4);
      if (target && rectangle) {
        links.set(annotation, linkEntries(annotation, rectangle, target));
        result.links.push(refOf(context, value) ?? context.register(annotation));
      } else others.add(annotation);
    }
    return result;
  });
  for (const annotation of others) if (!links.has(annotation)) keepOnly(annotation, new Set());
  for (const [link, entries] of links) {
    keepOnly(link, new Set());
    for (const [key, value] of entries) link.set(PDFName.of(key), value);
  }
  return results;
}

function isSeen(annotation: PDFDict, subtype: string): boolean {
  const flags = numberIn(annotation, 'F') ?? 0;
  return subtype !== 'Popup' && (flags & (HIDDEN | NO_VIEW)) === 0;
}

function linkEntries(link: PDFDict, rectangle: number[], target: { key: string; value: PDFObject }): Map<string, PDFObject> {
  const { context } = link;
  const kept = link.entries().filter(([key]) => LINK_KEYS.has(key.decodeText()));
  const entries = new Map(kept.map(([key, value]): [string, PDFObject] => [key.decodeText(), value]));
  // A border as wide as the page would be painted over the stamp.
  return entries
    .set('Type', PDFName.of('Annot'))
    .set('Subtype', PDFName.of('Link'))
    .set('Rect', context.obj(rectangle))
    .set('Border', context.obj([0, 0, 0]))
    .set(target.key, target.value);
}

/** The appearance a reader would show: the file's own, else one we draw where readers are used to draw one. */
function appearanceOf(
  document: PDFDocument,
  annotation: PDFDict,
  form: PDFDict | undefined,
  crop: Parameters<typeof drawnAppearance>[3],
): Omit<Painted, 'multiply'> | undefined {
  const { context } = document;
  const stale = form !== undefined && String(entry(form, 'NeedAppearances')) === 'true' && isFormField(annotation);
  const own = ownAppearance(annotation);
  const drawn = own && !(stale && readField(annotation, form).text) ? undefined : drawnAppearance(context, annotation, form, crop);
  if (drawn) return { form: wrapped(document, drawn, annotation), matrix: [1, 0, 0, 1, 0, 0] };
  const rectangle = numbersIn(annotation, 'Rect', 4);
  if (!own || !rectangle) return undefined;
  const stream = resolve(context, own);
  if (!(stream instanceof PDFStream)) return undefined;
  const kind = nameIn(stream.dict, 'Subtype');
  if (kind !== undefined && kind !== 'Form') return undefined;
  stream.dict.set(PDFName.of('Type'), PDFName.of('XObject'));
  stream.dict.set(PDFName.of('Subtype'), PDFName.of('Form'));
  const defaults = form?.get(PDFName.of('DR'));
  if (defaults && !stream.dict.has(PDFName.of('Resources'))) stream.dict.set(PDFName.of('Resources'), defaults);
  return { form: wrapped(document, own, annotation), matrix: placement(stream.dict, rectangle) };
}

/** The normal appearance; of several, the one for the state it is in (ISO 32000-1 §12.5.5). */
function ownAppearance(annotation: PDFDict): PDFRef | undefined {
  const { context } = annotation;
  const normal = dictIn(annotation, 'AP')?.get(PDFName.of('N'));
  const found = resolve(context, normal);
  if (found instanceof PDFStream) return refOf(context, normal);
  const state = nameIn(annotation, 'AS');
  if (!(found instanceof PDFDict) || state === undefined) return undefined;
  const value = found.get(PDFName.of(state));
  return resolve(context, value) instanceof PDFStream ? refOf(context, value) : undefined;
}

/** Content that is shown only with its layer stays so. */
function wrapped({ context }: PDFDocument, form: PDFRef, annotation: PDFDict): PDFRef {
  const layer = annotation.get(PDFName.of('OC'));
  const stream = context.lookup(form);
  if (!layer || !(stream instanceof PDFStream)) return form;
  const box = transformedBox(stream.dict);
  const dict = { Type: 'XObject', Subtype: 'Form', BBox: box, Resources: { XObject: { A: form } }, OC: layer };
  return context.register(context.stream('/A Do', dict));
}

/** Algorithm 8 of ISO 32000-1 §12.5.5: the box of the appearance, once its own matrix has turned it, fills the rectangle. */
function placement(form: PDFDict, rectangle: readonly number[]): number[] {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = rectangle;
  const [left, bottom, width, height] = [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1)];
  const [fromX = 0, fromY = 0, toX = 0, toY = 0] = transformedBox(form);
  if (toX <= fromX || toY <= fromY) return [1, 0, 0, 1, left, bottom];
  const [scaleX, scaleY] = [width / (toX - fromX), height / (toY - fromY)];
  return [scaleX, 0, 0, scaleY, left - fromX * scaleX, bottom - fromY * scaleY];
}

function transformedBox(form: PDFDict): number[] {
  const box = entry(form, 'BBox');
  const [x1 = 0, y1 = 0, x2 = 1, y2 = 1] = (box instanceof PDFArray ? numbersOf(form.context, box, 4) : undefined) ?? [];
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = numbersIn(form, 'Matrix', 6) ?? [];
  const corners = [x1, x2].flatMap((x) => [y1, y2].map((y): [number, number] => [a * x + c * y + e, b * x + d * y + f]));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}
