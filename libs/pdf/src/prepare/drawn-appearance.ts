import { PDFArray, type PDFContext, type PDFDict, type PDFRef } from 'pdf-lib';
import { layoutLine, layoutParagraph, type TextLine } from '../text/arabic-text-layout.js';
import { outlinePath } from '../text/outline-path.js';
import { pdfNumber } from '../text/pdf-number.js';
import { typeface } from '../text/typeface.js';
import { isFormField, readField, type FormField } from './form-field.js';
import { dictIn, entry, itemsIn, nameIn, numberIn, numbersIn, numbersOf, textOf } from './lookups.js';
import type { PageGeometry } from './paper.types.js';

const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Control point of a quarter circle, in radii. */
const ROUND = 0.5523;
/** Marks and fields without a picture of their own are few; a page of thousands of points is not one of them. */
const MAX_POINTS = 20_000;

interface Drawing {
  operators: string[];
  /** Opacity; 1 for most. */
  alpha: number;
}

/**
 * Draws what a file leaves to its reader to draw: filled form fields and simple marks without an appearance (ISO 32000-1
 * §12.5.6, §12.7.4). Text is set as outlines in our own faces, so that an Arabic value is shown whatever font was named.
 *
 * @param crop the box of the page: nothing is drawn outside it
 * @returns a form in the page's own space; undefined where there is nothing to see
 */
export function drawnAppearance(
  context: PDFContext,
  annotation: PDFDict,
  form: PDFDict | undefined,
  crop: PageGeometry['crop'],
): PDFRef | undefined {
  const drawing = isFormField(annotation) ? widget(annotation, form) : markup(annotation);
  if (!drawing || drawing.operators.length === 0) return undefined;
  const alpha = Math.min(1, Math.max(0, drawing.alpha));
  const content = ['/G gs', ...drawing.operators].join('\n');
  const stream = context.flateStream(content, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [crop.x, crop.y, crop.x + crop.width, crop.y + crop.height],
    Resources: { ExtGState: { G: { Type: 'ExtGState', ca: alpha, CA: alpha } } },
  });
  return context.register(stream);
}

function widget(annotation: PDFDict, form: PDFDict | undefined): Drawing | undefined {
  const rectangle = rectangleOf(annotation);
  if (!rectangle) return undefined;
  const field = readField(annotation, form);
  const { x, y, width, height } = rectangle;
  if (field.button) return field.on ? { operators: buttonMark(field.button, rectangle), alpha: 1 } : undefined;
  if (field.text.trim() === '') return undefined;
  const turn = (((numberIn(dictIn(annotation, 'MK') ?? annotation, 'R') ?? 0) % 360) + 360) % 360;
  const [across, up] = turn % 180 === 0 ? [width, height] : [height, width];
  const corner = { 90: [0, 1, -1, 0, x + width, y], 180: [-1, 0, 0, -1, x + width, y + height], 270: [0, -1, 1, 0, x, y + height] }[turn];
  return { operators: ['q', `${numbers(corner ?? [1, 0, 0, 1, x, y])} cm`, ...words(field, across, up), 'Q'], alpha: 1 };
}

function words(field: Pick<FormField, 'text' | 'multiLine' | 'alignment' | 'defaultAppearance'>, width: number, height: number): string[] {
  const wished = Number(/(\d*\.?\d+)\s+Tf/.exec(field.defaultAppearance)?.[1] ?? 0);
  const size = wished > 0 ? Math.min(wished, 200) : Math.min(12, Math.max(4, height * 0.65));
  const face = typeface('regular');
  const options = { typeface: face, size, direction: RTL.test(field.text) ? 'rtl' : 'ltr', language: 'ar' } as const;
  const room = Math.max(1, width - 4);
  const lines = field.multiLine
    ? layoutParagraph(field.text, room, options)
    : field.text.split('\n').map((line) => layoutLine(line, options));
  const step = size * 1.2;
  const block = step * (lines.length - 1);
  const first = field.multiLine ? height - 2 - size : (height - block) / 2 + block - size * 0.35;
  const out = ['q', `0 0 ${numbers([width, height])} re W n`, colourIn(field.defaultAppearance)];
  lines.forEach((line, i) => {
    const spare = width - 4 - line.width;
    const left = 2 + (field.alignment === 2 ? spare : field.alignment === 1 ? spare / 2 : 0);
    out.push(...glyphs(line, size, left, first - i * step));
  });
  return [...out, 'Q'];
}

function glyphs(line: TextLine, size: number, left: number, base: number): string[] {
  return line.glyphs.flatMap((glyph) => {
    const { file } = glyph.face;
    const path = outlinePath(file.outline(glyph.glyphId), size / file.unitsPerEm, left + glyph.x + glyph.dx, base + glyph.dy);
    return path ? [path, 'f'] : [];
  });
}

function buttonMark(kind: 'check' | 'radio', { x, y, width, height }: Rectangle): string[] {
  if (kind === 'radio') {
    const radius = Math.min(width, height) / 4;
    return ['0 g', ...ellipse(x + width / 2, y + height / 2, radius, radius), 'f'];
  }
  const at = (dx: number, dy: number): string => numbers([x + dx * width, y + dy * height]);
  const thick = numbers([Math.max(0.5, Math.min(width, height) / 9)]);
  return ['0 G', `${thick} w`, `${at(0.2, 0.5)} m ${at(0.42, 0.24)} l ${at(0.8, 0.78)} l S`];
}

function markup(annotation: PDFDict): Drawing | undefined {
  const alpha = numberIn(annotation, 'CA') ?? 1;
  const operators = shape(annotation);
  return operators && { operators, alpha };
}

function shape(annotation: PDFDict): string[] | undefined {
  const stroke = colour(numbersIn(annotation, 'C', 0), 'stroke');
  const fill = colour(numbersIn(annotation, 'IC'), 'fill');
  const thick = numberIn(dictIn(annotation, 'BS') ?? annotation, 'W') ?? numbersIn(annotation, 'Border', 3)?.[2] ?? 1;
  const pen = [stroke ?? '0 G', `${numbers([thick])} w`];
  const paint = painting(stroke !== '' && thick > 0, Boolean(fill));
  const vertices = points(numbersIn(annotation, 'Vertices', 4));
  switch (nameIn(annotation, 'Subtype')) {
    case 'Highlight':
      return [colour(numbersIn(annotation, 'C'), 'fill') ?? '1 1 0 rg', ...quads(annotation, highlighted)];
    case 'Underline':
    case 'Squiggly':
      return [...pen, ...quads(annotation, (quad) => across(quad, 0.08))];
    case 'StrikeOut':
      return [...pen, ...quads(annotation, (quad) => across(quad, 0.5))];
    case 'Square':
      return boxed(annotation, thick, (x, y, w, h) => [...pen, fill ?? '', `${numbers([x, y, w, h])} re`, paint]);
    case 'Circle':
      return boxed(annotation, thick, (x, y, w, h) => [...pen, fill ?? '', ...ellipse(x + w / 2, y + h / 2, w / 2, h / 2), paint]);
    case 'Line':
      return [...pen, ...line(annotation, points(numbersIn(annotation, 'L', 4)), thick)];
    case 'PolyLine':
      return [...pen, polyline(vertices), 'S'];
    case 'Polygon':
      return vertices.length > 1 ? [...pen, fill ?? '', polyline(vertices), 'h', paint] : undefined;
    case 'Ink':
      return [...pen, '1 J 1 j', ...inkLines(annotation).flatMap((line) => [polyline(points(line)), 'S'])];
    case 'FreeText':
      return freeText(annotation);
    default:
      return undefined;
  }
}

/** A line, and a head at each end that has an arrow of any kind. */
function line(annotation: PDFDict, ends: readonly Point[], thick: number): string[] {
  const [from, to] = ends;
  if (!from || !to) return [];
  const [first, last] = itemsIn(annotation, 'LE').map((item) => String(item).includes('Arrow'));
  const head = ([x, y]: Point, [tailX, tailY]: Point): string => {
    const turn = Math.atan2(tailY - y, tailX - x);
    const wing = (angle: number): Point => [x + Math.cos(turn + angle) * thick * 9, y + Math.sin(turn + angle) * thick * 9];
    return `${polyline([wing(Math.PI / 6), [x, y], wing(-Math.PI / 6)])} S`;
  };
  return [polyline([from, to]), 'S', ...(first ? [head(from, to)] : []), ...(last ? [head(to, from)] : [])];
}

function painting(stroked: boolean, filled: boolean): string {
  if (stroked) return filled ? 'B' : 'S';
  return filled ? 'f' : 'n';
}

function freeText(annotation: PDFDict): string[] | undefined {
  const [rectangle, text] = [rectangleOf(annotation), textOf(entry(annotation, 'Contents'))];
  if (!rectangle || !text) return undefined;
  const { x, y, width, height } = rectangle;
  const field = {
    text: text.slice(0, MAX_POINTS),
    multiLine: true,
    alignment: numberIn(annotation, 'Q') ?? 0,
    defaultAppearance: textOf(entry(annotation, 'DA')) ?? '',
  };
  return ['q', `1 0 0 1 ${numbers([x, y])} cm`, ...words(field, width, height), 'Q'];
}

function inkLines(annotation: PDFDict): number[][] {
  return itemsIn(annotation, 'InkList').flatMap((line) => (line instanceof PDFArray ? [numbersOf(annotation.context, line, 4) ?? []] : []));
}

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

function rectangleOf(annotation: PDFDict): Rectangle | undefined {
  const [x1, y1, x2, y2] = numbersIn(annotation, 'Rect', 4) ?? [];
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** The rectangle less its differences (/RD) and half the pen. */
function boxed(
  annotation: PDFDict,
  thick: number,
  draw: (x: number, y: number, width: number, height: number) => string[],
): string[] | undefined {
  const rectangle = rectangleOf(annotation);
  if (!rectangle) return undefined;
  const [left = 0, bottom = 0, right = 0, top = 0] = numbersIn(annotation, 'RD', 4) ?? [];
  const { x, y, width, height } = rectangle;
  return draw(
    x + left + thick / 2,
    y + bottom + thick / 2,
    Math.max(0, width - left - right - thick),
    Math.max(0, height - bottom - top - thick),
  );
}

type Point = [number, number];
/** Upper left, upper right, lower left, lower right: the order all programs write, against ISO 32000-1 §12.5.6.10. */
type Quad = [Point, Point, Point, Point];

function quads(annotation: PDFDict, draw: (quad: Quad) => string[]): string[] {
  const found = points(numbersIn(annotation, 'QuadPoints', 8));
  const out: string[] = [];
  for (let i = 0; i + 3 < found.length; i += 4) out.push(...draw(found.slice(i, i + 4) as Quad));
  return out;
}

function highlighted([upperLeft, upperRight, lowerLeft, lowerRight]: Quad): string[] {
  return [polyline([upperLeft, upperRight, lowerRight, lowerLeft]), 'h f'];
}

/** A line over the quad at a share of its height. */
function across([upperLeft, upperRight, lowerLeft, lowerRight]: Quad, share: number): string[] {
  const between = (low: Point, high: Point): Point => [low[0] + (high[0] - low[0]) * share, low[1] + (high[1] - low[1]) * share];
  return [polyline([between(lowerLeft, upperLeft), between(lowerRight, upperRight)]), 'S'];
}

function points(flat: number[] | undefined): Point[] {
  const out: Point[] = [];
  for (let i = 0; flat && i + 1 < Math.min(flat.length, MAX_POINTS); i += 2) out.push([flat[i] ?? 0, flat[i + 1] ?? 0]);
  return out;
}

function polyline(line: readonly Point[]): string {
  return line.map((point, i) => `${numbers(point)} ${i === 0 ? 'm' : 'l'}`).join(' ');
}

function ellipse(x: number, y: number, radiusX: number, radiusY: number): string[] {
  const [dx, dy] = [radiusX * ROUND, radiusY * ROUND];
  return [
    `${numbers([x + radiusX, y])} m`,
    `${numbers([x + radiusX, y + dy, x + dx, y + radiusY, x, y + radiusY])} c`,
    `${numbers([x - dx, y + radiusY, x - radiusX, y + dy, x - radiusX, y])} c`,
    `${numbers([x - radiusX, y - dy, x - dx, y - radiusY, x, y - radiusY])} c`,
    `${numbers([x + dx, y - radiusY, x + radiusX, y - dy, x + radiusX, y])} c h`,
  ];
}

/** @returns an empty string for "transparent", undefined where no colour is given */
function colour(components: number[] | undefined, use: 'stroke' | 'fill'): string | undefined {
  if (!components) return undefined;
  const operator = { 0: '', 1: 'g', 3: 'rg', 4: 'k' }[components.length];
  if (!operator) return operator;
  return `${numbers(components)} ${use === 'stroke' ? operator.toUpperCase() : operator}`;
}

/** The fill colour of a default appearance; only its numbers are used. */
function colourIn(defaultAppearance: string): string {
  const [, list = '', operator = ''] = /((?:\d*\.?\d+\s+){1,4})(g|rg|k)\b/.exec(defaultAppearance) ?? [];
  const found = list.trim().split(/\s+/).map(Number);
  return found.length === { g: 1, rg: 3, k: 4 }[operator] ? `${numbers(found)} ${operator}` : '0 g';
}

function numbers(list: readonly number[]): string {
  return list.map((value) => pdfNumber(value)).join(' ');
}
