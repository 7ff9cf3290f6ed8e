import type { Alignment, Flow } from './flow.js';
import { BODY_WIDTH, RULE, SAND, STYLES, type TextStyle } from './paper-style.js';
import type { TextLine } from '../text/arabic-text-layout.js';

/** A table; columns stand in reading order: the first is at the right in Arabic. */
export interface Table {
  caption?: string;
  columns: { header: string; /** Share of the width, any unit. */ share: number; align?: Alignment }[];
  rows: string[][];
}

const PADDING = 6;
/** Points; about a third of a page. */
const KEEP_WHOLE = 240;

/** Draws a table with wrapping cells; on a new page the header is repeated. */
export function drawTable(flow: Flow, table: Table): void {
  const total = table.columns.reduce((sum, column) => sum + column.share, 0);
  const widths = table.columns.map((column) => (column.share / total) * BODY_WIDTH);
  const layRow = (cells: readonly string[], style: TextStyle): TextLine[][] =>
    widths.map((width, i) => flow.lay(cells[i] ?? '', style, width - 2 * PADDING));
  const heightOf = (row: TextLine[][], style: TextStyle): number =>
    Math.max(...row.map((lines) => lines.length)) * style.leading + 2 * PADDING;

  const header = layRow(
    table.columns.map((column) => column.header),
    STYLES.headerCell,
  );
  const drawRow = (row: TextLine[][], style: TextStyle, filled: boolean): void => {
    const height = heightOf(row, style);
    const top = flow.y;
    if (filled) flow.canvas.rectangle(flow.left(0, BODY_WIDTH), top - height, BODY_WIDTH, height, SAND);
    let from = 0;
    row.forEach((lines, i) => {
      const width = widths[i] ?? 0;
      lines.forEach((line, n) => {
        const y = top - PADDING - (n + 1) * style.leading + style.leading * 0.28;
        flow.draw(line, style, from + PADDING, width - 2 * PADDING, table.columns[i]?.align ?? 'start', y);
      });
      from += width;
    });
    const left = flow.left(0, BODY_WIDTH);
    flow.canvas.stroke(
      [
        [left, top - height],
        [left + BODY_WIDTH, top - height],
      ],
      RULE,
      0.6,
    );
    flow.space(height);
  };

  const rows = table.rows.map((row) => layRow(row, STYLES.cell));
  const captionHeight = table.caption ? STYLES.caption.leading + 4 : 0;
  const heights = rows.map((row) => heightOf(row, STYLES.cell));
  const whole = captionHeight + heightOf(header, STYLES.headerCell) + heights.reduce((sum, height) => sum + height, 0);
  // A short table is not cut; a long one begins where it stands, with at least one row under its header.
  flow.need(whole <= KEEP_WHOLE ? whole : captionHeight + heightOf(header, STYLES.headerCell) + (heights[0] ?? 0));
  if (table.caption) {
    for (const line of flow.lay(table.caption, STYLES.caption, BODY_WIDTH)) {
      flow.space(STYLES.caption.leading);
      flow.draw(line, STYLES.caption, 0, BODY_WIDTH, 'start', flow.y);
    }
    flow.space(5);
  }
  drawRow(header, STYLES.headerCell, true);
  for (const row of rows) {
    if (flow.need(heightOf(row, STYLES.cell))) drawRow(header, STYLES.headerCell, true);
    drawRow(row, STYLES.cell, false);
  }
}
