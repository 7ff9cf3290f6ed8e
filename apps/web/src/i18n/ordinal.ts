const UNITS = ['', 'الأول', 'الثاني', 'الثالث', 'الرابع', 'الخامس', 'السادس', 'السابع', 'الثامن', 'التاسع', 'العاشر'];
const IN_COMPOUNDS = ['', 'الحادي', ...UNITS.slice(2)];
const TENS = ['', '', 'العشرون', 'الثلاثون', 'الأربعون', 'الخمسون', 'الستون', 'السبعون', 'الثمانون', 'التسعون'];

/** «الثاني عشر»: how official Arabic numbers a meeting. Null from a hundred on, where figures are written. */
export function arabicOrdinal(number: number): string | null {
  if (!Number.isInteger(number) || number < 1 || number > 99) return null;
  if (number <= 10) return UNITS[number] ?? null;
  const unit = IN_COMPOUNDS[number % 10] ?? '';
  const tens = Math.floor(number / 10);
  if (tens === 1) return `${unit} عشر`;
  return unit ? `${unit} و${TENS[tens]}` : (TENS[tens] ?? null);
}
