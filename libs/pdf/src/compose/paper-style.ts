import type { FontWeight } from '../text/typeface.js';
import type { Colour } from './page-canvas.js';

/** A4, points. */
export const A4 = { width: 595.28, height: 841.89 } as const;
/** Room for the stamp's edge words is kept at the top and the bottom. */
export const MARGIN = { side: 64, top: 74, bottom: 86 } as const;
export const BODY_WIDTH = A4.width - 2 * MARGIN.side;

export const INK: Colour = [0.11, 0.1, 0.09];
export const QUIET: Colour = [0.42, 0.39, 0.36];
export const TEAL: Colour = [0.06, 0.36, 0.36];
export const SAND: Colour = [0.95, 0.925, 0.885];
export const RULE: Colour = [0.82, 0.785, 0.74];
/** Series of a figure, told apart in grey as well. */
export const SERIES: readonly Colour[] = [TEAL, [0.76, 0.55, 0.25], [0.45, 0.5, 0.55]];

export interface TextStyle {
  /** Points. */
  size: number;
  /** Distance between base lines, points. */
  leading: number;
  weight: FontWeight;
  colour: Colour;
}

export const STYLES = {
  state: { size: 13, leading: 22, weight: 'semibold', colour: INK },
  body: { size: 12, leading: 21, weight: 'regular', colour: INK },
  title: { size: 22, leading: 36, weight: 'semibold', colour: TEAL },
  heading: { size: 15.5, leading: 27, weight: 'semibold', colour: TEAL },
  subheading: { size: 13, leading: 23, weight: 'semibold', colour: INK },
  cell: { size: 10.5, leading: 17, weight: 'regular', colour: INK },
  headerCell: { size: 10.5, leading: 17, weight: 'semibold', colour: TEAL },
  caption: { size: 10, leading: 17, weight: 'regular', colour: QUIET },
  folio: { size: 9, leading: 12, weight: 'regular', colour: QUIET },
} as const satisfies Record<string, TextStyle>;
