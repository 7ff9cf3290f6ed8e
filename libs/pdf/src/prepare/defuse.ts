import { PDFArray, PDFDict, PDFName, PDFStream, type PDFDocument, type PDFObject } from 'pdf-lib';
import { cleanAction, cleanNamedTarget, cleanTarget, type IsPage } from './destinations.js';
import { dictIn, dictionaryOf, entry, isString, keepOnly, nameIn, resolve } from './lookups.js';
import type { RemovedFeature } from './paper.types.js';

/** Actions that run code, leave the document or send data (ISO 32000-1 §12.6.4). */
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
/** What such an action does it with. */
const ACTION_KEYS = ['JS', 'URI', 'F', 'Win', 'Mac', 'Unix', 'Next', 'D', 'T', 'OP', 'AN', 'R', 'TA', 'TI', 'TU', 'Sound', 'Fields', 'CMD'];
/** A structure type without meaning: what an action becomes, and harmless where a paper's own tag has an action's name. */
const INERT = PDFName.of('Span');

/** All a reading copy needs of the catalog (ISO 32000-1 §7.7.2); forms, signatures, attachments and actions are not in it. */
const CATALOG_KEYS = new Set([
  'Type',
  'Version',
  'Extensions',
  'Pages',
  'PageLabels',
  'Names',
  'Dests',
  'ViewerPreferences',
  'PageLayout',
  'PageMode',
  'Outlines',
  'OpenAction',
  'Metadata',
  'StructTreeRoot',
  'MarkInfo',
  'Lang',
  'OutputIntents',
  'OCProperties',
]);
/** Reading direction and title bar; what else there is cuts the page as seen or changes the window. */
const PREFERENCES = new Set(['Direction', 'DisplayDocTitle']);
const PAGE_MODES = new Set(['UseNone', 'UseOutlines', 'UseThumbs', 'UseOC']);
const OUTLINE_KEYS = new Set(['Title', 'Parent', 'Prev', 'Next', 'First', 'Last', 'Count', 'Dest', 'A', 'C', 'F', 'SE']);
const NAME_NODE_KEYS = new Set(['Kids', 'Names', 'Limits']);

/**
 * Makes what acts inert wherever it stands. Objects are changed in place, so that whoever else holds one holds the
 * harmless one. This is the first of two guards; the second is that the places from which a reader starts an action keep
 * a positive list only: see {@link cleanCatalog}, `annotations.ts` and `add-window.ts`.
 */
export function disarmObjects(document: PDFDocument): Set<RemovedFeature> {
  const removed = new Set<RemovedFeature>();
  for (const [, object] of document.context.enumerateIndirectObjects()) disarm(object, removed);
  return removed;
}

/** Looks at every dictionary inside one indirect object; what it refers to has its own turn. */
function disarm(object: PDFObject, removed: Set<RemovedFeature>): void {
  const waiting: PDFObject[] = [object];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value instanceof PDFArray) for (const item of value.asArray()) waiting.push(item);
    const dict = dictionaryOf(value);
    if (!dict) continue;
    disarmAction(dict, removed);
    for (const [key, item] of dict.entries()) {
      const feature = entryDanger(key.decodeText(), resolve(dict.context, item));
      if (feature) {
        dict.delete(key);
        removed.add(feature);
      } else waiting.push(item);
    }
    if (value instanceof PDFStream) {
      // Data in another file (or, to some readers, another filter); a page of another file; what a printer puts in place.
      for (const key of ['F', 'FFilter', 'FDecodeParms', 'DP', 'Ref', 'OPI', 'PS']) dict.delete(PDFName.of(key));
    }
  }
}

function disarmAction(dict: PDFDict, removed: Set<RemovedFeature>): void {
  const kind = nameIn(dict, 'S');
  const feature = kind === undefined ? undefined : ACTIONS.get(kind);
  if (!feature) return;
  removed.add(feature);
  dict.set(PDFName.of('S'), INERT);
  for (const key of ACTION_KEYS) dict.delete(PDFName.of(key));
}

/** What is dangerous because of the key it hangs on. A font or a picture may be called /AA or /JS: those stay. */
function entryDanger(key: string, target: PDFObject | undefined): RemovedFeature | undefined {
  switch (key) {
    case 'AA':
      return target instanceof PDFDict && target.values().some((value) => isAction(resolve(target.context, value)))
        ? 'additionalActions'
        : undefined;
    case 'JS':
      return isString(target) || (target instanceof PDFStream && !isResource(target)) ? 'javascript' : undefined;
    case 'URI':
      return isString(target) ? 'uri' : undefined;
    case 'EF':
      return target instanceof PDFDict ? 'embeddedFiles' : undefined;
    case 'AF':
      return target instanceof PDFArray || target instanceof PDFDict ? 'embeddedFiles' : undefined;
    case 'XFA':
      return 'xfa';
    default:
      return undefined;
  }
}

function isAction(value: PDFObject | undefined): boolean {
  return value instanceof PDFDict && nameIn(value, 'S') !== undefined;
}

function isResource({ dict }: PDFStream): boolean {
  return ['Image', 'Form'].includes(nameIn(dict, 'Subtype') ?? '') || dict.has(PDFName.of('PatternType'));
}

/** "Open at page 3" stays, "do this" goes. */
function cleanOpening({ context }: PDFDocument, value: PDFObject | undefined, isPage: IsPage): PDFObject | undefined {
  const found = resolve(context, value);
  return found instanceof PDFDict ? cleanAction(found, isPage) : cleanNamedTarget(context, found, isPage);
}

/** Leaves of the catalog, the named places and the bookmarks what a reading copy needs. */
export function cleanCatalog(document: PDFDocument, isPage: IsPage): Set<RemovedFeature> {
  const { catalog, context } = document;
  const removed = new Set<RemovedFeature>();
  const openAction = catalog.get(PDFName.of('OpenAction'));
  const opens = cleanOpening(document, openAction, isPage);
  if (openAction && !opens) removed.add('openAction');
  if (catalog.has(PDFName.of('Collection'))) removed.add('embeddedFiles');
  if (catalog.has(PDFName.of('URI'))) removed.add('uri');
  const names = dictIn(catalog, 'Names');
  if (names?.has(PDFName.of('JavaScript'))) removed.add('javascript');
  if (names?.has(PDFName.of('EmbeddedFiles'))) removed.add('embeddedFiles');
  keepOnly(catalog, CATALOG_KEYS);
  const put = (key: string, value: PDFObject | undefined): void => {
    if (value) catalog.set(PDFName.of(key), value);
    else catalog.delete(PDFName.of(key));
  };
  put('OpenAction', opens);
  const places = names?.get(PDFName.of('Dests'));
  if (places) cleanNameTree(resolve(context, places), isPage);
  put('Names', places && context.obj({ Dests: places }));
  const mode = nameIn(catalog, 'PageMode');
  if (mode !== undefined && !PAGE_MODES.has(mode)) put('PageMode', undefined);
  const preferences = dictIn(catalog, 'ViewerPreferences');
  if (preferences) keepOnly(preferences, PREFERENCES);
  const old = dictIn(catalog, 'Dests');
  if (old) {
    for (const [name, value] of old.entries()) {
      const place = cleanNamedTarget(context, value, isPage);
      if (place) old.set(name, place);
      else old.delete(name);
    }
  }
  cleanOutline(entry(catalog, 'Outlines'), isPage);
  return removed;
}

function cleanNameTree(root: PDFObject | undefined, isPage: IsPage): void {
  const seen = new Set<PDFObject>();
  const waiting = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (!(node instanceof PDFDict) || seen.has(node)) continue;
    seen.add(node);
    const { context } = node;
    keepOnly(node, NAME_NODE_KEYS);
    const kids = entry(node, 'Kids');
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) waiting.push(resolve(context, kid));
    const pairs = entry(node, 'Names');
    if (!(pairs instanceof PDFArray)) continue;
    const clean: PDFObject[] = [];
    for (let i = 0; i + 1 < pairs.size(); i += 2) {
      const [name, place] = [resolve(context, pairs.get(i)), cleanNamedTarget(context, pairs.get(i + 1), isPage)];
      if (name && isString(name) && place) clean.push(name, place);
    }
    node.set(PDFName.of('Names'), context.obj(clean));
  }
}

function cleanOutline(root: PDFObject | undefined, isPage: IsPage): void {
  const seen = new Set<PDFObject>();
  const waiting = [root];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (!(item instanceof PDFDict) || seen.has(item)) continue;
    seen.add(item);
    const target = cleanTarget(item, isPage);
    keepOnly(item, OUTLINE_KEYS);
    item.delete(PDFName.of('A'));
    item.delete(PDFName.of('Dest'));
    if (target) item.set(PDFName.of(target.key), target.value);
    waiting.push(entry(item, 'First'), entry(item, 'Next'));
  }
}
