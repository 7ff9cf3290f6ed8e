import { layoutLine, type TextLine } from '../text/arabic-text-layout.js';
import { typeface, type FontWeight } from '../text/typeface.js';
import { compactGlyphs, type Precision } from './compact-glyphs.js';
import { STAMP_SPACE } from './stamp-space.js';

/** Whose copy this is and how it is classified. The stamp is a pure function of this: ranges of one viewing agree. */
export interface StampInput {
  /** The reader's name, Arabic or Latin; drawn as outlines, so it is never found by text search. */
  name: string;
  /** Country (or delegation) of the reader, in the reader's language. */
  country: string;
  /** When this viewing began, already worded, both calendars if wanted. Not now(): fixed per viewing. */
  openedAt: string;
  copyNumber: string;
  /** Level, caveats and countries in words; drawn at the top and the bottom of every page, never cut. */
  classification: string;
  /** Base direction of the words. */
  direction: 'rtl' | 'ltr';
  language: 'ar' | 'en';
}

/** Length of the window that `preparePaper` reserves, bytes. */
export const STAMP_WINDOW_LENGTH = 32 * 1024;

/** From fine to coarse: longer words are drawn with fewer points, never with fewer letters. */
const PRECISIONS: Precision[] = [
  { unitsPerEm: 100, tolerance: 0.35 },
  { unitsPerEm: 72, tolerance: 0.5 },
  { unitsPerEm: 56, tolerance: 0.7 },
  { unitsPerEm: 42, tolerance: 0.8 },
  { unitsPerEm: 32, tolerance: 0.9 },
];
const MARGIN = 30;

interface Words {
  text: string;
  weight: FontWeight;
  /** Wished size; smaller where the words are too wide. */
  size: number;
  /** Base line, stamp space. */
  base: number;
  colour: string;
}

/**
 * The reader's stamp: content-stream operators of exactly `windowLength` bytes, to lie over the blank window of a
 * prepared file.
 *
 * @throws RangeError when the words cannot fit: a stamp that lost its classification would be worse than no page
 */
export function buildStamp(input: StampInput, windowLength: number = STAMP_WINDOW_LENGTH): Buffer {
  const lines = wordsOf(input).map((words) => ({ words, ...fitted(words, input) }));
  const ground = groundOperators(lines[2]?.line.width ?? 0);
  for (const precision of PRECISIONS) {
    const drawn = lines.map(({ words, line, size }) => {
      const left = (STAMP_SPACE.width - line.width) / 2;
      return `${words.colour} rg ${compactGlyphs(line, size, left, words.base, precision)}`;
    });
    const stamp = [...drawn.slice(0, 2), ground, ...drawn.slice(2), ''].join('\n');
    if (stamp.length < windowLength) return padded(stamp, windowLength);
  }
  throw new RangeError(`the stamp does not fit a window of ${windowLength} bytes`);
}

function wordsOf(input: StampInput): Words[] {
  const ink = '.1 .15 .2';
  return [
    { text: `${input.name} — ${input.country}`, weight: 'regular', size: 44, base: 58, colour: ink },
    { text: `${input.openedAt} · ${input.copyNumber}`, weight: 'regular', size: 30, base: 14, colour: ink },
    { text: input.classification, weight: 'semibold', size: 26, base: STAMP_SPACE.classificationAt + 14, colour: '.6 .08 .08' },
  ];
}

/** A near-white ground behind the classification: legible over any page. */
function groundOperators(width: number): string {
  const { classificationAt, classificationHeight } = STAMP_SPACE;
  const box = [(STAMP_SPACE.width - width) / 2 - 16, classificationAt + 2, width + 32, classificationHeight - 4].map(Math.round);
  return `1 g ${box.join(' ')} re f`;
}

function fitted(words: Words, input: StampInput): { line: TextLine; size: number } {
  const options = { typeface: typeface(words.weight), direction: input.direction, language: input.language };
  const line = layoutLine(words.text, { ...options, size: words.size });
  const room = STAMP_SPACE.width - 2 * MARGIN;
  if (line.width <= room) return { line, size: words.size };
  const size = (words.size * room) / line.width;
  return { line: layoutLine(words.text, { ...options, size }), size };
}

function padded(stamp: string, length: number): Buffer {
  const buffer = Buffer.alloc(length, ' ');
  buffer.write(stamp, 0, 'latin1');
  buffer.write('\n', length - 1, 'latin1');
  return buffer;
}
