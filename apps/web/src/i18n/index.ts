export { type MessageKey } from './catalogue';
export * from './dates';
export { withDigits } from './digits';
export { failureText, closingText, type FailureText } from './failure-text';
export { I18nContext, makeI18n, useI18n, type I18n } from './I18nContext';
export { countryName, labelWords, levelWord, levelWords, siteName } from './label-words';
export { arabicOrdinal } from './ordinal';
export { fieldLocale, localeOf, translatorFor, wordIn, type Digits, type MessageValues, type Translate } from './translate';
