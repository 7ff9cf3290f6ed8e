import type { Figure } from '../compose/figure.js';
import type { Table } from '../compose/table.js';

/** One block of a demo paper. */
export type Block =
  | { kind: 'heading' | 'subheading' | 'paragraph'; text: string }
  | { kind: 'bullets'; items: string[] }
  | { kind: 'table'; table: Table }
  | { kind: 'figure'; figure: Figure };

/** A demo paper as data. All figures are those of the scenario or say that they are illustrative. */
export interface DemoContent {
  key: string;
  meeting: 'A' | 'B';
  item: number;
  language: 'ar' | 'en';
  title: string;
  fileName: string;
  submittedBy: string;
  blocks: Block[];
}

export const heading = (text: string): Block => ({ kind: 'heading', text });
export const subheading = (text: string): Block => ({ kind: 'subheading', text });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const bullets = (...items: string[]): Block => ({ kind: 'bullets', items });
export const table = (caption: string, header: [string, number][], ...rows: string[][]): Block => ({
  kind: 'table',
  table: { caption, columns: header.map(([text, share]) => ({ header: text, share })), rows },
});
export const figure = (made: Figure): Block => ({ kind: 'figure', figure: made });
