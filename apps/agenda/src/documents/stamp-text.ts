import { COUNTRIES, type Country, EVERY_STATE, type Label, type Language, levelWording } from '@app/contracts';
import type { StampInput } from '@app/pdf';
import type { FoundView } from './documents.repository.js';

/** The words of a reader's stamp: a pure function of the view, so that all its ranges agree. */
export function stampInput({ view, reader, document }: FoundView, label: Label): StampInput {
  const { language } = view;
  return {
    name: reader.name[language],
    country: [countryName(reader.country, language), reader.site?.[language]].filter(Boolean).join(' — '),
    openedAt: openedAt(view.openedAt, reader.country),
    copyNumber: language === 'ar' ? `نسخة ${view.copyNumber}` : `copy ${view.copyNumber}`,
    classification: classificationWords({ ...label, level: document.level }, language, reader.country),
    direction: language === 'ar' ? 'rtl' : 'ltr',
    language,
  };
}

/** Level (in the originator's words, and in the reader's where they differ), caveats and countries, as the banner says them. */
export function classificationWords(label: Label, language: Language, reader: Country): string {
  const countries = label.releasableTo[0] === EVERY_STATE ? [] : label.releasableTo.map((country) => countryName(country, language));
  const separator = language === 'ar' ? '، ' : ', ';
  const { originators, readers } = levelWording(label, reader, language);
  const level = readers
    ? `${originators} (${countryName(label.originator, language)}) / ${readers} (${countryName(reader, language)})`
    : originators;
  return [level, label.caveats.join(separator), countries.join(separator)].filter(Boolean).join(' — ');
}

function countryName(country: string, language: Language): string {
  return Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country as keyof typeof COUNTRIES][language] : country;
}

/** `2026-11-22 09:05` on the clock of the reader's country: unambiguous in both languages. */
function openedAt(instant: Date, country: string): string {
  const timeZone = Object.hasOwn(COUNTRIES, country) ? COUNTRIES[country as keyof typeof COUNTRIES].timeZone : 'UTC';
  const parts = new Intl.DateTimeFormat('en-GB-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const value = Object.fromEntries(parts.formatToParts(instant).map((part) => [part.type, part.value]));
  return `${value['year']}-${value['month']}-${value['day']} ${value['hour']}:${value['minute']}`;
}
