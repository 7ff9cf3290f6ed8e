import { pdfNumber } from './pdf-number.js';
import type { OutlineCommand } from './true-type.js';

/**
 * Path operators of an outline, scaled and moved (ISO 32000-1 §8.5.2). PDF has cubic curves only; a quadratic one is
 * raised exactly: its control points lie two thirds of the way to the quadratic control point.
 *
 * @param decimals places kept in the written numbers
 */
export function outlinePath(outline: readonly OutlineCommand[], scale: number, left: number, bottom: number, decimals = 3): string {
  const point = (x: number, y: number): string => `${pdfNumber(left + x * scale, decimals)} ${pdfNumber(bottom + y * scale, decimals)}`;
  let x = 0;
  let y = 0;
  const operators = outline.map((command) => {
    if (command.kind === 'close') return 'h';
    const [fromX, fromY] = [x, y];
    [x, y] = [command.x, command.y];
    if (command.kind !== 'quad') return `${point(x, y)} ${command.kind === 'move' ? 'm' : 'l'}`;
    const { cx, cy } = command;
    const first = point(fromX + ((cx - fromX) * 2) / 3, fromY + ((cy - fromY) * 2) / 3);
    const second = point(x + ((cx - x) * 2) / 3, y + ((cy - y) * 2) / 3);
    return `${first} ${second} ${point(x, y)} c`;
  });
  return operators.join('\n');
}
