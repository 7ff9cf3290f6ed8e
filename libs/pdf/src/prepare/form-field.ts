import { PDFArray, PDFName, type PDFContext, type PDFDict, type PDFObject } from 'pdf-lib';
import { dictIn, entry, itemsOf, nameIn, textOf } from './lookups.js';

const MAX_DEPTH = 32;
/** More than any form field shows. */
const MAX_TEXT = 20_000;
/** Bits of /Ff (ISO 32000-1 §12.7.4). */
const MULTI_LINE = 1 << 12;
const PASSWORD = 1 << 13;
const RADIO = 1 << 15;

/** A field as its widget shows it; inherited entries found (ISO 32000-1 §12.7.3.1). */
export interface FormField {
  /** Text field or choice: the words to show; empty when nothing is filled in. */
  text: string;
  multiLine: boolean;
  /** 0 left, 1 centre, 2 right. */
  alignment: number;
  /** Default appearance: font size and colour as content operators. Untrusted. */
  defaultAppearance: string;
  button: 'check' | 'radio' | undefined;
  /** A button that is on. */
  on: boolean;
}

export function isFormField(annotation: PDFDict): boolean {
  return nameIn(annotation, 'Subtype') === 'Widget';
}

export function readField(widget: PDFDict, form: PDFDict | undefined): FormField {
  const inherited = (key: string): PDFObject | undefined => {
    let dict: PDFDict | undefined = widget;
    for (let depth = 0; dict && depth < MAX_DEPTH; depth++) {
      const value = entry(dict, key);
      if (value !== undefined) return value;
      dict = dictIn(dict, 'Parent');
    }
    return form && entry(form, key);
  };
  const number = (key: string): number => Number(String(inherited(key) ?? 0)) || 0;
  const type = inherited('FT');
  const kind = type instanceof PDFName ? type.decodeText() : '';
  const flags = number('Ff');
  const state = nameIn(widget, 'AS');
  return {
    text:
      kind === 'Tx' || kind === 'Ch' ? fieldText(widget.context, inherited('V'), kind === 'Ch' ? inherited('Opt') : undefined, flags) : '',
    multiLine: kind === 'Tx' && (flags & MULTI_LINE) !== 0,
    alignment: number('Q'),
    defaultAppearance: textOf(inherited('DA')) ?? '',
    button: kind === 'Btn' ? ((flags & RADIO) !== 0 ? 'radio' : 'check') : undefined,
    on: state !== undefined && state !== 'Off',
  };
}

function fieldText(context: PDFContext, value: PDFObject | undefined, options: PDFObject | undefined, flags: number): string {
  const chosen = value instanceof PDFArray ? itemsOf(context, value).map((item) => textOf(item) ?? '') : [textOf(value) ?? ''];
  const words = chosen
    .map((item) => shownFor(context, item, options))
    .join('\n')
    .replace(/\r\n?/g, '\n')
    .slice(0, MAX_TEXT);
  return (flags & PASSWORD) !== 0 && options === undefined ? '•'.repeat(words.length) : words;
}

/** A choice stores one string and shows another. */
function shownFor(context: PDFContext, chosen: string, options: PDFObject | undefined): string {
  if (!(options instanceof PDFArray)) return chosen;
  for (const pair of itemsOf(context, options)) {
    if (!(pair instanceof PDFArray)) continue;
    const [stored, shown] = itemsOf(context, pair).map(textOf);
    if (stored === chosen && shown !== undefined) return shown;
  }
  return chosen;
}
