import { PDFArray, PDFDict, PDFName, PDFStream, type PDFDocument, type PDFObject } from 'pdf-lib';
import type { RemovedFeature } from './paper.types.js';

/** Actions that run code, leave the document or send data (ISO 32000-1 §12.6.4); links inside the paper stay. */
const ACTIONS = new Map<string, RemovedFeature>([
  ['JavaScript', 'javascript'],
  ['Rendition', 'movie'],
  ['Movie', 'movie'],
  ['Sound', 'movie'],
  ['Launch', 'launch'],
  ['SubmitForm', 'submitForm'],
  ['ImportData', 'importData'],
  ['GoToR', 'remoteGoTo'],
  ['GoToE', 'remoteGoTo'],
  ['Thread', 'remoteGoTo'],
  ['URI', 'uri'],
  ['RichMediaExecute', 'richMedia'],
  ['GoTo3DView', 'threeD'],
]);
const ANNOTATIONS = new Map<string, RemovedFeature>([
  ['RichMedia', 'richMedia'],
  ['Movie', 'movie'],
  ['Sound', 'movie'],
  ['Screen', 'movie'],
  ['3D', 'threeD'],
  ['FileAttachment', 'embeddedFiles'],
]);
const CATALOG_KEYS: [string, RemovedFeature][] = [
  ['OpenAction', 'openAction'],
  ['AA', 'additionalActions'],
  ['AF', 'embeddedFiles'],
  ['Collection', 'embeddedFiles'],
  ['URI', 'uri'],
];
const NAME_TREES: [string, RemovedFeature][] = [
  ['JavaScript', 'javascript'],
  ['EmbeddedFiles', 'embeddedFiles'],
];

/**
 * Takes everything active out of a document, wherever it hangs. References are cut at the holder: what nobody holds any
 * more is dropped when the file is rewritten.
 */
export function defuse(document: PDFDocument): RemovedFeature[] {
  const removed = new Set<RemovedFeature>();
  const { context, catalog } = document;
  const cut = (holder: PDFDict, key: string, feature: RemovedFeature): void => {
    if (holder.delete(PDFName.of(key))) removed.add(feature);
  };
  for (const [key, feature] of CATALOG_KEYS) {
    // A destination is harmless: open at page 3 stays, "do this" goes.
    if (key === 'OpenAction' && context.lookup(catalog.get(PDFName.of(key))) instanceof PDFArray) continue;
    cut(catalog, key, feature);
  }
  const names = context.lookup(catalog.get(PDFName.of('Names')));
  if (names instanceof PDFDict) for (const [key, feature] of NAME_TREES) cut(names, key, feature);
  const form = context.lookup(catalog.get(PDFName.of('AcroForm')));
  if (form instanceof PDFDict) {
    cut(form, 'XFA', 'xfa');
    // Calculation order: only scripts use it.
    form.delete(PDFName.of('CO'));
  }
  const lookup = (value: PDFObject): PDFObject | undefined => context.lookup(value);
  for (const [, object] of context.enumerateIndirectObjects()) defuseObject(object, lookup, removed, 0);
  return [...removed].sort();
}

function defuseObject(
  object: PDFObject,
  lookup: (value: PDFObject) => PDFObject | undefined,
  removed: Set<RemovedFeature>,
  depth: number,
): void {
  if (depth > 100) return;
  const container = object instanceof PDFStream ? object.dict : object;
  if (container instanceof PDFArray) {
    for (let i = container.size() - 1; i >= 0; i--) {
      const item = container.get(i);
      const feature = danger(lookup(item));
      if (feature) {
        container.remove(i);
        removed.add(feature);
      } else if (item instanceof PDFDict || item instanceof PDFArray) defuseObject(item, lookup, removed, depth + 1);
    }
  } else if (container instanceof PDFDict) {
    for (const [key, value] of container.entries()) {
      const target = lookup(value);
      const feature = danger(target) ?? entryDanger(key.decodeText(), target, lookup);
      if (feature) {
        container.delete(key);
        removed.add(feature);
      } else if (value instanceof PDFDict || value instanceof PDFArray) defuseObject(value, lookup, removed, depth + 1);
    }
  }
}

/** What kind of danger an object is in itself. */
function danger(target: PDFObject | undefined): RemovedFeature | undefined {
  if (!(target instanceof PDFDict)) return undefined;
  const action = nameOf(target, 'S');
  const isAction = action !== undefined && ACTIONS.has(action) && nameOf(target, 'Type') !== 'StructElem' && !target.has(PDFName.of('K'));
  if (isAction) return ACTIONS.get(action);
  const subtype = nameOf(target, 'Subtype');
  return subtype !== undefined && target.has(PDFName.of('Rect')) ? ANNOTATIONS.get(subtype) : undefined;
}

/** What is dangerous because of the key it hangs on. A font may be called /AA: only a dictionary of actions counts. */
function entryDanger(
  key: string,
  target: PDFObject | undefined,
  lookup: (value: PDFObject) => PDFObject | undefined,
): RemovedFeature | undefined {
  if (key === 'AA' && target instanceof PDFDict) {
    const values = target.values().map(lookup);
    return values.every((value) => value instanceof PDFDict && nameOf(value, 'S') !== undefined) ? 'additionalActions' : undefined;
  }
  if (key === 'EF' && target instanceof PDFDict) return 'embeddedFiles';
  if (key === 'AF' && (target instanceof PDFArray || target instanceof PDFDict)) return 'embeddedFiles';
  if (key === 'XFA') return 'xfa';
  return undefined;
}

function nameOf(dict: PDFDict, key: string): string | undefined {
  const value = dict.get(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
}
