import type { PageGeometry } from '@app/contracts';
import * as fc from 'fast-check';
import { quadToViewBox, userToView, viewBoxToQuad, viewSize, viewToUser } from './geometry';

const page = (rotation: PageGeometry['rotation']): PageGeometry => ({ x: 20, y: -30, width: 100, height: 200, rotation });

describe('RD7 user space and the shown page', () => {
  // The lower left corner of the crop box and a point near its upper left, where each rotation (clockwise) shows them.
  it.each([
    [0, { x: 0, y: 400 }, { x: 20, y: 0 }],
    [90, { x: 0, y: 0 }, { x: 400, y: 20 }],
    [180, { x: 200, y: 0 }, { x: 180, y: 400 }],
    [270, { x: 400, y: 200 }, { x: 0, y: 180 }],
  ] as const)('rotation %i', (rotation, lowerLeft, upperLeft) => {
    const toView = userToView(page(rotation), 2);
    expect(toView({ x: 20, y: -30 })).toEqual(lowerLeft);
    expect(toView({ x: 30, y: 170 })).toEqual(upperLeft);
  });

  it('swaps the sides of a page turned by 90 or 270 degrees', () => {
    expect(viewSize(page(0), 2)).toEqual({ width: 200, height: 400 });
    expect(viewSize(page(90), 2)).toEqual({ width: 400, height: 200 });
    expect(viewSize(page(180), 2)).toEqual({ width: 200, height: 400 });
    expect(viewSize(page(270), 2)).toEqual({ width: 400, height: 200 });
  });

  const number = fc.double({ min: -2000, max: 2000, noNaN: true });
  const side = fc.double({ min: 1, max: 3000, noNaN: true });
  const geometry = fc.record({ x: number, y: number, width: side, height: side, rotation: fc.constantFrom(0, 90, 180, 270) });
  const scale = fc.double({ min: 0.1, max: 12, noNaN: true });

  it('is inverted exactly, for any page', () => {
    fc.assert(
      fc.property(geometry, scale, number, number, (shown, factor, x, y) => {
        const back = viewToUser(shown, factor)(userToView(shown, factor)({ x, y }));
        expect(back.x).toBeCloseTo(x, 6);
        expect(back.y).toBeCloseTo(y, 6);
      }),
    );
  });

  it('keeps every point of the crop box on the page as shown', () => {
    fc.assert(
      fc.property(
        geometry,
        scale,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (shown, factor, u, v) => {
          const at = userToView(shown, factor)({ x: shown.x + u * shown.width, y: shown.y + v * shown.height });
          const size = viewSize(shown, factor);
          expect(at.x).toBeGreaterThanOrEqual(-1e-6);
          expect(at.y).toBeGreaterThanOrEqual(-1e-6);
          expect(at.x).toBeLessThanOrEqual(size.width + 1e-6);
          expect(at.y).toBeLessThanOrEqual(size.height + 1e-6);
        },
      ),
    );
  });

  it.each([0, 90, 180, 270] as const)('brings a box to user space and back, rotation %i', (rotation) => {
    const box = { left: 10, top: 30, width: 50, height: 8 };
    const back = quadToViewBox(page(rotation), 1.5, viewBoxToQuad(page(rotation), 1.5, box));
    for (const edge of ['left', 'top', 'width', 'height'] as const) expect(back[edge]).toBeCloseTo(box[edge], 9);
  });

  it('orders the corners by how the text reads, not by how the paper lies', () => {
    const [upperLeft, upperRight, lowerLeft] = viewBoxToQuad(page(90), 1, { left: 0, top: 0, width: 40, height: 10 });
    // Turned by 90°: reading to the right goes up in user space, the next line lies further right.
    expect(upperRight.y - upperLeft.y).toBe(40);
    expect(lowerLeft.x - upperLeft.x).toBe(10);
  });
});
