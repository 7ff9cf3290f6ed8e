import type { TextLine } from '../text/arabic-text-layout.js';
import { pdfNumber } from '../text/pdf-number.js';
import type { OutlineCommand } from '../text/true-type.js';

/** How finely outlines are written. */
export interface Precision {
  /** Grid units per em; coordinates are whole grid units. */
  unitsPerEm: number;
  /** How far a chord may leave its curve, grid units. */
  tolerance: number;
}

/**
 * A laid-out line as filled polygons in few bytes: curves become chords, coordinates whole numbers counted from the
 * glyph before. A stamp is read at the size of a word on a page, where this cannot be told from the curve.
 */
export function compactGlyphs(line: TextLine, size: number, left: number, base: number, precision: Precision): string {
  const scale = size / precision.unitsPerEm;
  const out = [`q ${pdfNumber(scale, 5)} 0 0 ${pdfNumber(scale, 5)} ${pdfNumber(left, 1)} ${pdfNumber(base, 1)} cm`];
  let [originX, originY] = [0, 0];
  for (const glyph of line.glyphs) {
    const path = polygons(glyph.face.file.outline(glyph.glyphId), precision.unitsPerEm / glyph.face.file.unitsPerEm, precision.tolerance);
    if (!path) continue;
    const [x, y] = [Math.round((glyph.x + glyph.dx) / scale), Math.round(glyph.dy / scale)];
    out.push(`1 0 0 1 ${x - originX} ${y - originY} cm ${path}f`);
    [originX, originY] = [x, y];
  }
  return [...out, 'Q'].join('\n');
}

function polygons(outline: readonly OutlineCommand[], scale: number, tolerance: number): string {
  let text = '';
  let [x, y] = [0, 0];
  let [writtenX, writtenY] = [Number.NaN, Number.NaN];
  const write = (toX: number, toY: number, operator: 'm' | 'l'): void => {
    const [roundX, roundY] = [Math.round(toX), Math.round(toY)];
    if (operator === 'l' && roundX === writtenX && roundY === writtenY) return;
    text += `${roundX} ${roundY} ${operator} `;
    [writtenX, writtenY] = [roundX, roundY];
  };
  for (const command of outline) {
    if (command.kind === 'close') continue;
    const [toX, toY] = [command.x * scale, command.y * scale];
    if (command.kind === 'quad') {
      const [cx, cy] = [command.cx * scale, command.cy * scale];
      // A quadratic curve leaves its chord by a quarter of |p0 - 2c + p1|, and n equal pieces by 1/n² of that.
      const steps = Math.max(1, Math.ceil(Math.sqrt(Math.hypot(x - 2 * cx + toX, y - 2 * cy + toY) / 4 / tolerance)));
      for (let i = 1; i <= steps; i++) {
        const t = i / steps;
        const u = 1 - t;
        write(u * u * x + 2 * u * t * cx + t * t * toX, u * u * y + 2 * u * t * cy + t * t * toY, 'l');
      }
    } else write(toX, toY, command.kind === 'move' ? 'm' : 'l');
    [x, y] = [toX, toY];
  }
  return text;
}
