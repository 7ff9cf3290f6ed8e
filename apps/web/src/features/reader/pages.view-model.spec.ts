import type { PageGeometry } from '@app/contracts';
import { Scope } from '../../state';
import { createPagesViewModel, type ScrollPort } from './pages.view-model';

const page: PageGeometry = { x: 0, y: 0, width: 600, height: 800, rotation: 0 };

/** A window of 632 × 500 in which a page of 600 points fits the width at exactly one pixel a point. */
function bench(count: number, size = { width: 632, height: 500 }) {
  let top = 0;
  let across = 0;
  let content = { width: 0, height: 0 };
  const port: ScrollPort = {
    get scrollTop() {
      return top;
    },
    get contentMiddle() {
      return content.width / 2 - across;
    },
    setContent: (next) => (content = next),
    // As a browser does: never beyond the content that is really there.
    scrollTo: (next) => (top = Math.max(0, Math.min(next, content.height - size.height))),
    scrollAcross: (by) => (across = Math.max(0, Math.min(across + by, content.width - size.width))),
  };
  const scope = new Scope();
  const pages = createPagesViewModel(scope, { gap: 16, head: 16 });
  pages.attach(port, size);
  pages.setPages(Array.from({ length: count }, () => page));
  const scroll = (to: number) => {
    port.scrollTo(to);
    pages.scrolled();
  };
  return { pages, scroll, top: () => top, across: () => across, content: () => content };
}

describe('pages', () => {
  it('RD4 mounts what is in sight and a neighbour on each side', () => {
    const { pages, scroll } = bench(300);
    expect(pages.mounted.value).toEqual({ first: 1, last: 2 });
    scroll(100 * 816);
    expect(pages.mounted.value).toEqual({ first: 100, last: 102 });
    scroll(100 * 816 + 700);
    expect(pages.mounted.value).toEqual({ first: 100, last: 103 });
  });

  it('does not tell of a change while scrolling within the same pages', () => {
    const { pages, scroll } = bench(10);
    const heard = jest.fn();
    pages.mounted.subscribe(heard);
    scroll(50);
    scroll(100);
    expect(heard).not.toHaveBeenCalled();
  });

  it('RD5 goes to a page, and to the nearest one for a number outside the paper', () => {
    const { pages, top } = bench(10);
    pages.goTo(3);
    expect([pages.currentPage.value, top()]).toEqual([3, 2 * 816]);
    pages.goTo(99);
    expect(pages.currentPage.value).toBe(10);
    pages.goTo(-1);
    expect([pages.currentPage.value, top()]).toEqual([1, 0]);
  });

  it('RD5 counts a last page that cannot reach the top as the current one, until one scrolls', () => {
    const { pages, scroll, top } = bench(4, { width: 632, height: 2000 });
    pages.goTo(4);
    expect(pages.currentPage.value).toBe(4);
    pages.scrolled();
    expect(pages.currentPage.value).toBe(4);
    scroll(top() - 40);
    expect(pages.currentPage.value).toBe(3);
  });

  it('RD6 keeps the page when the window is resized', () => {
    const { pages, top } = bench(10);
    pages.goTo(5);
    pages.resized({ width: 332, height: 500 });
    expect(pages.currentPage.value).toBe(5);
    expect(top()).toBe(4 * 416);
  });

  it('RD6 keeps the place under the fingers while zooming', () => {
    const { pages, scroll, top, across, content } = bench(10);
    scroll(816 + 400);
    // On page 2, 416 pixels below its top edge, 100 right of the left edge of the window.
    pages.zoomAt(1.5, { left: 100, top: 32 });
    const box = pages.layout.value.boxes[1];
    if (!box) throw new Error('page 2');
    const before = { x: 100 - 16, y: 416 };
    const grown = box.width / 600;
    expect(top() + 32 - box.top).toBeCloseTo(before.y * grown);
    const left = (content().width - box.width) / 2 - across();
    expect(100 - left).toBeCloseTo(before.x * grown);
  });

  it('RD6 goes from a fitted page to the next step, and back to fit', () => {
    const { pages } = bench(2);
    expect(pages.zoomFactor.value).toBeCloseTo(0.75);
    pages.zoomIn();
    expect(pages.zoom.value).toEqual({ kind: 'scale', factor: 0.8 });
    pages.toggleFit();
    expect(pages.zoom.value).toEqual({ kind: 'width' });
    pages.toggleFit();
    expect(pages.zoom.value).toEqual({ kind: 'page' });
  });

  it('scrolls to a place only when it is out of sight', () => {
    const { pages, top } = bench(10);
    pages.reveal(1, 100, 20);
    expect(top()).toBe(0);
    pages.reveal(2, 300, 20);
    expect(top()).toBeCloseTo(16 + 816 + 300 - 500 / 3);
  });

  it('RD1 replaces a skeleton by the real pages on the page that was asked for', () => {
    const { pages } = bench(20);
    pages.goTo(7);
    pages.setPages(Array.from({ length: 30 }, () => ({ ...page, height: 400 })));
    expect(pages.currentPage.value).toBe(7);
    pages.setPages([page]);
    expect(pages.currentPage.value).toBe(1);
  });

  it('is quiet without pages and without a window', () => {
    const pages = createPagesViewModel(new Scope(), { gap: 16, head: 16 });
    pages.goTo(3);
    pages.scrollBy(100);
    expect(pages.mounted.value).toEqual({ first: 1, last: 0 });
    expect(pages.currentPage.value).toBe(1);
  });
});
