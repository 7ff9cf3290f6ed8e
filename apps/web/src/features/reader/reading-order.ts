/** What is used of pdf.js's text items. */
export interface PlacedText {
  readonly str: string;
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\p{Nd}/u;
const BLANK = /^\s*$/u;
const FORMS = /[\ufb50-\ufdff\ufe70-\ufefc]/gu;

type Kind = 'rtl' | 'ltr' | 'number' | 'neutral';

/**
 * The runs of a page in the order one reads them. pdf.js puts the letters within a run into reading order, but leaves the
 * runs where the file has them, and files store an Arabic line from left to right, a run per word or even per letter:
 * a phrase would be found backwards and read aloud backwards. So each line is sorted by place and then turned the way
 * the bidirectional algorithm shows lines (UAX #9, rule L2, undone). Letters drawn as presentation forms become letters.
 */
export function inReadingOrder<T extends PlacedText>(items: readonly T[]): T[] {
  return linesOf(items).flatMap((line) => {
    const inOrder = ordered(line);
    const mirrored = hasMirroredBrackets(inOrder);
    return inOrder.map((item, index) => ({
      ...item,
      str: mirrored ? mirror(asLetters(item.str)) : asLetters(item.str),
      // The end of the line now is where reading it ends.
      hasEOL: index === inOrder.length - 1,
    }));
  });
}

const asLetters = (text: string): string => text.replace(FORMS, (form) => form.normalize('NFKC').trim());

const BRACKETS = '()[]{}«»‹›';
const BRACKET = /[()[\]{}«»‹›]/gu;
const mirror = (text: string): string => text.replace(BRACKET, (bracket) => BRACKETS.charAt(BRACKETS.indexOf(bracket) ^ 1));

/**
 * Most files name a bracket by its drawn form, which in an Arabic line is that of the other one. Seen by a line that
 * opens with a closing bracket and closes with an opening one.
 */
function hasMirroredBrackets(line: readonly PlacedText[]): boolean {
  if (baseOf(line) === 'ltr') return false;
  const brackets = line.flatMap(({ str }) => str.match(BRACKET) ?? []);
  const closes = (bracket: string | undefined) => bracket !== undefined && BRACKETS.indexOf(bracket) % 2 === 1;
  return brackets.length > 1 && closes(brackets[0]) && !closes(brackets.at(-1));
}

function linesOf<T extends PlacedText>(items: readonly T[]): T[][] {
  const lines: T[][] = [];
  let line: T[] = [];
  const end = () => {
    if (line.length > 0) lines.push(line);
    line = [];
  };
  for (const item of items) {
    const [first] = line;
    if (first && item.str !== '' && !sameLine(first, item)) end();
    // An empty item only says that the line before it has ended.
    if (item.str !== '') line.push(item);
    if (item.hasEOL) end();
  }
  end();
  return lines;
}

function sameLine(first: PlacedText, item: PlacedText): boolean {
  const [u, v] = baseline(first);
  const [a, b] = baseline(item);
  const apart = Math.abs(place(item, -v, u) - place(first, -v, u));
  // Accents and superscripts stand off the baseline, the next line further.
  return u * a + v * b > 0.9 && apart < 0.6 * Math.max(first.height, item.height, 1);
}

function ordered<T extends PlacedText>(line: readonly T[]): T[] {
  const [first] = line;
  if (!first || line.length === 1 || !line.some((item) => RIGHT_TO_LEFT.test(item.str))) return [...line];
  const [u, v] = baseline(first);
  const across = line.map((item) => ({ item, at: place(item, u, v), kind: kindOf(item.str) })).sort((left, right) => left.at - right.at);
  const base = baseOf(line);
  if (base === 'rtl') across.reverse();

  // What runs against the line was turned with it: turn each such stretch back.
  const result: T[] = [];
  for (let index = 0; index < across.length;) {
    const end = stretchEnd(across, index, base);
    const stretch = across.slice(index, end).map(({ item }) => item);
    result.push(...(end - index > 1 ? stretch.reverse() : stretch));
    index = end;
  }
  return result;
}

/** One past the end of the stretch that begins here and runs against the line; index + 1 when none does. */
function stretchEnd(across: readonly { kind: Kind; item: PlacedText }[], index: number, base: 'rtl' | 'ltr'): number {
  const against = (kind: Kind | undefined) => (base === 'rtl' ? kind === 'ltr' || kind === 'number' : kind === 'rtl');
  if (!against(across[index]?.kind)) return index + 1;
  let end = index + 1;
  let words = across[index]?.kind === 'ltr';
  for (let next = end; next < across.length; next += 1) {
    const { kind, item } = across[next] ?? { kind: 'rtl', item: null };
    if (against(kind)) {
      const between = across.slice(end, next);
      // In an Arabic line, two numbers with a blank between are two numbers, read from the right; with a sign between, one.
      const numbers = base === 'rtl' && kind === 'number' && !words;
      if (numbers && between.some((gap) => BLANK.test(gap.item.str))) break;
      words ||= kind === 'ltr';
      end = next + 1;
    } else if (kind !== 'neutral' || !item) break;
  }
  return end;
}

function kindOf(text: string): Kind {
  if (RIGHT_TO_LEFT.test(text) && LETTER.test(text)) return 'rtl';
  if (LETTER.test(text)) return 'ltr';
  return DIGIT.test(text) ? 'number' : 'neutral';
}

/** The direction of most letters. */
function baseOf(line: readonly PlacedText[]): 'rtl' | 'ltr' {
  let balance = 0;
  for (const { str } of line) for (const character of str) if (LETTER.test(character)) balance += RIGHT_TO_LEFT.test(character) ? 1 : -1;
  return balance >= 0 ? 'rtl' : 'ltr';
}

function baseline({ transform: [a = 1, b = 0] }: PlacedText): [number, number] {
  const length = Math.hypot(a, b) || 1;
  return [a / length, b / length];
}

const place = ({ transform: [, , , , e = 0, f = 0] }: PlacedText, u: number, v: number): number => e * u + f * v;
