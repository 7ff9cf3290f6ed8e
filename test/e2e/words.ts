import { type Bilingual, type Language, type Level, NATIONAL_LEVEL_NAMES } from '@app/contracts';

/** The client's own words: what the page says is looked up, never written a second time. */
export interface Words {
  readonly language: Language;
  /** @throws RangeError for a key the catalogues do not have */
  t(key: string, values?: Readonly<Record<string, string | number>>): string;
  number(value: number): string;
  pick(text: Bilingual): string;
  readonly style: { language: Language; digits: 'arab' | 'latn' };
}

interface Dates {
  formatDatePair(instant: string, timeZone: string, style: Words['style']): { weekday: string; hijri: string; gregorian: string };
}

// The client is compiled for a bundler (no extensions in its imports), so the compiler of the tests must not follow it there.
const { makeI18n } = jest.requireActual<{ makeI18n(language: Language, digits: 'arab' | 'latn'): Words }>(
  '../../apps/web/src/i18n/I18nContext',
);
export const { formatDatePair } = jest.requireActual<Dates>('../../apps/web/src/i18n/dates');

export const ARABIC = makeI18n('ar', 'arab');
export const ENGLISH = makeI18n('en', 'latn');

/** A level that is nobody's paper's, as it stands for whoever is of Bahrain. */
export function levelName({ language }: Words, level: Level): string {
  return NATIONAL_LEVEL_NAMES.BH?.[level][language] ?? '';
}

/** What happened, what is safe, what to do: the three sentences of a failure. */
export function failureWords({ t }: Words, code: string): string {
  return `${t(`errorWhat.${code}`)} ${t(`errorSafe.${code}`)} ${t(`errorCure.${code}`)}`;
}
