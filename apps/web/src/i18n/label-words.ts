import { COUNTRIES, EVERY_STATE, levelWording, type Country, type Label, type Level } from '@app/contracts';
import type { I18n } from './I18nContext';

/** The product's words are Bahrain's; whoever is of no known state reads them. */
const HOST: Country = 'BH';

/** A level that belongs to nobody's paper (a ceiling, a clearance), in the reader's own words. */
export function levelWord(i18n: I18n, level: Level): string {
  return levelWording({ level, originator: i18n.country ?? HOST }, null, i18n.language).originators;
}

export function countryName(country: Country, i18n: I18n): string {
  return country in COUNTRIES ? i18n.pick(COUNTRIES[country as keyof typeof COUNTRIES]) : country;
}

export function siteName(country: Country, i18n: I18n): string {
  return country in COUNTRIES ? i18n.pick(COUNTRIES[country as keyof typeof COUNTRIES].site) : country;
}

export interface LabelWords {
  /** The originator's word; with the reader's beside it where his state has another for the same level. */
  level: string;
  /** Compartments by their own Latin codes. */
  caveats: readonly string[];
  countries: string;
}

/** A level as the paper's originator calls it, and as the reader's state does where that is another word. */
export function levelWords(label: Pick<Label, 'level' | 'originator'>, i18n: I18n): string {
  const { originators, readers } = levelWording(label, i18n.country, i18n.language);
  if (readers === null || i18n.country === null) return originators;
  return `${originators} (${countryName(label.originator, i18n)}) / ${readers} (${countryName(i18n.country, i18n)})`;
}

/** A label in words: level, caveats, countries. */
export function labelWords(label: Label, i18n: I18n): LabelWords {
  const everyone = label.releasableTo[0] === EVERY_STATE;
  const names = label.releasableTo.map((country) => countryName(country, i18n));
  return {
    level: levelWords(label, i18n),
    caveats: label.caveats,
    countries: everyone ? i18n.t('level.everyState') : names.join(i18n.language === 'ar' ? '، ' : ', '),
  };
}
