import type { Flow } from './flow.js';
import { BODY_WIDTH, RULE, SERIES, STYLES, TEAL } from './paper-style.js';

/** A bar or line chart. Categories run in reading order: the first is at the right in Arabic. */
export interface Figure {
  kind: 'bar' | 'line';
  caption: string;
  categories: string[];
  series: { name: string; values: number[] }[];
  /** Words after every value, such as «%». */
  unit?: string;
}

const PLOT_HEIGHT = 150;
const AXIS_WIDTH = 40;
const GRID_LINES = 4;
const BAR_SHARE = 0.62;

/** Points a figure takes, with legend, labels and caption. */
export function figureHeight(figure: Figure): number {
  return PLOT_HEIGHT + 84 + (figure.series.length > 1 ? STYLES.caption.leading : 0);
}

/** Draws a figure as vectors. */
export function drawFigure(flow: Flow, figure: Figure): void {
  flow.space(10);
  if (figure.series.length > 1) drawLegend(flow, figure);
  flow.space(PLOT_HEIGHT + 14);
  const bottom = flow.y;
  const top = niceCeiling(Math.max(0, ...figure.series.flatMap((series) => series.values)));
  const plotWidth = BODY_WIDTH - AXIS_WIDTH;
  const height = (value: number): number => (value / top) * PLOT_HEIGHT;

  for (let i = 0; i <= GRID_LINES; i++) {
    const y = bottom + (PLOT_HEIGHT * i) / GRID_LINES;
    const left = flow.left(AXIS_WIDTH, plotWidth);
    flow.canvas.stroke(
      [
        [left, y],
        [left + plotWidth, y],
      ],
      RULE,
      i === 0 ? 1 : 0.4,
    );
    label(flow, format((top * i) / GRID_LINES), 0, AXIS_WIDTH - 6, 'end', y - 3);
  }
  const slot = plotWidth / Math.max(1, figure.categories.length);
  figure.categories.forEach((category, i) => label(flow, category, AXIS_WIDTH + i * slot, slot, 'center', bottom - 15));
  figure.series.forEach((series, s) => {
    const colour = SERIES[s % SERIES.length] ?? TEAL;
    if (figure.kind === 'bar') {
      const width = (slot * BAR_SHARE) / figure.series.length;
      series.values.forEach((value, i) => {
        const from = AXIS_WIDTH + i * slot + (slot * (1 - BAR_SHARE)) / 2 + s * width;
        flow.canvas.rectangle(flow.left(from, width - 2), bottom, width - 2, height(value), colour);
        label(flow, format(value) + (figure.unit ?? ''), from - 12, width + 22, 'center', bottom + height(value) + 4);
      });
    } else {
      const points = series.values.map((value, i) => [flow.left(AXIS_WIDTH + (i + 0.5) * slot, 0), bottom + height(value)] as const);
      flow.canvas.stroke(points, colour, 1.8);
      series.values.forEach((value, i) => {
        const point = points[i];
        if (point) flow.canvas.rectangle(point[0] - 2.5, point[1] - 2.5, 5, 5, colour);
        label(flow, format(value) + (figure.unit ?? ''), AXIS_WIDTH + i * slot, slot, 'center', bottom + height(value) + 7);
      });
    }
  });
  flow.space(22);
  for (const line of flow.lay(figure.caption, STYLES.caption, BODY_WIDTH)) {
    flow.space(STYLES.caption.leading);
    flow.draw(line, STYLES.caption, 0, BODY_WIDTH, 'center', flow.y);
  }
}

function drawLegend(flow: Flow, figure: Figure): void {
  flow.space(STYLES.caption.leading);
  let from = AXIS_WIDTH;
  figure.series.forEach((series, s) => {
    flow.canvas.rectangle(flow.left(from, 9), flow.y, 9, 9, SERIES[s % SERIES.length] ?? TEAL);
    const [line] = flow.lay(series.name, STYLES.caption, BODY_WIDTH / 2);
    if (!line) return;
    flow.draw(line, STYLES.caption, from + 14, line.width, 'start', flow.y + 1);
    from += line.width + 34;
  });
}

function label(flow: Flow, text: string, from: number, width: number, align: 'center' | 'end', y: number): void {
  const style = { ...STYLES.caption, size: 8.5 };
  const [line] = flow.lay(text, style, Math.max(width, 60));
  if (line) flow.draw(line, style, from, width, align, y);
}

function format(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** The next 1, 2, 2.5 or 5 times a power of ten: grid lines fall on round numbers. */
function niceCeiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((step) => step * power >= value) ?? 10) * power;
}
