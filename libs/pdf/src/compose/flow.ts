import type { TextLine } from '../text/arabic-text-layout.js';
import type { PageCanvas } from './page-canvas.js';
import type { TextStyle } from './paper-style.js';

/** Where a line stands in its box; `start` is the right in Arabic. */
export type Alignment = 'start' | 'center' | 'end';

/** What tables and figures see of the paper they are drawn into. Lengths are points. */
export interface Flow {
  /** Where the next thing begins, from the bottom of the page. */
  readonly y: number;
  /** The page being drawn. */
  readonly canvas: PageCanvas;
  /** Lines of a text no wider than `width`. */
  lay(text: string, style: TextStyle, width: number): TextLine[];
  /** Draws a line in a box of the body, at base line `y`. */
  draw(line: TextLine, style: TextStyle, from: number, width: number, align: Alignment, y: number): void;
  /** Left edge, on the page, of a box that begins `from` after the start of the line (right in Arabic). */
  left(from: number, width: number): number;
  /** Moves down. */
  space(height: number): void;
  /** Begins a new page unless this much is left; says whether it did. */
  need(height: number): boolean;
}
