import { bidiClass, type BaseDirection } from './bidi.js';

/** Where invisible direction marks must stand for the text to be read back in order. Keys are UTF-16 indices of the paragraph. */
export interface DirectionFences {
  /** The mark: RLM in right-to-left paragraphs, LRM in left-to-right ones. */
  mark: string;
  /** Base direction of the paragraph. */
  direction: BaseDirection;
  /** First index of each fenced stretch → one past its last. The mark follows the stretch logically. */
  stretches: { start: number; end: number; level: number }[];
}

const RLM = '\u200f';
const LRM = '\u200e';
/** Classes a text extractor may take for part of a number, whatever side they are on. */
const NUMBER_LIKE = new Set(['EN', 'AN', 'ES', 'ET', 'CS']);

/**
 * A PDF holds glyphs in visual order; every extractor guesses the logical order back from the characters' classes alone.
 * Poppler's guess (TextOutputDev, `dumpFragment`) glues spaces and brackets after a number to the number, and turns
 * «-5» into «5-». An invisible mark of the paragraph's own direction behind each stretch of the other direction, and
 * behind each separator, takes the doubt away: it is what UAX#9 §2.6 recommends marks for, and it draws nothing.
 *
 * @param levels levels of the line, the first belonging to `start`
 */
export function directionFences(paragraph: string, levels: readonly number[], start: number, direction: BaseDirection): DirectionFences {
  const base = direction === 'rtl' ? 1 : 0;
  const strong = direction === 'rtl' ? /^(R|AL)$/ : /^(L|EN)$/;
  const stretches: DirectionFences['stretches'] = [];
  for (let i = 0; i < levels.length;) {
    const level = levels[i] ?? base;
    let end = i + 1;
    const opposite = level % 2 !== base % 2;
    if (opposite) while (end < levels.length && (levels[end] ?? base) > base) end++;
    const next = paragraph.charAt(start + end);
    const doubtful = opposite || (direction === 'rtl' && NUMBER_LIKE.has(bidiClass(paragraph.charAt(start + i))));
    if (doubtful && end < levels.length && !strong.test(bidiClass(next))) stretches.push({ start: start + i, end: start + end, level });
    i = end;
  }
  return { mark: direction === 'rtl' ? RLM : LRM, direction, stretches };
}
