import { fieldLocale } from './translate';

const sample = (locale: string) => new Intl.NumberFormat(locale, { useGrouping: false }).format(1448);

describe('fieldLocale', () => {
  it('shows the wanted digits by the locale’s own default, so that the other kind can be typed too', () => {
    expect([sample(fieldLocale('ar', 'arab')), fieldLocale('ar', 'arab').includes('-nu-')]).toEqual(['١٤٤٨', false]);
    expect([sample(fieldLocale('ar', 'latn')), fieldLocale('ar', 'latn').includes('-nu-')]).toEqual(['1448', false]);
    expect(sample(fieldLocale('en', 'latn'))).toBe('1448');
    expect(sample(fieldLocale('en', 'arab'))).toBe('١٤٤٨');
  });

  it('names the calendar where there is one', () => {
    const options = new Intl.DateTimeFormat(fieldLocale('ar', 'latn', 'islamic-umalqura')).resolvedOptions();
    expect([options.calendar, options.numberingSystem]).toEqual(['islamic-umalqura', 'latn']);
  });
});
