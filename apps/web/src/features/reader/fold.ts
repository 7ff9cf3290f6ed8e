/** A text made comparable, and for each of its UTF-16 units the place in the original it came from. */
export interface Folded {
  readonly text: string;
  /** `starts[i]`: first unit of the original character behind `text[i]`. */
  readonly starts: readonly number[];
  /** `ends[i]`: one past its last unit. */
  readonly ends: readonly number[];
}

// Letters that people write for one another. Hamza carriers need no entry: their hamza is a mark after decomposition.
const LETTERS: Readonly<Record<string, string>> = {
  ٱ: 'ا',
  ة: 'ه',
  ى: 'ي',
  // Persian and Urdu forms, which keyboards and OCR put into Arabic texts.
  ی: 'ي',
  ک: 'ك',
  ہ: 'ه',
  ە: 'ه',
};

// Marks (harakat, Quranic signs, Latin accents), tatweel, and what is invisible: joiners, direction marks, soft hyphen, BOM.
const DROPPED = /[\p{M}\u0640\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;
const ARABIC_DIGIT = /[\u0660-\u0669\u06f0-\u06f9]/u;
const BLANK = /\s/u;
// A harakah printed on its own (U+FC5E–FC63, U+FE70–FE7F) decomposes to a space with a mark: it must not split a word.
const LONE_MARK = /^ \p{M}+$/u;

/**
 * Folds for finding: presentation forms and ligatures to letters (NFKD), no marks, no tatweel, one alef, ta marbuta as ha,
 * alef maqsura as ya, every decimal digit as its Latin one, lower case, runs of blanks as one space.
 * Character by character, so that a match can be traced back to the original.
 */
export function fold(original: string): Folded {
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let start = 0;
  for (const character of original) {
    const end = start + character.length;
    const decomposed = character.normalize('NFKD').toLowerCase();
    for (const part of LONE_MARK.test(decomposed) ? '' : decomposed) {
      if (DROPPED.test(part)) continue;
      const folded = foldOne(part);
      if (folded === ' ' && text.endsWith(' ')) continue;
      text += folded;
      for (let unit = 0; unit < folded.length; unit += 1) {
        starts.push(start);
        ends.push(end);
      }
    }
    start = end;
  }
  return { text, starts, ends };
}

function foldOne(character: string): string {
  if (BLANK.test(character)) return ' ';
  // The two Arabic digit blocks are ordered like the Latin one and begin at a multiple of 16.
  if (ARABIC_DIGIT.test(character)) return String(character.charCodeAt(0) & 0xf);
  return LETTERS[character] ?? character;
}

/** What to look for: folded, without blanks at its ends; empty when there is nothing to look for. */
export function foldQuery(query: string): string {
  return fold(query).text.trim();
}
