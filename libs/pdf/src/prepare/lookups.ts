import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRef,
  PDFStream,
  PDFString,
  type PDFContext,
  type PDFObject,
} from 'pdf-lib';

/** An object that is only a reference to another one may stand anywhere; longer chains are made to hide something. */
const MAX_CHAIN = 32;
/** Past this no coordinate means anything on paper. */
const MAX_NUMBER = 1e6;

/** What a value stands for: references are followed, however many stand in a row. */
export function resolve(context: PDFContext, value: PDFObject | undefined): PDFObject | undefined {
  let found = value;
  for (let i = 0; found instanceof PDFRef && i < MAX_CHAIN; i++) found = context.lookup(found);
  return found instanceof PDFRef ? undefined : found;
}

/** The last reference before the object itself; undefined for a direct object. */
export function refOf(context: PDFContext, value: PDFObject | undefined): PDFRef | undefined {
  let found = value;
  let last: PDFRef | undefined;
  for (let i = 0; found instanceof PDFRef && i < MAX_CHAIN; i++) {
    last = found;
    found = context.lookup(found);
  }
  return found === undefined || found instanceof PDFRef ? undefined : last;
}

export function entry(dict: PDFDict, key: string): PDFObject | undefined {
  return resolve(dict.context, dict.get(PDFName.of(key)));
}

export function dictIn(dict: PDFDict, key: string): PDFDict | undefined {
  const value = entry(dict, key);
  return value instanceof PDFDict ? value : undefined;
}

/** The items of an array, references followed; empty where there is none. */
export function itemsIn(dict: PDFDict, key: string): (PDFObject | undefined)[] {
  const value = entry(dict, key);
  return value instanceof PDFArray ? itemsOf(dict.context, value) : [];
}

export function itemsOf(context: PDFContext, array: PDFArray): (PDFObject | undefined)[] {
  return array.asArray().map((item) => resolve(context, item));
}

/** A name, its escapes (`#4A`) undone. */
export function nameIn(dict: PDFDict, key: string): string | undefined {
  const value = entry(dict, key);
  return value instanceof PDFName ? value.decodeText() : undefined;
}

export function numberIn(dict: PDFDict, key: string): number | undefined {
  const value = entry(dict, key);
  return value instanceof PDFNumber ? sane(value.asNumber()) : undefined;
}

/** The numbers of an array; undefined unless it holds nothing but numbers, and at least `least` of them. */
export function numbersIn(dict: PDFDict, key: string, least = 1): number[] | undefined {
  const value = entry(dict, key);
  return value instanceof PDFArray ? numbersOf(dict.context, value, least) : undefined;
}

export function numbersOf(context: PDFContext, array: PDFArray, least = 1): number[] | undefined {
  const items = itemsOf(context, array);
  if (items.length < least || !items.every((item) => item instanceof PDFNumber)) return undefined;
  return items.map((item) => sane(item.asNumber()));
}

/** The words of a text string. */
export function textOf(value: PDFObject | undefined): string | undefined {
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
}

export function isString(value: PDFObject | undefined): boolean {
  return value instanceof PDFString || value instanceof PDFHexString;
}

/** The dictionary of a dictionary or a stream. */
export function dictionaryOf(value: PDFObject | undefined): PDFDict | undefined {
  return value instanceof PDFStream ? value.dict : value instanceof PDFDict ? value : undefined;
}

/** Leaves only the given keys. */
export function keepOnly(dict: PDFDict, keys: ReadonlySet<string>): void {
  for (const key of dict.keys()) if (!keys.has(key.decodeText())) dict.delete(key);
}

function sane(value: number): number {
  return Number.isFinite(value) ? Math.min(MAX_NUMBER, Math.max(-MAX_NUMBER, value)) : 0;
}
