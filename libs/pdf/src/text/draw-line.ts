import type { PositionedGlyph, TextLine } from './arabic-text-layout.js';
import type { EmbeddedFont } from './embedded-font.js';
import { MERGED_EM } from './merged-font.js';
import { outlinePath } from './outline-path.js';
import { pdfNumber } from './pdf-number.js';

const MARK = /^\p{M}$/u;

/**
 * Content-stream operators that draw a laid-out line with its left edge at (x, y), in points.
 *
 * Every glyph gets its own text matrix: advances and offsets come from the shaper, never from the PDF reader. In
 * right-to-left runs one code means one character: extractors reverse codes, and disagree about reversing inside a
 * code of several characters (a ligature, a letter with its vowel). See {@link characterCodes}. Marks drawn apart from
 * their letter have no text left to carry and are painted as outlines, since a code that means nothing is read as rubbish.
 */
export function lineOperators(line: TextLine, x: number, y: number, size: number, font: EmbeddedFont): string {
  const text: string[] = [`BT /${font.resourceName} ${pdfNumber(size)} Tf`];
  const outlines: string[] = [];
  const fenced = fencedGlyphs(line);
  const show = (left: number, bottom: number, code: string): void => {
    text.push(`1 0 0 1 ${pdfNumber(left)} ${pdfNumber(bottom)} Tm <${code}> Tj`);
  };
  line.glyphs.forEach((glyph, i) => {
    const left = x + glyph.x;
    if (fenced.before.has(glyph)) show(left, y, font.blankCode(line.fences.mark, 0));
    if (glyph.text === '') {
      const { file } = glyph.face;
      const path = outlinePath(file.outline(glyph.glyphId), size / file.unitsPerEm, left + glyph.dx, y + glyph.dy);
      if (path) outlines.push(path, 'f');
      return;
    }
    const next = line.glyphs.slice(i + 1).find((other) => other.text !== '');
    const room = next ? next.x + next.dx - glyph.x - glyph.dx : glyph.advance;
    for (const code of characterCodes(glyph, room, size, font)) show(left + code.dx, y + code.dy, code.code);
    if (fenced.after.has(glyph)) show(left + glyph.advance, y, font.blankCode(line.fences.mark, 0));
  });
  // Poppler joins a line that ends in a hyphen with the next one; «- بند» ends in one, as seen.
  const [rightmost] = line.glyphs.slice(-1);
  if (rightmost && line.fences.direction === 'rtl' && /^[-‐]/.test(rightmost.text)) {
    show(x + rightmost.x + rightmost.advance, y, font.blankCode(line.fences.mark, 0));
  }
  return [...text, 'ET', ...outlines].join('\n');
}

/**
 * The codes of one glyph, left to right. Vowel marks go on blank codes without width, so that no reader sees a gap
 * around them; the glyph itself takes the last letter and its share of the width; the other letters of a ligature
 * follow on blank codes with theirs.
 *
 * @param room from where this glyph is drawn to where the next one is, points: kerning may move a letter so far that
 * its own width leaves a gap an extractor would take for a space
 */
function characterCodes(
  glyph: PositionedGlyph,
  room: number,
  size: number,
  font: EmbeddedFont,
): { dx: number; dy: number; code: string }[] {
  const { face, glyphId } = glyph;
  const units = face.file.unitsPerEm / size;
  const rtl = glyph.run.level % 2 === 1;
  const characters = rtl ? Array.from(glyph.text).reverse() : [glyph.text];
  const letterCount = characters.filter((character) => !MARK.test(character)).length;
  if (!rtl || letterCount === 0) return [{ dx: glyph.dx, dy: glyph.dy, code: font.codeOf({ face, glyphId }, glyph.text, room * units) }];
  const share = room / letterCount;
  let letters = 0;
  return characters.map((character) => {
    const dx = letters * share;
    if (MARK.test(character)) return { dx, dy: 0, code: font.blankCode(character, 0) };
    if (letters++ === 0) return { dx: glyph.dx, dy: glyph.dy, code: font.codeOf({ face, glyphId }, character, share * units) };
    return { dx, dy: 0, code: font.blankCode(character, (share / size) * MERGED_EM) };
  });
}

/**
 * The glyphs at the far edge of each fenced stretch: what follows it logically stands to its left in a right-to-left
 * line, to its right in the other.
 */
function fencedGlyphs(line: TextLine): { before: Set<PositionedGlyph>; after: Set<PositionedGlyph> } {
  const found = { before: new Set<PositionedGlyph>(), after: new Set<PositionedGlyph>() };
  for (const stretch of line.fences.stretches) {
    const inside = (glyph: PositionedGlyph): boolean => glyph.text !== '' && glyph.cluster >= stretch.start && glyph.cluster < stretch.end;
    const edge = line.fences.direction === 'rtl' ? line.glyphs.find(inside) : line.glyphs.findLast(inside);
    if (edge) (line.fences.direction === 'rtl' ? found.before : found.after).add(edge);
  }
  return found;
}
