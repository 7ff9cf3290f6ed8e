/** How a content stream leaves the graphics state stack. */
export interface ContentBalance {
  /** How far it pops below where it began: this many `q` must stand before it. */
  underflow: number;
  /** Depth at its end, counted from its beginning; negative when it pops more than it pushes. */
  net: number;
  /** It ends inside a text object (`BT` without `ET`), where `q` and `Q` are not allowed; undefined when it has neither. */
  openText: boolean | undefined;
}

const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));

/**
 * Counts `q`, `Q`, `BT` and `ET` of a content stream, skipping strings, comments and inline images (ISO 32000-1 §7.8.2,
 * §8.4.2, §8.9.7). A page that leaves its state changed would turn or shrink the stamp drawn after it.
 */
export function contentBalance(content: Uint8Array): ContentBalance {
  let depth = 0;
  let lowest = 0;
  let openText: boolean | undefined;
  for (let at = 0; at < content.length;) {
    const byte = content[at] ?? 0;
    if (byte === 0x28) at = skipString(content, at);
    else if (byte === 0x25) at = skipLine(content, at);
    else if (byte === 0x3c && content[at + 1] !== 0x3c) at = skipTo(content, at, 0x3e);
    else if (WHITE.has(byte)) at++;
    else if (byte === 0x2f) at = skipWord(content, at + 1);
    else if (DELIMITERS.has(byte)) at++;
    else {
      const end = skipWord(content, at);
      const word = end - at <= 2 ? String.fromCharCode(...content.subarray(at, end)) : '';
      at = end;
      if (word === 'q') depth++;
      else if (word === 'Q') lowest = Math.min(lowest, --depth);
      else if (word === 'BT') openText = true;
      else if (word === 'ET') openText = false;
      else if (word === 'ID') at = skipInlineImage(content, at);
    }
  }
  return { underflow: Math.abs(lowest), net: depth, openText };
}

function skipWord(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && !WHITE.has(content[at] ?? 0) && !DELIMITERS.has(content[at] ?? 0)) at++;
  return at;
}

function skipLine(content: Uint8Array, from: number): number {
  let at = from;
  while (at < content.length && content[at] !== 10 && content[at] !== 13) at++;
  return at;
}

function skipTo(content: Uint8Array, from: number, byte: number): number {
  const at = content.indexOf(byte, from);
  return at < 0 ? content.length : at + 1;
}

function skipString(content: Uint8Array, from: number): number {
  let nesting = 0;
  for (let at = from; at < content.length; at++) {
    const byte = content[at];
    if (byte === 0x5c) at++;
    else if (byte === 0x28) nesting++;
    else if (byte === 0x29 && --nesting === 0) return at + 1;
  }
  return content.length;
}

/** Binary data up to `EI` between white space. */
function skipInlineImage(content: Uint8Array, from: number): number {
  for (let at = from + 1; at < content.length - 1; at++) {
    const ends = content[at] === 0x45 && content[at + 1] === 0x49;
    if (ends && WHITE.has(content[at - 1] ?? 0) && (at + 2 >= content.length || WHITE.has(content[at + 2] ?? 0))) return at + 2;
  }
  return content.length;
}
