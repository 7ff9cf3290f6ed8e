/** A number as PDF writes it: no exponent, at most `decimals` places. */
export function pdfNumber(value: number, decimals = 3): string {
  const scale = 10 ** decimals;
  const rounded = Math.round(value * scale) / scale;
  return String(rounded === 0 ? 0 : rounded);
}
