import type { PageGeometry } from '@app/contracts';
import { type Size, viewSize } from './geometry';

/** Where one page lies in the scrolled content; `top` in CSS pixels from its upper edge. */
export interface PageBox extends Size {
  readonly page: number;
  readonly top: number;
  /** CSS pixels per point. */
  readonly scale: number;
}

export interface PageLayout extends Size {
  readonly boxes: readonly PageBox[];
  /** Space between pages and below the last one. */
  readonly gap: number;
}

/** First and last page, both from 1; empty when `last < first`. */
export interface PageRange {
  readonly first: number;
  readonly last: number;
}

export const NO_PAGES: PageRange = { first: 1, last: 0 };

/** Pages one below the other. Known from the geometry alone, so nothing moves when the bytes arrive. */
export function layOut(
  pages: readonly PageGeometry[],
  scaleOf: (geometry: PageGeometry) => number,
  { gap, head = gap, margin = gap }: { gap: number; head?: number; margin?: number },
): PageLayout {
  const boxes: PageBox[] = [];
  let top = head;
  let widest = 0;
  pages.forEach((geometry, index) => {
    const scale = scaleOf(geometry);
    const size = viewSize(geometry, scale);
    boxes.push({ page: index + 1, top, scale, ...size });
    top += size.height + gap;
    widest = Math.max(widest, size.width);
  });
  return { boxes, gap, width: widest + 2 * margin, height: top };
}

/** The pages that show at least a line of pixels between `top` and `top + height`. */
export function visiblePages(layout: PageLayout, top: number, height: number): PageRange {
  const first = firstBelow(layout.boxes, top);
  let last = first - 1;
  while (layout.boxes[last] && (layout.boxes[last]?.top ?? 0) < top + height) last += 1;
  return first > layout.boxes.length ? NO_PAGES : { first, last };
}

/** The range with `by` more pages on each side, inside the document. */
export function widen(range: PageRange, by: number, count: number): PageRange {
  if (range.last < range.first) return range;
  return { first: Math.max(1, range.first - by), last: Math.min(count, range.last + by) };
}

/** The page one is reading: the one with the most pixels in sight, the earlier one of two equals. */
export function pageInSight(layout: PageLayout, top: number, height: number): number {
  const { first, last } = visiblePages(layout, top, height);
  let best = Math.min(first, Math.max(1, layout.boxes.length));
  let most = -1;
  for (const box of layout.boxes.slice(first - 1, last)) {
    const seen = Math.min(box.top + box.height, top + height) - Math.max(box.top, top);
    // Half a pixel: browsers round scroll positions, and a tie must not flicker.
    if (seen > most + 0.5) {
      most = seen;
      best = box.page;
    }
  }
  return best;
}

/** How far to scroll so that the page stands at the top of the window; for the first page the head is in sight too. */
export function scrollTopOf(layout: PageLayout, page: number): number {
  if (page <= 1) return 0;
  return Math.max(0, (layout.boxes[page - 1]?.top ?? 0) - layout.gap);
}

/** A place inside the content that survives a change of zoom or window: a page and a share of its height. */
export interface ScrollAnchor {
  readonly page: number;
  /** 0 at the page's top, 1 at its bottom; outside of it in the gap between two pages. */
  readonly share: number;
}

export function anchorAt(layout: PageLayout, top: number): ScrollAnchor {
  const page = Math.min(firstBelow(layout.boxes, top), Math.max(1, layout.boxes.length));
  const box = layout.boxes[page - 1];
  return { page, share: box ? (top - box.top) / box.height : 0 };
}

export function topOfAnchor(layout: PageLayout, anchor: ScrollAnchor): number {
  const box = layout.boxes[anchor.page - 1];
  return box ? box.top + anchor.share * box.height : 0;
}

/** The first page whose lower edge lies below `top` (count + 1 when none): bisection, since a pack may have thousands of pages. */
function firstBelow(boxes: readonly PageBox[], top: number): number {
  let low = 0;
  let high = boxes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const box = boxes[middle];
    if (box && box.top + box.height <= top) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}
