import { embeddingLevels, lineLevels, visualOrder, type BaseDirection } from './bidi.js';
import { harfBuzz, type ShapedGlyph } from './harfbuzz.js';
import { itemize, type TextRun } from './itemize.js';
import { directionFences, type DirectionFences } from './direction-fences.js';
import type { FontFace, Typeface } from './typeface.js';

/** One glyph of a line, in visual order (left to right). */
export interface PositionedGlyph {
  face: FontFace;
  glyphId: number;
  /** UTF-16 index in the paragraph of the cluster it belongs to. */
  cluster: number;
  /** The run it was shaped in. */
  run: TextRun;
  /** Logical text this glyph stands for: the whole cluster on one of its glyphs, empty on the others. */
  text: string;
  /** Left edge of its advance from the start of the line, points. */
  x: number;
  /** Distances of the drawn glyph from there and from the base line, points. */
  dx: number;
  dy: number;
  /** Points. */
  advance: number;
}

/** One laid-out line. */
export interface TextLine {
  glyphs: PositionedGlyph[];
  /** Width without trailing white space, points. */
  width: number;
  /** Logical text of the line. */
  text: string;
  fences: DirectionFences;
}

export interface LayoutOptions {
  typeface: Typeface;
  /** Points per em. */
  size: number;
  direction: BaseDirection;
  /** BCP 47; selects localised letter forms. */
  language: string;
}

/** Lays out one line without breaking it. */
export function layoutLine(text: string, options: LayoutOptions): TextLine {
  const paragraph = normalise(text);
  return shapeLine(paragraph, embeddingLevels(paragraph, options.direction), 0, paragraph.length, options);
}

/**
 * Breaks a text into lines no wider than `width` points.
 *
 * Levels are found once per paragraph and reordered per line (UAX#9 §3.4): a number that wraps keeps the direction its
 * paragraph gave it. Lines break at spaces; a word wider than the line is cut between clusters.
 */
export function layoutParagraph(text: string, width: number, options: LayoutOptions): TextLine[] {
  return text.split('\n').flatMap((part) => {
    const paragraph = normalise(part);
    const levels = embeddingLevels(paragraph, options.direction);
    return breakLines(paragraph, levels, width, options).map(([start, end]) => shapeLine(paragraph, levels, start, end, options));
  });
}

function normalise(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

function breakLines(paragraph: string, levels: Uint8Array, width: number, options: LayoutOptions): [number, number][] {
  const advances = logicalAdvances(paragraph, levels, options);
  const lines: [number, number][] = [];
  let lineStart = 0;
  let used = 0;
  for (const match of paragraph.matchAll(/[^ ]+ */g)) {
    const wordEnd = match.index + match[0].trimEnd().length;
    const word = sum(advances, match.index, wordEnd);
    if (used + word > width && match.index > lineStart) {
      lines.push([lineStart, match.index]);
      lineStart = match.index;
      used = 0;
    }
    if (word > width) {
      for (let i = match.index, piece = 0; i < wordEnd; i++) {
        piece += advances[i] ?? 0;
        if (piece > width && i > lineStart && (advances[i] ?? 0) > 0) {
          lines.push([lineStart, i]);
          lineStart = i;
          piece = advances[i] ?? 0;
        }
      }
      used = sum(advances, lineStart, match.index + match[0].length);
    } else used += sum(advances, match.index, match.index + match[0].length);
  }
  return [...lines, [lineStart, paragraph.length]];
}

/** Width of each cluster at its first character, points; the rest of the cluster counts nothing. */
function logicalAdvances(paragraph: string, levels: Uint8Array, options: LayoutOptions): number[] {
  const advances = new Array<number>(paragraph.length).fill(0);
  for (const run of itemize(paragraph, Array.from(levels), 0, options.typeface)) {
    for (const glyph of shapeRun(paragraph, run, options)) {
      advances[glyph.cluster] = (advances[glyph.cluster] ?? 0) + (glyph.xAdvance * options.size) / run.face.shaper.unitsPerEm;
    }
  }
  return advances;
}

function shapeRun(paragraph: string, run: TextRun, options: LayoutOptions): ShapedGlyph[] {
  const direction = run.level % 2 === 1 ? 'rtl' : 'ltr';
  return harfBuzz().shape(run.face.shaper, paragraph, run.start, run.end, { direction, script: run.script, language: options.language });
}

function shapeLine(paragraph: string, levels: Uint8Array, start: number, end: number, options: LayoutOptions): TextLine {
  const ofLine = lineLevels(paragraph, levels, start, end, options.direction);
  const runs = itemize(paragraph, ofLine, start, options.typeface);
  const glyphs: PositionedGlyph[] = [];
  let x = 0;
  for (const run of visualOrder(runs)) {
    const scale = options.size / run.face.shaper.unitsPerEm;
    const shaped = shapeRun(paragraph, run, options);
    const texts = clusterTexts(paragraph, run, shaped);
    shaped.forEach((glyph, i) => {
      const advance = glyph.xAdvance * scale;
      const { glyphId, cluster } = glyph;
      glyphs.push({
        face: run.face,
        glyphId,
        cluster,
        run,
        text: texts[i] ?? '',
        x,
        dx: glyph.xOffset * scale,
        dy: glyph.yOffset * scale,
        advance,
      });
      x += advance;
    });
  }
  const width = withoutTrailingSpace(glyphs, x, options.direction);
  return { glyphs, width, text: paragraph.slice(start, end), fences: directionFences(paragraph, ofLine, start, options.direction) };
}

/**
 * Gives each cluster's text to exactly one of its glyphs: the widest, which is the base letter. Search and copy then
 * find the logical text once, however many marks the font draws.
 */
function clusterTexts(paragraph: string, run: TextRun, shaped: readonly ShapedGlyph[]): string[] {
  const starts = [...new Set(shaped.map((glyph) => glyph.cluster))].sort((a, b) => a - b);
  const bearer = new Map<number, number>();
  shaped.forEach((glyph, i) => {
    const best = bearer.get(glyph.cluster);
    if (best === undefined || glyph.xAdvance > (shaped[best]?.xAdvance ?? 0)) bearer.set(glyph.cluster, i);
  });
  const texts = shaped.map(() => '');
  starts.forEach((cluster, i) => {
    const glyph = bearer.get(cluster);
    if (glyph !== undefined) texts[glyph] = paragraph.slice(cluster, starts[i + 1] ?? run.end);
  });
  return texts;
}

function withoutTrailingSpace(glyphs: PositionedGlyph[], width: number, direction: BaseDirection): number {
  const fromEnd = direction === 'rtl' ? glyphs : [...glyphs].reverse();
  let spaces = 0;
  for (const glyph of fromEnd) {
    if (glyph.text.trim() !== '' || glyph.text === '') break;
    spaces += glyph.advance;
  }
  if (direction === 'rtl' && spaces > 0) for (const glyph of glyphs) glyph.x -= spaces;
  return width - spaces;
}

function sum(values: readonly number[], from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += values[i] ?? 0;
  return total;
}
