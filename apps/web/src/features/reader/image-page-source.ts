import { readPageImage, type View } from '@app/contracts';
import { fetchBytes } from '../../wire';
import type { PageSource } from './page-source';
import { persist } from './persist';

/** Pixels per point the server is asked for. Few steps, so that many readers of one page ask for the same rendering. */
const SCALES = [0.25, 0.5, 1, 1.5, 2, 2.5, 3] as const;

/** The least step that is at least as fine as the canvas. */
export function imageScale(canvasWidth: number, pageWidth: number): number {
  const wanted = canvasWidth / pageWidth;
  // One in a hundred is not seen, and spares the next larger image where a canvas was rounded up.
  return SCALES.find((scale) => scale >= wanted * 0.99) ?? 3;
}

/**
 * Pages of the levels whose PDF never leaves the server: images with the stamp burnt in. They go from the answer
 * straight onto the canvas; no blob address exists that could be copied, and nothing stays in a cache.
 */
export function createImagePageSource(view: View, onStall: (stalled: boolean) => void): PageSource {
  const ended = new AbortController();
  return {
    hasText: false,
    async paint(page, canvas, jobSignal) {
      const signal = AbortSignal.any([jobSignal, ended.signal]);
      const geometry = view.pages[page - 1];
      if (!geometry) throw new RangeError(`no page ${page}`);
      const width = geometry.rotation % 180 === 0 ? geometry.width : geometry.height;
      const scale = imageScale(canvas.width, width);
      const response = await persist(
        () => fetchBytes(readPageImage, { params: { viewId: view.id, page }, query: { scale } }, { signal }),
        signal,
        onStall,
      );
      const image = await createImageBitmap(await response.blob());
      try {
        signal.throwIfAborted();
        const context = canvas.getContext('2d', { alpha: false });
        if (!context) throw new Error('no canvas');
        context.imageSmoothingQuality = 'high';
        context.drawImage(image, 0, 0, canvas.width, canvas.height);
      } finally {
        image.close();
      }
    },
    text: () => Promise.resolve(null),
    layText: () => Promise.resolve(),
    outline: () => Promise.resolve([]),
    forget: () => undefined,
    destroy: () => ended.abort(),
  };
}
