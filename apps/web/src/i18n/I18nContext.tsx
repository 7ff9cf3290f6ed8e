import type { Country, Language } from '@app/contracts';
import { createContext, useContext } from 'react';
import type { DateStyle } from './dates';
import { withDigits } from './digits';
import { translatorFor, type Digits, type Translate } from './translate';

export interface I18n {
  readonly language: Language;
  readonly direction: 'rtl' | 'ltr';
  readonly digits: Digits;
  /** The reader's, for his state's own words; null while nobody is signed in. */
  readonly country: Country | null;
  readonly t: Translate;
  readonly style: DateStyle;
  /** A number as the person reads it. */
  number(value: number): string;
  /** The text in the person's language; Arabic where the other is missing. */
  pick(text: { ar: string; en: string }): string;
}

export function makeI18n(language: Language, digits: Digits, country: Country | null = null): I18n {
  return {
    language,
    direction: language === 'ar' ? 'rtl' : 'ltr',
    digits,
    country,
    t: translatorFor(language, digits),
    style: { language, digits },
    number: (value) => withDigits(value, digits),
    pick: (text) => text[language] || text.ar,
  };
}

export const I18nContext = createContext<I18n>(makeI18n('ar', 'arab'));

export function useI18n(): I18n {
  return useContext(I18nContext);
}
