import { PDFArray, PDFDict, PDFName, PDFNull, PDFNumber, PDFString, PDFHexString, type PDFContext, type PDFObject } from 'pdf-lib';
import { dictIn, entry, nameIn, refOf, resolve } from './lookups.js';

const FITS = new Set(['XYZ', 'Fit', 'FitH', 'FitV', 'FitR', 'FitB', 'FitBH', 'FitBV']);
/** The named actions every reader must know (ISO 32000-1 §12.6.4.11); all others are commands of one program. */
const NAMED = new Set(['NextPage', 'PrevPage', 'FirstPage', 'LastPage']);

/** Tells whether a dictionary is a page of this paper. */
export type IsPage = (value: PDFDict) => boolean;

/**
 * A place in this paper, written anew (ISO 32000-1 §12.3.2): a page and how it is shown, or the name of one.
 *
 * @returns undefined for anything else
 */
export function cleanDestination(context: PDFContext, value: PDFObject | undefined, isPage: IsPage): PDFObject | undefined {
  const found = resolve(context, value);
  if (found instanceof PDFName || found instanceof PDFString || found instanceof PDFHexString) return found;
  return found instanceof PDFArray ? explicit(context, found, isPage) : undefined;
}

/** What a name stands for: a place, or a dictionary with one in /D. */
export function cleanNamedTarget(context: PDFContext, value: PDFObject | undefined, isPage: IsPage): PDFArray | undefined {
  const found = resolve(context, value);
  const target = found instanceof PDFDict ? entry(found, 'D') : found;
  return target instanceof PDFArray ? explicit(context, target, isPage) : undefined;
}

/** The dictionary entry by which a holder (a link, a bookmark) goes to a place of this paper; undefined when it does not. */
export function cleanTarget(holder: PDFDict, isPage: IsPage): { key: 'A' | 'Dest'; value: PDFObject } | undefined {
  const { context } = holder;
  const action = dictIn(holder, 'A');
  if (action) {
    const value = cleanAction(action, isPage);
    return value && { key: 'A', value };
  }
  const value = cleanDestination(context, holder.get(PDFName.of('Dest')), isPage);
  return value && { key: 'Dest', value };
}

/**
 * An action is judged by the place it hangs at: whatever else it says of itself (a /Type, a /K), only two kinds are
 * copied, with the two entries they need. What follows it (/Next) is not.
 */
export function cleanAction(action: PDFDict, isPage: IsPage): PDFDict | undefined {
  const { context } = action;
  const kind = nameIn(action, 'S');
  if (kind === 'GoTo') {
    const place = cleanDestination(context, action.get(PDFName.of('D')), isPage);
    return place && context.obj({ S: 'GoTo', D: place });
  }
  const name = nameIn(action, 'N');
  return kind === 'Named' && name !== undefined && NAMED.has(name) ? context.obj({ S: 'Named', N: name }) : undefined;
}

function explicit(context: PDFContext, array: PDFArray, isPage: IsPage): PDFArray | undefined {
  const [first, second, ...rest] = array.asArray();
  const page = resolve(context, first);
  const target = page instanceof PDFDict && isPage(page) ? refOf(context, first) : page instanceof PDFNumber ? page : undefined;
  const fit = resolve(context, second);
  if (!target || !(fit instanceof PDFName) || !FITS.has(fit.decodeText())) return undefined;
  const numbers = rest.slice(0, 4).map((item) => {
    const value = resolve(context, item);
    return value instanceof PDFNumber ? value : PDFNull;
  });
  return context.obj([target, fit, ...numbers]);
}
