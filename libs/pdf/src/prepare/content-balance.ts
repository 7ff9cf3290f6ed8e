const WHITE = new Set([0, 9, 10, 12, 13, 32]);
const DELIMITERS = new Set(Array.from('()<>[]{}/%', (character) => character.charCodeAt(0)));
/** No operator is longer. */
const MAX_OPERATOR = 3;
const UPPER_Q = 0x51;
const [PARENTHESIS, END_PARENTHESIS, PERCENT, SLASH] = [0x28, 0x29, 0x25, 0x2f];
const [LESS, GREATER, BRACKET, END_BRACKET] = [0x3c, 0x3e, 0x5b, 0x5d];

/** What a content stream must be given so that nothing of it reaches its caller. */
export interface ContentBalance {
  /** How far it may pop the graphics state stack below where it began: this many `q` belong before it. */
  underflow: number;
  /** What belongs after it to close marked content it leaves open; undefined for nearly every stream. */
  closing: string | undefined;
}

/**
 * How a content stream leaves the stacks of its reader, at worst (ISO 32000-1 §8.4.2, §14.6). A form has stacks of its
 * own; but pdf.js lets it empty the graphics states of its caller, and poppler lets marked content it has left open (a
 * hidden layer) go on.
 *
 * Never too little. Readers disagree on where words end (`QQ` is two operators to pdf.js) and where an inline image ends,
 * so every Q outside a string, name or comment counts; with an inline image, or brackets that do not match, whatever may
 * open or pop counts wherever it stands, and nothing that may make up for it.
 */
export function contentBalance(content: Uint8Array): ContentBalance {
  const open: number[] = [];
  let [depth, lowest, marked] = [0, 0, 0];
  let unended = '';
  for (let at = 0; at < content.length;) {
    const byte = content[at] ?? 0;
    const doubled = content[at + 1] === byte;
    if (byte === PARENTHESIS) {
      [at, unended] = skipString(content, at);
    } else if (byte === PERCENT) at = skipLine(content, at);
    else if (byte === SLASH) at = skipWord(content, at + 1);
    else if (byte === LESS && !doubled) {
      const end = content.indexOf(GREATER, at);
      unended = end < 0 ? '>' : '';
      at = end < 0 ? content.length : end + 1;
    } else if (byte === LESS || byte === BRACKET) {
      // A q in an array or dictionary is no operator.
      open.push(byte);
      at += byte === LESS ? 2 : 1;
    } else if ((byte === GREATER && doubled) || byte === END_BRACKET) {
      if (open.pop() !== (byte === GREATER ? LESS : BRACKET)) return atWorst(content);
      at += byte === GREATER ? 2 : 1;
    } else if (WHITE.has(byte) || DELIMITERS.has(byte)) at++;
    else {
      const end = skipWord(content, at);
      const word = end - at <= MAX_OPERATOR ? String.fromCharCode(...content.subarray(at, end)) : '';
      if (mayBeginImage(content, at, end)) return atWorst(content);
      if (word === 'q' && open.length === 0) depth++;
      else if (word === 'EMC' && open.length === 0) marked = Math.max(0, marked - 1);
      else if (word === 'BMC' || word === 'BDC') marked++;
      else for (; at < end; at++) if (content[at] === UPPER_Q) lowest = Math.min(lowest, --depth);
      at = end;
    }
  }
  const brackets = open.reverse().map((bracket) => (bracket === LESS ? '>>' : ']'));
  const closing = marked > 0 ? [unended, ...brackets, ...new Array<string>(marked).fill('EMC')].join('\n') : undefined;
  return { underflow: Math.abs(lowest), closing };
}

function atWorst(content: Uint8Array): ContentBalance {
  const marked = count(content, 'BMC') + count(content, 'BDC');
  const closing = marked > 0 ? ['\nEI', ...new Array<string>(marked).fill('EMC')].join('\n') : undefined;
  return { underflow: count(content, 'Q'), closing };
}

/** A word with `BI` or `ID` in it; glued to a number or another operator, some readers still see it. */
function mayBeginImage(content: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at + 1 < to; at++) {
    const [first, second] = [content[at], content[at + 1]];
    if ((first === 0x42 && second === 0x49) || (first === 0x49 && second === 0x44)) return true;
  }
  return false;
}

function count(content: Uint8Array, word: string): number {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.length);
  let found = 0;
  for (let at = buffer.indexOf(word, 0, 'latin1'); at >= 0; at = buffer.indexOf(word, at + 1, 'latin1')) found++;
  return found;
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

/** @returns where the string ends, and what it would take to end it */
function skipString(content: Uint8Array, from: number): [number, string] {
  let nesting = 0;
  for (let at = from; at < content.length; at++) {
    const byte = content[at];
    if (byte === 0x5c) at++;
    else if (byte === PARENTHESIS) nesting++;
    else if (byte === END_PARENTHESIS && --nesting === 0) return [at + 1, ''];
  }
  return [content.length, `\n${')'.repeat(nesting)}`];
}
