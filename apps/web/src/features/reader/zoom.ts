import type { PageGeometry } from '@app/contracts';
import { CSS_PIXELS_PER_POINT, type Size, viewSize } from './geometry';

/** How large pages are shown: fitted to the window, each by its own size, or all at one scale (1 = 100 %). */
export type Zoom = { readonly kind: 'width' } | { readonly kind: 'page' } | { readonly kind: 'scale'; readonly factor: number };

export const MIN_ZOOM = 0.5;
export const MAX_ZOOM = 4;

/** The steps of + and −: near 100 % small, further away larger. */
const STEPS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 3.5, 4] as const;

/** Space around the pages, CSS pixels. */
export const PAGE_MARGIN = 16;

export const clampZoom = (factor: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, factor));

/** CSS pixels per point for one page. A fitted page may become smaller than 50 % (a plan on a phone), never larger than 400 %. */
export function pageScale(geometry: PageGeometry, zoom: Zoom, window: Size): number {
  if (zoom.kind === 'scale') return clampZoom(zoom.factor) * CSS_PIXELS_PER_POINT;
  const natural = viewSize(geometry, 1);
  const byWidth = Math.max(1, window.width - 2 * PAGE_MARGIN) / natural.width;
  const byHeight = Math.max(1, window.height - 2 * PAGE_MARGIN) / natural.height;
  const fitted = zoom.kind === 'width' ? byWidth : Math.min(byWidth, byHeight);
  return Math.min(fitted, MAX_ZOOM * CSS_PIXELS_PER_POINT);
}

/** The next step up or down from any factor, also from one between two steps. */
export function zoomStep(factor: number, direction: 'in' | 'out'): number {
  // A factor that differs from a step by rounding counts as that step, or the first press would do nothing one can see.
  const tolerance = 0.005;
  return direction === 'in'
    ? (STEPS.find((step) => step > factor + tolerance) ?? MAX_ZOOM)
    : (STEPS.findLast((step) => step < factor - tolerance) ?? MIN_ZOOM);
}
