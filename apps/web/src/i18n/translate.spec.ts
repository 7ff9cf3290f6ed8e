import { translatorFor } from './translate';

describe('a title in a sentence', () => {
  const arabic = translatorFor('ar', 'arab');
  const english = translatorFor('en', 'latn');

  it('is isolated where it runs against the sentence', () => {
    expect(arabic('workbench.itemRemoved', { title: 'Budget (2027)' })).toBe('أُزيل البند «\u2068Budget (2027)\u2069».');
    expect(english('workbench.itemRemoved', { title: 'ميزانية ٢٠٢٧' })).toBe('The item “\u2068ميزانية ٢٠٢٧\u2069” was removed.');
  });

  it('is left alone where it runs with it, and so are figures', () => {
    expect(arabic('workbench.itemRemoved', { title: 'ميزانية 2027' })).toBe('أُزيل البند «ميزانية 2027».');
    expect(english('workbench.itemRemoved', { title: 'Budget (2027)' })).toBe('The item “Budget (2027)” was removed.');
    expect(english('workbench.openPanel', { number: 3 })).toBe('Details of item 3');
  });
});
