import type { PageGeometry } from '@app/contracts';
import { viewSize } from './geometry';
import { MAX_ZOOM, MIN_ZOOM, pageScale, zoomStep } from './zoom';
import { canvasSize, MAX_CANVAS_PIXELS, MAX_CANVAS_SIDE } from './canvas-size';

const a4: PageGeometry = { x: 0, y: 0, width: 595, height: 842, rotation: 0 };
const window = { width: 832, height: 632 };

describe('RD6 zoom', () => {
  it('fits each page to the window by its own size as shown', () => {
    expect(viewSize(a4, pageScale(a4, { kind: 'width' }, window)).width).toBeCloseTo(800);
    const turned = { ...a4, rotation: 90 as const };
    expect(viewSize(turned, pageScale(turned, { kind: 'width' }, window)).width).toBeCloseTo(800);
    expect(viewSize(a4, pageScale(a4, { kind: 'page' }, window)).height).toBeCloseTo(600);
    const wide = { ...a4, width: 2000, height: 100 };
    expect(viewSize(wide, pageScale(wide, { kind: 'page' }, window)).width).toBeCloseTo(800);
  });

  it('shows a page of an inch as an inch at 100 %, and keeps to its bounds', () => {
    const inch = { ...a4, width: 72, height: 72 };
    expect(viewSize(inch, pageScale(inch, { kind: 'scale', factor: 1 }, window)).width).toBe(96);
    expect(viewSize(inch, pageScale(inch, { kind: 'scale', factor: 99 }, window)).width).toBe(96 * MAX_ZOOM);
    expect(viewSize(inch, pageScale(inch, { kind: 'scale', factor: 0.01 }, window)).width).toBe(96 * MIN_ZOOM);
    expect(viewSize(inch, pageScale(inch, { kind: 'width' }, window)).width).toBe(96 * MAX_ZOOM);
  });

  it('steps from any factor, and stays at the ends', () => {
    expect(zoomStep(1, 'in')).toBe(1.1);
    expect(zoomStep(1.37, 'in')).toBe(1.5);
    expect(zoomStep(1.37, 'out')).toBe(1.25);
    expect(zoomStep(1.1000001, 'out')).toBe(1);
    expect(zoomStep(MAX_ZOOM, 'in')).toBe(MAX_ZOOM);
    expect(zoomStep(MIN_ZOOM, 'out')).toBe(MIN_ZOOM);
  });
});

describe('RD4 canvas', () => {
  it('has the pixels of the screen', () => {
    expect(canvasSize({ width: 600, height: 800 }, 2)).toEqual({ width: 1200, height: 1600 });
  });

  it.each([
    ['a page at 400 % on a dense screen', { width: 3174, height: 4491 }, 3],
    ['a roll of paper', { width: 300, height: 60000 }, 2],
  ])('is bounded for %s, in proportion', (_, box, ratio) => {
    const size = canvasSize(box, ratio);
    expect(size.width * size.height).toBeLessThanOrEqual(MAX_CANVAS_PIXELS);
    expect(Math.max(size.width, size.height)).toBeLessThanOrEqual(MAX_CANVAS_SIDE);
    expect(size.width / size.height).toBeCloseTo(box.width / box.height, 2);
  });
});
