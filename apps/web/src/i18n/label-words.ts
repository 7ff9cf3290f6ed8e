import { COUNTRIES, EVERY_STATE, type Country, type Label, type Level } from '@app/contracts';
import type { I18n } from './I18nContext';

const LEVEL_KEYS = ['level.public', 'level.restricted', 'level.confidential', 'level.secret', 'level.topSecret'] as const;

export function levelWord(t: I18n['t'], level: Level): string {
  return t(LEVEL_KEYS[level]);
}

export function countryName(country: Country, i18n: I18n): string {
  return country in COUNTRIES ? i18n.pick(COUNTRIES[country as keyof typeof COUNTRIES]) : country;
}

export function siteName(country: Country, i18n: I18n): string {
  return country in COUNTRIES ? i18n.pick(COUNTRIES[country as keyof typeof COUNTRIES].site) : country;
}

export interface LabelWords {
  level: string;
  /** Compartments by their own Latin codes. */
  caveats: readonly string[];
  countries: string;
}

/** A label in words: level, caveats, countries. */
export function labelWords(label: Label, i18n: I18n): LabelWords {
  const everyone = label.releasableTo[0] === EVERY_STATE;
  const names = label.releasableTo.map((country) => countryName(country, i18n));
  return {
    level: levelWord(i18n.t, label.level),
    caveats: label.caveats,
    countries: everyone ? i18n.t('level.everyState') : names.join(i18n.language === 'ar' ? '، ' : ', '),
  };
}
