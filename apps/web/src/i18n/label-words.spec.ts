import type { Label } from '@app/contracts';
import { makeI18n } from './I18nContext';
import { labelWords, levelWord, levelWords } from './label-words';

const label: Label = { level: 3, caveats: ['NET'], releasableTo: ['BH', 'SA'], originator: 'BH' };

describe('a label in words', () => {
  it('a paper marked in Bahrain’s words shows a Saudi reader both, on banner and chip', () => {
    const saudi = makeI18n('ar', 'arab', 'SA');
    expect(labelWords(label, saudi).level).toBe('سري جداً (البحرين) / سري (السعودية)');
    expect(levelWords(label, saudi)).toBe('سري جداً (البحرين) / سري (السعودية)');
  });

  it('shows one word where both states use it, and to whoever is not known', () => {
    expect(levelWords(label, makeI18n('ar', 'arab', 'BH'))).toBe('سري جداً');
    expect(levelWords(label, makeI18n('ar', 'arab', 'KW'))).toBe('سري جداً');
    expect(levelWords(label, makeI18n('en', 'latn', 'SA'))).toBe('Secret');
    expect(levelWords(label, makeI18n('ar', 'arab'))).toBe('سري جداً');
  });

  it('a level of nobody’s paper stands in the reader’s own words', () => {
    expect(levelWord(makeI18n('ar', 'arab', 'SA'), 2)).toBe('مكتوم');
    expect(levelWord(makeI18n('ar', 'arab', 'BH'), 2)).toBe('سري');
    expect(levelWord(makeI18n('en', 'latn'), 3)).toBe('Secret');
  });
});
