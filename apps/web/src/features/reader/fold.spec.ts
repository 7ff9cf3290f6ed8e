import * as fc from 'fast-check';
import { fold, foldQuery } from './fold';

describe('RD8 folding', () => {
  it.each([
    ['alef forms', 'أإآٱا', 'ااااا'],
    ['ta marbuta', 'لجنة', 'لجنه'],
    ['alef maqsura', 'على', 'علي'],
    ['hamza on waw and ya', 'مسؤول وسائل', 'مسوول وسايل'],
    ['tatweel', 'مجـــلس', 'مجلس'],
    ['diacritics', 'مُحَضَّرٌ', 'محضر'],
    ['decomposed hamza like the composed one', '\u0627\u0654مر', 'امر'],
    ['presentation forms', '\uFEE3\uFEA0\uFEE0\uFEB2', 'مجلس'],
    ['the lam-alef ligature', '\uFEFBجتماع', 'لاجتماع'],
    ['a harakah printed on its own', 'مج\uFE7Eلس', 'مجلس'],
    ['Arabic-Indic digits', '١٢٣٤٥٦٧٨٩٠', '1234567890'],
    ['Persian digits and letters', '۴۵۶ کی', '456 كي'],
    ['direction marks and joiners', '\u200fمجلس\u200c', 'مجلس'],
    ['case and accents of Latin', 'Résumé', 'resume'],
    ['runs of blanks', 'a \n\t b', 'a b'],
  ])('%s', (_, original, folded) => {
    expect(fold(original).text).toBe(folded);
  });

  it('finds nothing to look for in blanks and marks', () => {
    expect(foldQuery(' \u064B ـ ')).toBe('');
  });

  it('traces every folded unit back to the character it came from', () => {
    const { text, starts, ends } = fold('مُ\uFEFB');
    expect(text).toBe('ملا');
    expect(starts).toEqual([0, 2, 2]);
    expect(ends).toEqual([1, 3, 3]);
  });

  it('keeps places in order and inside the original, for any text; folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const { text, starts, ends } = fold(original);
        expect(starts).toHaveLength(text.length);
        expect(ends).toHaveLength(text.length);
        starts.forEach((start, index) => {
          expect(start).toBeGreaterThanOrEqual(starts[index - 1] ?? 0);
          expect(ends[index]).toBeGreaterThan(start);
          expect(ends[index]).toBeLessThanOrEqual(original.length);
        });
      }),
    );
    const words = 'إلى اللجنة الوزاريّة رقم ١٢';
    expect(fold(fold(words).text).text).toBe(fold(words).text);
  });
});
