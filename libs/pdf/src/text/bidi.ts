import bidiModule from 'bidi-js';

/** Base direction of a paragraph. */
export type BaseDirection = 'rtl' | 'ltr';

// The package is CommonJS whose types describe its ES build: at run time the default import is the factory itself.
const bidi = (bidiModule as unknown as typeof bidiModule.default)();
const WHITE_SPACE = /^[\s\u2066-\u2069]$/u;

/** Bidi class of a character, as in the Unicode Character Database. */
export function bidiClass(character: string): string {
  return bidi.getBidiCharTypeName(character);
}

/** Embedding level of every UTF-16 unit of one paragraph (UAX#9, rules P2–I2); odd is right to left. */
export function embeddingLevels(paragraph: string, direction: BaseDirection): Uint8Array {
  return bidi.getEmbeddingLevels(paragraph, direction).levels;
}

/**
 * The levels of one line of a paragraph: rule L1 puts trailing white space back at the paragraph's level, so that a
 * space at the end of a right-to-left line does not jump into the middle of it.
 */
export function lineLevels(paragraph: string, levels: Uint8Array, start: number, end: number, direction: BaseDirection): number[] {
  const line = Array.from(levels.subarray(start, end));
  for (let i = line.length - 1; i >= 0 && WHITE_SPACE.test(paragraph.charAt(start + i)); i--) line[i] = direction === 'rtl' ? 1 : 0;
  return line;
}

/** Rule L2 of UAX#9 on whole runs: from the highest level down to the lowest odd one, reverse every stretch at that level or above. */
export function visualOrder<Run extends { level: number }>(runs: readonly Run[]): Run[] {
  const ordered = [...runs];
  const levels = runs.map((run) => run.level);
  const highest = Math.max(0, ...levels);
  const lowestOdd = Math.min(...levels.filter((level) => level % 2 === 1), highest + 1);
  for (let level = highest; level >= lowestOdd; level--) {
    for (let from = 0; from < ordered.length; from++) {
      let to = from;
      while (to < ordered.length && (ordered[to]?.level ?? -1) >= level) to++;
      if (to > from) {
        ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
        from = to;
      }
    }
  }
  return ordered;
}
