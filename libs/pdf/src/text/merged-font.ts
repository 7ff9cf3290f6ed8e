import type { ContourPoint } from './true-type.js';
import type { FontFace } from './typeface.js';
import { writeSfnt } from './woff.js';

/** Units per em of the fonts we write. */
export const MERGED_EM = 1000;
const TRUE_TYPE = 0x00010000;

/** A glyph of one of the faces; `blank` is the glyph that draws nothing. */
export type GlyphSource = { face: FontFace; glyphId: number } | 'blank';

/**
 * One TrueType program out of glyphs of several faces, glyph i + 1 being `sources[i]` and glyph 0 empty.
 *
 * A line that changes script changes face. As two PDF fonts that would cut the line in two for pdf.js, which then
 * cannot put the words of an Arabic sentence with numbers back in order. Outlines are assembled, brought to one em and
 * written without hinting instructions, which would not be valid across programs (OpenType glyf, loca, hmtx, maxp).
 */
export function mergeFonts(sources: readonly GlyphSource[], metrics: { ascent: number; descent: number }): Buffer {
  const glyphs = [Buffer.alloc(0), ...sources.map((source) => encodeGlyph(contoursOf(source)))];
  const counts = sources.map(contoursOf);
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let offset = 0;
  glyphs.forEach((glyph, i) => {
    loca.writeUInt32BE(offset, i * 4);
    offset += glyph.length;
  });
  loca.writeUInt32BE(offset, glyphs.length * 4);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  sources.forEach((source, i) => {
    const points = contoursOf(source).flat();
    const advance = source === 'blank' ? 0 : (source.face.file.advance(source.glyphId) * MERGED_EM) / source.face.file.unitsPerEm;
    hmtx.writeUInt16BE(Math.round(advance), (i + 1) * 4);
    hmtx.writeInt16BE(points.length ? Math.min(...points.map((point) => point.x)) : 0, (i + 1) * 4 + 2);
  });
  return writeSfnt(TRUE_TYPE, [
    { tag: 'head', data: head() },
    { tag: 'hhea', data: hhea(metrics, glyphs.length) },
    {
      tag: 'maxp',
      data: maxp(glyphs.length, Math.max(0, ...counts.map((c) => c.flat().length)), Math.max(0, ...counts.map((c) => c.length))),
    },
    { tag: 'hmtx', data: hmtx },
    { tag: 'loca', data: loca },
    { tag: 'glyf', data: Buffer.concat(glyphs) },
  ]);
}

/**
 * What a blank code draws: a line there and back, which encloses nothing. It is not simply empty because pdfium leaves
 * characters without a box out of the text, and would lose the letters of every ligature.
 */
const BLANK: ContourPoint[][] = [
  [
    { x: 0, y: 0, on: true },
    { x: 150, y: 500, on: true },
    { x: 0, y: 0, on: true },
  ],
];

function contoursOf(source: GlyphSource): ContourPoint[][] {
  if (source === 'blank') return BLANK;
  const { face, glyphId } = source;
  const scale = MERGED_EM / face.file.unitsPerEm;
  return face.file
    .contours(glyphId)
    .map((contour) => contour.map(({ x, y, on }) => ({ x: Math.round(x * scale), y: Math.round(y * scale), on })));
}

/** A simple glyph with 16-bit deltas throughout: deflate takes care of the size. */
function encodeGlyph(contours: ContourPoint[][]): Buffer {
  const points = contours.flat();
  if (points.length === 0) return Buffer.alloc(0);
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const header = Buffer.alloc(10 + contours.length * 2 + 2);
  [contours.length, Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].forEach((value, i) =>
    header.writeInt16BE(value, i * 2),
  );
  let last = -1;
  contours.forEach((contour, i) => header.writeUInt16BE((last += contour.length), 10 + i * 2));
  const flags = Buffer.from(points.map((point) => (point.on ? 1 : 0)));
  const deltas = (values: number[]): Buffer => {
    const out = Buffer.alloc(values.length * 2);
    values.forEach((value, i) => out.writeInt16BE(value - (values[i - 1] ?? 0), i * 2));
    return out;
  };
  const body = Buffer.concat([header, flags, deltas(xs), deltas(ys)]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

function head(): Buffer {
  const table = Buffer.alloc(54);
  table.writeUInt32BE(0x00010000, 0);
  table.writeUInt32BE(0x00010000, 4);
  table.writeUInt32BE(0x5f0f3cf5, 12);
  table.writeUInt16BE(0x000b, 16);
  table.writeUInt16BE(MERGED_EM, 18);
  [-1000, -1000, 3000, 2000].forEach((value, i) => table.writeInt16BE(value, 36 + i * 2));
  table.writeUInt16BE(8, 46);
  table.writeInt16BE(2, 48);
  table.writeInt16BE(1, 50);
  return table;
}

function hhea(metrics: { ascent: number; descent: number }, count: number): Buffer {
  const table = Buffer.alloc(36);
  table.writeUInt32BE(0x00010000, 0);
  table.writeInt16BE(metrics.ascent, 4);
  table.writeInt16BE(metrics.descent, 6);
  table.writeUInt16BE(3000, 10);
  table.writeInt16BE(1, 18);
  table.writeUInt16BE(count, 34);
  return table;
}

function maxp(count: number, points: number, contours: number): Buffer {
  const table = Buffer.alloc(32);
  table.writeUInt32BE(0x00010000, 0);
  table.writeUInt16BE(count, 4);
  table.writeUInt16BE(points, 6);
  table.writeUInt16BE(contours, 8);
  table.writeUInt16BE(2, 14);
  return table;
}
