import { buildStamp } from '@app/pdf';
import type { Bilingual, Language, View } from '@app/contracts';
import { stampInput } from '../../apps/agenda/src/documents/stamp-text.js';
import { popplerPixels, writeTemporary } from '../../libs/pdf/src/testing/pdf-tools.js';

/** Brightness of each pixel, rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly bright: Buffer;
}

/** A page as poppler paints it, an independent witness of what the bytes say. */
export function paintedByPoppler(pdf: Uint8Array, page: number, dpi: number): Picture {
  const { width, height, rgb } = popplerPixels(writeTemporary('paper.pdf', pdf), page, dpi);
  const bright = Buffer.alloc(width * height);
  for (let at = 0; at < bright.length; at += 1)
    bright[at] = Math.round(((rgb[at * 3] ?? 0) + (rgb[at * 3 + 1] ?? 0) + (rgb[at * 3 + 2] ?? 0)) / 3);
  return { width, height, bright };
}

/** How far two pictures of one page are apart: 0 for the same, 255 for black beside white. */
export function distance(one: Picture, other: Picture): number {
  const height = Math.min(one.height, other.height);
  const width = Math.min(one.width, other.width);
  let sum = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) sum += Math.abs((one.bright[y * one.width + x] ?? 0) - (other.bright[y * other.width + x] ?? 0));
  }
  return sum / (width * height);
}

/** What a viewing's window may hold: the reader's stamp in his language, for each minute the viewing may have begun in. */
export function stampsOf(view: View, reader: { name: Bilingual; country: string }, language: Language, minutesAgo = 5): Buffer[] {
  return Array.from({ length: minutesAgo + 1 }, (_, ago) => {
    const opened = { ...view, language, openedAt: new Date(Date.now() - ago * 60_000) };
    const found = { view: opened, reader, document: { level: view.label.level } } as unknown as Parameters<typeof stampInput>[0];
    return buildStamp(stampInput(found, view.label));
  });
}
