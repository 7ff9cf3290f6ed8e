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
    switch (command.kind) {
      case 'close':
        return 'h';
      case 'move':
      case 'line':
        [x, y] = [command.x, command.y];
        return `${point(x, y)} ${command.kind === 'move' ? 'm' : 'l'}`;
      case 'quad': {
        const { cx, cy } = command;
        const first = point(x + ((cx - x) * 2) / 3, y + ((cy - y) * 2) / 3);
        const second = point(command.x + ((cx - command.x) * 2) / 3, command.y + ((cy - command.y) * 2) / 3);
        [x, y] = [command.x, command.y];
        return `${first} ${second} ${point(x, y)} c`;
      }
    }
  });
  return operators.join('\n');
}
