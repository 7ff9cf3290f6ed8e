import type { PageGeometry } from '@app/contracts';
import { behavior, derive, type Behavior, type Scope } from '../../state';
import { CSS_PIXELS_PER_POINT, type Size } from './geometry';
import {
  anchorAt,
  layOut,
  NO_PAGES,
  pageInSight,
  scrollTopOf,
  topOfAnchor,
  visiblePages,
  widen,
  type PageLayout,
  type PageRange,
} from './page-layout';
import { clampZoom, PAGE_MARGIN, pageScale, type Zoom, zoomStep } from './zoom';

/** The scrolled window, as far as the view model needs it. */
export interface ScrollPort {
  readonly scrollTop: number;
  /** Gives the content its size at once: one cannot scroll to a place that is not there yet. */
  setContent(size: Size): void;
  scrollTo(top: number): void;
  /** Where the middle of the content (and of every page) stands, from the window's left edge. */
  readonly contentMiddle: number;
  /** To the right when positive, in either direction of writing. */
  scrollAcross(by: number): void;
}

/** A place in the window, CSS pixels from its upper left corner. */
export interface WindowPoint {
  readonly left: number;
  readonly top: number;
}

export interface PagesViewModel {
  readonly layout: Behavior<PageLayout>;
  /** The pages to mount: those in sight and a neighbour on each side. */
  readonly mounted: Behavior<PageRange>;
  readonly currentPage: Behavior<number>;
  readonly pageCount: Behavior<number>;
  readonly zoom: Behavior<Zoom>;
  /** What the current page is shown at; 1 = 100 %. */
  readonly zoomFactor: Behavior<number>;
  setPages(pages: readonly PageGeometry[]): void;
  attach(port: ScrollPort, window: Size): void;
  detach(): void;
  resized(window: Size): void;
  scrolled(): void;
  /** Brings a page to the top of the window; a number outside the paper goes to the nearest page. */
  goTo(page: number): void;
  /** Brings a place on a page into the window if it is not there: view pixels from the page's top. */
  reveal(page: number, top: number, height: number): void;
  scrollBy(pixels: number): void;
  scrollByScreens(screens: number): void;
  setZoom(zoom: Zoom): void;
  zoomIn(): void;
  zoomOut(): void;
  toggleFit(): void;
  /** Zooms by a factor and keeps the place under the fingers where it is. */
  zoomAt(factor: number, place: WindowPoint): void;
}

/** Lines of text stay in sight when a screen is turned: the eye needs them to go on. */
const SCREEN_OVERLAP = 0.1;

export interface PagesOptions {
  /** CSS pixels between pages, and above the first one. */
  readonly gap: number;
  readonly head: number;
}

export function createPagesViewModel(scope: Scope, { gap, head }: PagesOptions): PagesViewModel {
  const pages = behavior<readonly PageGeometry[]>([]);
  const window = behavior<Size>({ width: 800, height: 1000 });
  const zoom = behavior<Zoom>({ kind: 'width' });
  const layout = derive(scope, [pages, window, zoom], (all, size, chosen) =>
    layOut(all, (geometry) => pageScale(geometry, chosen, size), {
      gap,
      // A page shown whole begins where it is whole.
      head: chosen.kind === 'page' ? gap : head,
      margin: PAGE_MARGIN,
    }),
  );
  const mounted = behavior<PageRange>(NO_PAGES);
  const currentPage = behavior(1);
  const pageCount = derive(scope, [pages], (all) => all.length);
  const zoomFactor = derive(
    scope,
    [layout, currentPage],
    (now, page) => (now.boxes[page - 1]?.scale ?? CSS_PIXELS_PER_POINT) / CSS_PIXELS_PER_POINT,
  );

  let port: ScrollPort | null = null;
  /** Where the window stands while there is none on the screen yet. */
  let resting = 0;
  /** Where we scrolled to on purpose, and for which page: short last pages cannot reach the top of the window. */
  let aimed: { page: number; top: number } | null = null;

  const scrollTop = () => port?.scrollTop ?? resting;

  const look = () => {
    const top = scrollTop();
    const { height } = window.value;
    const count = pageCount.value;
    const seen = widen(visiblePages(layout.value, top, height), 1, count);
    const before = mounted.value;
    if (seen.first !== before.first || seen.last !== before.last) mounted.next(seen);
    if (aimed && Math.abs(top - aimed.top) > 2) aimed = null;
    if (count > 0) currentPage.next(aimed?.page ?? pageInSight(layout.value, top, height));
  };

  const scrollTo = (top: number, page: number | null) => {
    const limit = Math.max(0, layout.value.height - window.value.height);
    const target = Math.min(limit, Math.max(0, top));
    port?.setContent(layout.value);
    if (port) port.scrollTo(target);
    else resting = target;
    aimed = page === null ? null : { page, top: scrollTop() };
    look();
  };

  /** Changes the layout and keeps what stood at `place` there. */
  const relayout = (change: () => void, place: WindowPoint = { left: window.value.width / 2, top: 0 }) => {
    const held = aimed?.page ?? null;
    const before = layout.value;
    const anchor = anchorAt(before, scrollTop() + place.top);
    const widthBefore = before.boxes[anchor.page - 1]?.width ?? 1;
    const fromMiddle = place.left - (port?.contentMiddle ?? place.left);
    change();
    const grown = (layout.value.boxes[anchor.page - 1]?.width ?? 1) / widthBefore;
    if (held !== null) scrollTo(scrollTopOf(layout.value, held), held);
    else scrollTo(topOfAnchor(layout.value, anchor) - place.top, null);
    if (port && grown !== 1) port.scrollAcross(port.contentMiddle + fromMiddle * grown - place.left);
  };

  const setZoom = (next: Zoom, place?: WindowPoint) => relayout(() => zoom.next(next), place);
  const goTo = (page: number) => {
    if (pageCount.value === 0) return;
    const wanted = Math.min(pageCount.value, Math.max(1, Math.round(page)));
    scrollTo(scrollTopOf(layout.value, wanted), wanted);
  };
  const scrollBy = (pixels: number) => scrollTo(scrollTop() + pixels, null);

  return {
    layout,
    mounted,
    currentPage,
    pageCount,
    zoom,
    zoomFactor,
    setPages(next) {
      if (next.length === 0) {
        aimed = null;
        pages.next(next);
        port?.setContent(layout.value);
        mounted.next(NO_PAGES);
        currentPage.next(1);
        return;
      }
      // From a skeleton to the real pages, or to another paper: the page number is what stays.
      const page = Math.min(currentPage.value, next.length);
      pages.next(next);
      goTo(page);
    },
    attach(next, size) {
      port = next;
      window.next(size);
      goTo(currentPage.value);
    },
    detach() {
      port = null;
    },
    resized: (size) => {
      const { width, height } = window.value;
      if (size.width !== width || size.height !== height) relayout(() => window.next(size));
    },
    scrolled: look,
    goTo,
    reveal(page, top, height) {
      const box = layout.value.boxes[page - 1];
      if (!box) return;
      const start = box.top + top;
      const seenFrom = scrollTop();
      if (start >= seenFrom + PAGE_MARGIN && start + height <= seenFrom + window.value.height - PAGE_MARGIN) return;
      // A third down: what follows matters more than what came before.
      scrollTo(start - window.value.height / 3, null);
    },
    scrollBy,
    scrollByScreens: (screens) => scrollBy(screens * window.value.height * (1 - SCREEN_OVERLAP)),
    setZoom: (next) => setZoom(next),
    zoomIn: () => setZoom({ kind: 'scale', factor: zoomStep(zoomFactor.value, 'in') }),
    zoomOut: () => setZoom({ kind: 'scale', factor: zoomStep(zoomFactor.value, 'out') }),
    toggleFit: () => setZoom({ kind: zoom.value.kind === 'width' ? 'page' : 'width' }),
    zoomAt: (factor, place) => setZoom({ kind: 'scale', factor: clampZoom(zoomFactor.value * factor) }, place),
  };
}
