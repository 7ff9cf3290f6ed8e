import { INK_POINT_VALUES, type AnnotationContent, type InkShape, type WireQuad } from '@app/contracts';
import { getStroke } from 'perfect-freehand';

/** A point in user space. */
interface Point {
  readonly x: number;
  readonly y: number;
}

const paths = new WeakMap<InkShape, string>();
const round = (value: number) => Math.round(value * 100) / 100;

/**
 * The outline of a pen stroke, or the line of a marker stroke, as SVG path data in user space. Zooming turns and
 * scales it by a matrix, so it is computed once per stroke.
 */
export function inkPath(shape: InkShape): string {
  const known = paths.get(shape);
  if (known !== undefined) return known;
  const path = shape.nib === 'pen' ? penPath(shape.points, shape.width) : linePath(pointsOf(shape.points));
  paths.set(shape, path);
  return path;
}

/** The outline while the stroke is being written: not kept, because it grows. */
export function penPath(points: readonly number[], width: number, finished = true): string {
  const input: [number, number, number][] = [];
  for (let at = 0; at + 2 < points.length; at += INK_POINT_VALUES)
    input.push([points[at] ?? 0, points[at + 1] ?? 0, points[at + 2] ?? 0.5]);
  const outline = getStroke(input, {
    size: width * 1.6,
    thinning: 0.55,
    smoothing: 0.5,
    streamline: 0.35,
    simulatePressure: false,
    last: finished,
  });
  const first = outline[0];
  if (!first) return '';
  let path = `M${round(first[0] ?? 0)} ${round(first[1] ?? 0)}Q`;
  outline.forEach(([x = 0, y = 0], index) => {
    const [nextX = 0, nextY = 0] = outline[(index + 1) % outline.length] ?? [];
    path += `${round(x)} ${round(y)} ${round((x + nextX) / 2)} ${round((y + nextY) / 2)} `;
  });
  return `${path}Z`;
}

export function linePath(points: readonly Point[]): string {
  const [first] = points;
  if (!first) return '';
  // A dot is a line of no length; with round ends it is seen.
  const rest = points.length > 1 ? points.slice(1) : [first];
  return `M${round(first.x)} ${round(first.y)}${rest.map(({ x, y }) => `L${round(x)} ${round(y)}`).join('')}`;
}

export function pointsOf(values: readonly number[]): Point[] {
  const points: Point[] = [];
  for (let at = 0; at + 2 < values.length; at += INK_POINT_VALUES) points.push({ x: values[at] ?? 0, y: values[at + 1] ?? 0 });
  return points;
}

/** Corners of a quad in the order in which an outline runs: the wire's order is that of reading. */
export function quadOutline([ax, ay, bx, by, cx, cy, dx, dy]: WireQuad): string {
  return `M${ax} ${ay}L${bx} ${by}L${dx} ${dy}L${cx} ${cy}Z`;
}

/** From user space to the page as shown: it is linear, so three points tell all of it. */
export function matrixOf(fromUserSpace: (point: Point) => Point): string {
  const origin = fromUserSpace({ x: 0, y: 0 });
  const right = fromUserSpace({ x: 1, y: 0 });
  const up = fromUserSpace({ x: 0, y: 1 });
  return `matrix(${right.x - origin.x} ${right.y - origin.y} ${up.x - origin.x} ${up.y - origin.y} ${origin.x} ${origin.y})`;
}

/** Whether a point lies on an annotation, give or take a reach in points. */
export function touches({ shape }: AnnotationContent, point: Point, reach: number): boolean {
  if (shape.kind === 'ink') {
    const points = pointsOf(shape.points);
    const near = reach + shape.width / 2;
    return points.some((from, index) => distanceToSegment(point, from, points[index + 1] ?? from) <= near);
  }
  return shape.quads.some((quad) => {
    const xs = [quad[0], quad[2], quad[4], quad[6]];
    const ys = [quad[1], quad[3], quad[5], quad[7]];
    return (
      point.x >= Math.min(...xs) - reach &&
      point.x <= Math.max(...xs) + reach &&
      point.y >= Math.min(...ys) - reach &&
      point.y <= Math.max(...ys) + reach
    );
  });
}

function distanceToSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((point.x - from.x) * dx + (point.y - from.y) * dy) / length));
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}
