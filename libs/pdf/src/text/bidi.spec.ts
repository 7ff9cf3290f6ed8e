import bidiModule from 'bidi-js';
import fc from 'fast-check';
import { embeddingLevels, lineLevels, visualOrder } from './bidi.js';

const oracle = (bidiModule as unknown as typeof bidiModule.default)();
const paragraph = fc
  .array(fc.constantFrom('ا', 'ب', 'ج', 'a', 'B', '1', '٢', ' ', '(', ')', '-', '.', '%', '«', '\u2066', '\u2069'), {
    minLength: 1,
    maxLength: 40,
  })
  .map((parts) => parts.join(''));

describe('UAX#9 L2', () => {
  it('orders runs as the reference orders characters', () => {
    fc.assert(
      fc.property(paragraph, fc.constantFrom('rtl' as const, 'ltr' as const), (text, direction) => {
        const levels = lineLevels(text, embeddingLevels(text, direction), 0, text.length, direction);
        const runs: { level: number; indices: number[] }[] = [];
        levels.forEach((level, i) => {
          const last = runs.at(-1);
          if (last && last.level === level) last.indices.push(i);
          else runs.push({ level, indices: [i] });
        });
        const ours = visualOrder(runs).flatMap((run) => (run.level % 2 === 1 ? [...run.indices].reverse() : run.indices));
        const theirs = oracle.getReorderedIndices(text, {
          levels: Uint8Array.from(levels),
          paragraphs: [{ start: 0, end: text.length - 1, level: direction === 'rtl' ? 1 : 0 }],
        });
        expect(ours).toEqual(theirs);
      }),
    );
  });

  it('puts trailing white space back at the level of the paragraph', () => {
    const text = 'رقم 12 ';
    expect(lineLevels(text, embeddingLevels(text, 'rtl'), 0, text.length, 'rtl').at(-1)).toBe(1);
  });
});
