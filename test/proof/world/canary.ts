/**
 * Words that occur nowhere else: whoever hears one heard of the thing it was written on. In Latin and in Arabic letters
 * that folding, shaping and the extraction of text leave as they are.
 */
const ARABIC = 'بتثجحخدذرزسشصضطظ';
const LATIN = 'abcdefghijklmnop';

export interface Canary {
  readonly ar: string;
  readonly en: string;
}

export function canary(number: number): Canary {
  const digits = number.toString(16).padStart(6, '0');
  const spell = (letters: string) => [...digits].map((digit) => letters[Number.parseInt(digit, 16)]).join('');
  return { ar: `قفق${spell(ARABIC)}قفق`, en: `zqz${spell(LATIN)}zqz` };
}

const WORDS = new RegExp(`zqz[${LATIN}]{6}zqz|قفق[${ARABIC}]{6}قفق`, 'giu');
const IDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu;

/** Every canary and every id in a text. */
export function traces(text: string): Set<string> {
  return new Set([...text.matchAll(WORDS), ...text.matchAll(IDS)].map(([found]) => found.toLowerCase()));
}
