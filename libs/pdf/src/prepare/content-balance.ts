const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
const [LOWER_Q, UPPER_Q] = [0x71, 0x51];
const [PARENTHESIS, PERCENT, SLASH] = [0x28, 0x25, 0x2f];
const [LESS, GREATER, BRACKET, END_BRACKET] = [0x3c, 0x3e, 0x5b, 0x5d];

/**
 * How far a content stream may pop the graphics state stack below where it began (ISO 32000-1 §8.4.2), at worst. A form
 * has a stack of its own, but pdf.js lets it empty its caller's: this many `q` at its beginning keep it inside.
 *
 * Never too few. Readers disagree on where words end (`QQ` is two operators to pdf.js) and where an inline image ends,
 * so every Q outside a string, name or comment counts; with an inline image, or brackets that do not match, every Q at
 * all counts and no q does.
 */
export function stateUnderflow(content: Uint8Array): number {
  const open: number[] = [];
  let depth = 0;
  let lowest = 0;
  for (let at = 0; at < content.length;) {
    const byte = content[at] ?? 0;
    const doubled = content[at + 1] === byte;
    if (byte === PARENTHESIS) at = skipString(content, at);
    else if (byte === PERCENT) at = skipLine(content, at);
    else if (byte === SLASH) at = skipWord(content, at + 1);
    else if (byte === LESS && !doubled) at = skipTo(content, at, GREATER);
    else if (byte === LESS || byte === BRACKET) {
      // A q in an array or dictionary is no operator.
      open.push(byte);
      at += byte === LESS ? 2 : 1;
    } else if ((byte === GREATER && doubled) || byte === END_BRACKET) {
      if (open.pop() !== (byte === GREATER ? LESS : BRACKET)) return countUpperQ(content);
      at += byte === GREATER ? 2 : 1;
    } else if (WHITE.has(byte) || DELIMITERS.has(byte)) at++;
    else {
      const end = skipWord(content, at);
      if (hasInlineImage(content, at, end)) return countUpperQ(content);
      if (end - at === 1 && byte === LOWER_Q && open.length === 0) depth++;
      else for (; at < end; at++) if (content[at] === UPPER_Q) lowest = Math.min(lowest, --depth);
      at = end;
    }
  }
  return Math.abs(lowest);
}

/** A word with `BI` or `ID` in it; glued to a number or another operator, some readers still see it. */
function hasInlineImage(content: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + 1 < to; at++) {
    const [first, second] = [content[at], content[at + 1]];
    if ((first === 0x42 && second === 0x49) || (first === 0x49 && second === 0x44)) return true;
  }
  return false;
}

function countUpperQ(content: Uint8Array): number {
  let count = 0;
  for (let at = content.indexOf(UPPER_Q); at >= 0; at = content.indexOf(UPPER_Q, at + 1)) count++;
  return count;
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
