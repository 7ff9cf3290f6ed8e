import type { Size } from './geometry';

/** 12 million pixels (48 MB): A4 at 165 % on a screen of double density. Above it the browser enlarges, and four pages still fit a tablet. */
export const MAX_CANVAS_PIXELS = 12_000_000;
/** No browser we support draws on a larger side. */
export const MAX_CANVAS_SIDE = 8192;

/** The device pixels of a canvas for a box of CSS pixels, bounded so that no zoom can exhaust the memory. */
export function canvasSize(box: Size, pixelRatio: number): Size {
  const ratio = Math.min(
    pixelRatio,
    Math.sqrt(MAX_CANVAS_PIXELS / (box.width * box.height)),
    MAX_CANVAS_SIDE / box.width,
    MAX_CANVAS_SIDE / box.height,
  );
  return { width: Math.max(1, Math.floor(box.width * ratio)), height: Math.max(1, Math.floor(box.height * ratio)) };
}
