import fc from 'fast-check';
import { contentBalance } from '../prepare/content-balance.js';
import { buildStamp, STAMP_WINDOW_LENGTH, type StampInput } from './build-stamp.js';

const input: StampInput = {
  name: 'سعادة رئيس وفد دولة الكويت',
  country: 'الكويت',
  openedAt: 'الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م ١٠:٣٠',
  copyNumber: 'نسخة 17/2026',
  classification: 'سري جداً — CYBER — البحرين',
  direction: 'rtl',
  language: 'ar',
};
const polygons = (stamp: Buffer): number => stamp.toString('latin1').match(/f$/gm)?.length ?? 0;

/** Every `q` has its `Q` and stands before it. A stamp has no strings, so words can be counted. */
const balanced = (stamp: Buffer): boolean =>
  contentBalance(stamp).underflow === 0 &&
  stamp.toString('latin1').match(/\bq\b/g)?.length === stamp.toString('latin1').match(/\bQ\b/g)?.length;

describe('the stamp', () => {
  it('is exactly as long as the window and ends with a line feed', () => {
    const stamp = buildStamp(input);
    expect(stamp.length).toBe(STAMP_WINDOW_LENGTH);
    expect(stamp.at(-1)).toBe(10);
  });

  it('is a pure function of its input', () => {
    expect(buildStamp({ ...input }).equals(buildStamp({ ...input }))).toBe(true);
    expect(buildStamp({ ...input, copyNumber: 'نسخة 18/2026' }).equals(buildStamp(input))).toBe(false);
  });

  it('holds outlines only: no text operator, no word of the reader', () => {
    const text = buildStamp({ ...input, name: 'John Example', language: 'en', direction: 'ltr' }).toString('latin1');
    expect(text).not.toMatch(/\b(BT|Tj|TJ|Tf)\b/);
    expect(text).not.toContain('John');
  });

  it('leaves the graphics state as it found it', () => {
    expect(balanced(buildStamp(input))).toBe(true);
  });

  it('draws every glyph of long names: 80 letters with vowels, a long country and classification', () => {
    const name = 'عبدُالرَّحمٰن بن محمّد بن عبداللطيف '.repeat(4).slice(0, 80);
    const long = {
      ...input,
      name,
      country: 'دولة الإمارات العربية المتحدة',
      classification: 'سري للغاية — CYBER / NET — البحرين والسعودية والإمارات والكويت وقطر وعُمان',
    };
    expect(polygons(buildStamp(long))).toBeGreaterThan(polygons(buildStamp(input)) + 60);
  });

  it('never overflows and never cuts: it fits or it throws', () => {
    const words = fc.string({ unit: fc.constantFrom(...Array.from('ابتثجحخدذرزسشصضطظعغفقكلمنهوي ABCxyz019(){}—')), maxLength: 120 });
    fc.assert(
      fc.property(words, words, fc.integer({ min: 2_000, max: STAMP_WINDOW_LENGTH }), (name, classification, length) => {
        const make = (): Buffer => buildStamp({ ...input, name, classification }, length);
        let stamp: Buffer;
        try {
          stamp = make();
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          return;
        }
        expect(stamp.length).toBe(length);
        expect(balanced(stamp)).toBe(true);
        expect(polygons(stamp)).toBe(polygons(buildStamp({ ...input, name, classification }, 400_000)));
      }),
      { numRuns: 12 },
    );
  });

  it('throws rather than lose the classification', () => {
    expect(() => buildStamp(input, 500)).toThrow(RangeError);
  });
});
