import type { PageGeometry } from '@app/contracts';
import { anchorAt, layOut, NO_PAGES, pageInSight, scrollTopOf, topOfAnchor, visiblePages, widen } from './page-layout';

const page = (width: number, height: number, rotation: PageGeometry['rotation'] = 0): PageGeometry => ({
  x: 0,
  y: 0,
  width,
  height,
  rotation,
});
/** Ten pages of 100 × 200 with 10 between: page n begins at 10 + (n − 1) · 210. */
const ten = layOut(
  Array.from({ length: 10 }, () => page(100, 200)),
  () => 1,
  { gap: 10 },
);

describe('RD1 layout', () => {
  it('stacks pages of any size and turn', () => {
    const layout = layOut([page(100, 200), page(100, 200, 90), page(50, 60)], () => 2, { gap: 10 });
    expect(layout.boxes.map(({ top, width, height }) => [top, width, height])).toEqual([
      [10, 200, 400],
      [420, 400, 200],
      [630, 100, 120],
    ]);
    expect(layout).toMatchObject({ width: 420, height: 760 });
  });
});

describe('RD4 the pages in sight', () => {
  it.each([
    ['at the top', 0, 300, 1, 2],
    ['exactly between two pages', 210, 200, 2, 2],
    ['one pixel of the page before', 209, 200, 1, 2],
    ['one pixel of the page after', 210, 221, 2, 3],
    ['in the gap only', 211, 5, 2, 1],
    ['at the end', 1900, 400, 10, 10],
  ])('%s', (_, top, height, first, last) => {
    expect(visiblePages(ten, top, height)).toEqual({ first, last });
  });

  it('are none below the last page and in an empty paper', () => {
    expect(visiblePages(ten, 5000, 100)).toEqual(NO_PAGES);
    expect(
      visiblePages(
        layOut([], () => 1, { gap: 10 }),
        0,
        100,
      ),
    ).toEqual(NO_PAGES);
  });

  it('widen by a neighbour, never past the ends', () => {
    expect(widen({ first: 4, last: 5 }, 1, 10)).toEqual({ first: 3, last: 6 });
    expect(widen({ first: 1, last: 10 }, 1, 10)).toEqual({ first: 1, last: 10 });
    expect(widen(NO_PAGES, 1, 10)).toEqual(NO_PAGES);
  });

  it('agree with looking at every page, at every place', () => {
    for (let top = 0; top < ten.height; top += 7) {
      const seen = ten.boxes.filter((box) => box.top < top + 333 && box.top + box.height > top).map((box) => box.page);
      const { first, last } = visiblePages(ten, top, 333);
      expect(Array.from({ length: last - first + 1 }, (_, index) => first + index)).toEqual(seen);
    }
  });
});

describe('RD5 the page being read', () => {
  it.each([
    [0, 1],
    [100, 1],
    [125, 2],
    [210, 2],
  ])('scrolled to %i: page %i', (top, expected) => {
    expect(pageInSight(ten, top, 200)).toBe(expected);
  });

  it('is the first of two that show equally much', () => {
    expect(pageInSight(ten, 115, 200)).toBe(1);
  });

  it('is page 1 of an empty paper', () => {
    expect(
      pageInSight(
        layOut([], () => 1, { gap: 10 }),
        0,
        100,
      ),
    ).toBe(1);
  });
});

describe('RD6 places', () => {
  it('are scrolled to with a little air above', () => {
    expect(scrollTopOf(ten, 1)).toBe(0);
    expect(scrollTopOf(ten, 3)).toBe(420);
  });

  it('survive a change of size', () => {
    const anchor = anchorAt(ten, 530);
    expect(anchor).toEqual({ page: 3, share: 0.5 });
    const larger = layOut(
      Array.from({ length: 10 }, () => page(100, 200)),
      () => 3,
      { gap: 10 },
    );
    expect(topOfAnchor(larger, anchor)).toBe(10 + 2 * 610 + 300);
  });
});
