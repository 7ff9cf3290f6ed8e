import type { Bilingual } from '@app/contracts';

/**
 * A day in both calendars and both languages, as on a paper's cover: «الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م».
 * Calendar and digits are always named: an Arabic locale's defaults differ by country and version. Node's ICU agrees
 * with the Umm al-Qura tables for every day of 1900 to 2077 (research P46).
 */
export function datePair(instant: Date, timeZone: string): Bilingual {
  const day = (locale: string) => {
    const parts = new Intl.DateTimeFormat(locale, {
      timeZone,
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
    }).formatToParts(instant);
    const { weekday, day: number, month, year } = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
    return { weekday: weekday ?? '', date: `${number} ${month} ${year}` };
  };
  const [arabicHijri, arabic] = [day('ar-u-ca-islamic-umalqura-nu-arab'), day('ar-u-ca-gregory-nu-arab')];
  const [englishHijri, english] = [day('en-GB-u-ca-islamic-umalqura-nu-latn'), day('en-GB-u-ca-gregory-nu-latn')];
  return {
    ar: `${arabicHijri.weekday} ${arabicHijri.date} هـ — ${arabic.date} م`,
    en: `${english.weekday} ${englishHijri.date} AH — ${english.date}`,
  };
}
