import type { Scope } from '../../state';
import type { PagesViewModel, ScrollPort } from './pages.view-model';

/** Ties the scrolled element to the view model until the scope ends. */
export function bindScrollWindow(
  scope: Scope,
  scroller: HTMLElement,
  content: HTMLElement,
  pages: PagesViewModel,
  onScroll: () => void,
): void {
  const port: ScrollPort = {
    get scrollTop() {
      return scroller.scrollTop;
    },
    setContent(size) {
      content.style.blockSize = `${size.height}px`;
      content.style.minInlineSize = `${size.width}px`;
    },
    scrollTo: (top) => scroller.scrollTo({ top, behavior: 'instant' }),
    get contentMiddle() {
      const box = content.getBoundingClientRect();
      return box.left + box.width / 2 - scroller.getBoundingClientRect().left;
    },
    // By, not to: in a right-to-left window the absolute position counts backwards.
    scrollAcross: (by) => scroller.scrollBy({ left: by, behavior: 'instant' }),
  };
  const size = () => ({ width: scroller.clientWidth, height: scroller.clientHeight });

  pages.attach(port, size());
  scope.onEnd(() => pages.detach());
  const watcher = new ResizeObserver(() => pages.resized(size()));
  watcher.observe(scroller);
  scope.onEnd(() => watcher.disconnect());
  const scrolled = () => {
    pages.scrolled();
    onScroll();
  };
  listen(scope, scroller, 'scroll', scrolled, { passive: true });
  bindPinch(scope, scroller, pages);
  bindPen(scope, scroller);
}

/** Two fingers, or a trackpad's pinch, which browsers report as a wheel with Ctrl. One finger scrolls as always. */
function bindPinch(scope: Scope, scroller: HTMLElement, pages: PagesViewModel): void {
  let apart = 0;
  const measure = (touches: TouchList) => {
    const [a, b] = [touches[0], touches[1]];
    if (!a || !b) return null;
    const box = scroller.getBoundingClientRect();
    return {
      distance: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      place: { left: (a.clientX + b.clientX) / 2 - box.left, top: (a.clientY + b.clientY) / 2 - box.top },
    };
  };
  listen(
    scope,
    scroller,
    'touchstart',
    (event) => {
      apart = event.touches.length === 2 ? (measure(event.touches)?.distance ?? 0) : 0;
    },
    { passive: true },
  );
  listen(
    scope,
    scroller,
    'touchmove',
    (event) => {
      if (event.touches.length !== 2 || apart === 0) return;
      const now = measure(event.touches);
      if (!now) return;
      event.preventDefault();
      pages.zoomAt(now.distance / apart, now.place);
      apart = now.distance;
    },
    { passive: false },
  );
  listen(
    scope,
    scroller,
    'wheel',
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      const box = scroller.getBoundingClientRect();
      pages.zoomAt(Math.exp(-event.deltaY / 200), { left: event.clientX - box.left, top: event.clientY - box.top });
    },
    { passive: false },
  );
}

/** A touch this soon after the pen is the palm of the hand that holds it. */
const PALM_MS = 500;

/**
 * The pen writes, the finger scrolls. CSS cannot tell them apart, so scrolling is switched off while a pen hovers or
 * touches; where pens do not hover (older tablets) the touch event of the stylus is taken away instead.
 */
function bindPen(scope: Scope, scroller: HTMLElement): void {
  let penSeen = -Infinity;
  const near = (event: PointerEvent) => {
    if (event.pointerType === 'pen') {
      penSeen = event.timeStamp;
      scroller.dataset['pen'] = 'near';
    } else if (event.pointerType === 'touch' && event.timeStamp - penSeen > PALM_MS) {
      delete scroller.dataset['pen'];
    }
  };
  for (const type of ['pointerover', 'pointermove', 'pointerdown'] as const) listen(scope, scroller, type, near, { passive: true });
  listen(
    scope,
    scroller,
    'pointerleave',
    (event) => {
      if (event.pointerType === 'pen') delete scroller.dataset['pen'];
    },
    { passive: true },
  );
  listen(
    scope,
    scroller,
    'touchstart',
    (event) => {
      const stylus = [...event.changedTouches].some((touch) => 'touchType' in touch && touch.touchType === 'stylus');
      if (stylus) event.preventDefault();
    },
    { passive: false },
  );
}

function listen<K extends keyof HTMLElementEventMap>(
  scope: Scope,
  element: HTMLElement,
  type: K,
  listener: (event: HTMLElementEventMap[K]) => void,
  options: AddEventListenerOptions,
): void {
  element.addEventListener(type, listener, options);
  scope.onEnd(() => element.removeEventListener(type, listener, options));
}
