import type { Digits } from './translate';

const ARABIC = '٠١٢٣٤٥٦٧٨٩';

/** Writes the digits of a text as the person reads them. Not for ids, file names and codes: they stay Latin. */
export function withDigits(text: string | number, digits: Digits): string {
  const plain = String(text);
  return digits === 'latn' ? plain : plain.replace(/[0-9]/g, (digit) => ARABIC[Number(digit)] ?? digit);
}
