import type { Size } from './geometry';

/** Canvases kept for the next page. More would hold memory that scrolling does not need. */
const KEPT = 3;

/** Lends canvases. Reusing one spares the allocation of tens of megabytes at every page turn. */
export class CanvasPool {
  readonly #free: HTMLCanvasElement[] = [];

  take(size: Size): HTMLCanvasElement {
    const canvas = this.#free.pop() ?? document.createElement('canvas');
    // Setting a dimension also clears the canvas: nobody sees a flash of another page.
    canvas.width = size.width;
    canvas.height = size.height;
    return canvas;
  }

  give(canvas: HTMLCanvasElement): void {
    canvas.remove();
    if (this.#free.length < KEPT) this.#free.push(canvas);
    else empty(canvas);
  }

  /** Frees all memory, and with it the last pixels of a paper that may no longer be shown. */
  drain(): void {
    for (const canvas of this.#free.splice(0)) empty(canvas);
  }
}

function empty(canvas: HTMLCanvasElement): void {
  // Safari keeps the pixels of a collected canvas for a while unless its size is zero.
  canvas.width = 0;
  canvas.height = 0;
}
