import type { Language, Preferences } from '@app/contracts';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, type MessageKey } from './catalogue';

export type Digits = Preferences['digits'];
export type MessageValues = Readonly<Record<string, string | number>>;

export interface Translate {
  (key: MessageKey, values?: MessageValues): string;
}

const translators = new Map<string, Translate>();

/** The locale for React Aria and Intl: digits are always named, never left to the locale's default (F15). */
export function localeOf(language: Language, digits: Digits): string {
  return `${language === 'ar' ? 'ar-BH' : 'en-GB'}-u-nu-${digits}`;
}

export function translatorFor(language: Language, digits: Digits): Translate {
  const locale = localeOf(language, digits);
  const known = translators.get(locale);
  if (known) return known;

  const formats = new Map<MessageKey, IntlMessageFormat>();
  const translate: Translate = (key, values) => {
    let format = formats.get(key);
    if (!format) {
      const [area = '', name = ''] = key.split('.');
      const message = catalogues[language][area]?.[name];
      if (message === undefined) throw new RangeError(`no message ${key}`);
      format = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
      formats.set(key, format);
    }
    return String(format.format(values));
  };
  translators.set(locale, translate);
  return translate;
}
