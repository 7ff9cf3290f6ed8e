import type { Language, Preferences } from '@app/contracts';
import { IntlMessageFormat } from 'intl-messageformat';
import { catalogues, type MessageKey } from './catalogue';

export type Digits = Preferences['digits'];
export type MessageValues = Readonly<Record<string, string | number>>;

export interface Translate {
  (key: MessageKey, values?: MessageValues): string;
}

/** The word for a code that came from the server; null for one this page does not know. */
export function wordIn(t: Translate, area: string, code: string): string | null {
  return Object.hasOwn(catalogues.ar[area] ?? {}, code) ? t(`${area}.${code}` as MessageKey) : null;
}

const translators = new Map<string, Translate>();

/** The locale for our own formatting: digits are always named, never left to the locale's default (F15). */
export function localeOf(language: Language, digits: Digits): string {
  return `${language === 'ar' ? 'ar-BH' : 'en-GB'}-u-nu-${digits}`;
}

/**
 * The locale for fields one types into. Keyboards of the region type either kind of digits, and React Aria takes both
 * only where the locale names none; so the country is chosen whose default is the wanted kind (ICU 78: arab in BH,
 * latn in AE).
 */
export function fieldLocale(language: Language, digits: Digits, calendar?: 'islamic-umalqura' | 'gregory'): string {
  const country = language === 'ar' ? (digits === 'arab' ? 'ar-BH' : 'ar-AE') : 'en-GB';
  const named = [...(calendar ? [`ca-${calendar}`] : []), ...(language === 'en' && digits === 'arab' ? ['nu-arab'] : [])];
  return named.length > 0 ? `${country}-u-${named.join('-')}` : country;
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
    return String(format.format(values && isolated(values, language)));
  };
  translators.set(locale, translate);
  return translate;
}

const LEFT_TO_RIGHT = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;
const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u;

/**
 * A name or title that runs against the sentence is isolated in it (Unicode UAX #9, FSI … PDI): otherwise the figures,
 * brackets and quotation marks at its edges change places with those of the sentence, and one reads another name.
 */
function isolated(values: MessageValues, language: Language): MessageValues {
  const against = language === 'ar' ? LEFT_TO_RIGHT : RIGHT_TO_LEFT;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' && against.test(value) ? `\u2068${value}\u2069` : value,
    ]),
  );
}
