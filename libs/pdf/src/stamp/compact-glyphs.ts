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

interface GridPoint {
  x: number;
  y: number;
}

function polygons(outline: readonly OutlineCommand[], scale: number, tolerance: number): string {
  const contours: GridPoint[][] = [];
  let [x, y] = [0, 0];
  for (const command of outline) {
    if (command.kind === 'close') continue;
    const [toX, toY] = [command.x * scale, command.y * scale];
    if (command.kind === 'move') contours.push([]);
    const contour = contours.at(-1) ?? [];
    if (command.kind === 'quad') {
      const [cx, cy] = [command.cx * scale, command.cy * scale];
      // A quadratic curve leaves its chord by a quarter of |p0 - 2c + p1|, and n equal pieces by 1/n² of that.
      const steps = Math.max(1, Math.ceil(Math.sqrt(Math.hypot(x - 2 * cx + toX, y - 2 * cy + toY) / 4 / tolerance)));
      for (let i = 1; i <= steps; i++) {
        const t = i / steps;
        const u = 1 - t;
        contour.push({ x: Math.round(u * u * x + 2 * u * t * cx + t * t * toX), y: Math.round(u * u * y + 2 * u * t * cy + t * t * toY) });
      }
    } else contour.push({ x: Math.round(toX), y: Math.round(toY) });
    [x, y] = [toX, toY];
  }
  return contours.map((contour) => polygon(contour, tolerance)).join('');
}

function polygon(contour: readonly GridPoint[], tolerance: number): string {
  const half = Math.floor(contour.length / 2);
  // The contour is closed: two opposite points stay, the arcs between them are thinned.
  const kept = [...thinned(contour.slice(0, half + 1), tolerance), ...thinned(contour.slice(half), tolerance).slice(1)];
  return kept.map((point, i) => `${point.x} ${point.y} ${i === 0 ? 'm' : 'l'} `).join('');
}

/** Douglas and Peucker 1973: leaves out the points that lie closer to the chord than the tolerance. */
function thinned(points: readonly GridPoint[], tolerance: number): GridPoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return [...points];
  const [dx, dy] = [last.x - first.x, last.y - first.y];
  const chord = Math.hypot(dx, dy);
  let [farthest, at] = [-1, 0];
  points.forEach((point, i) => {
    const [px, py] = [point.x - first.x, point.y - first.y];
    const distance = chord === 0 ? Math.hypot(px, py) : Math.abs(dx * py - dy * px) / chord;
    if (distance > farthest) [farthest, at] = [distance, i];
  });
  if (farthest <= tolerance * 0.75) return [first, last];
  return [...thinned(points.slice(0, at + 1), tolerance), ...thinned(points.slice(at), tolerance).slice(1)];
}
