import fc from 'fast-check';
import { matrixOf, penPath, quadOutline, touches } from './ink-path';
import { newOperationId } from './operation-id';

describe('ink', () => {
  it('the matrix shows a point where the reader shows it, in every rotation', () => {
    const transforms = [
      ({ x, y }: { x: number; y: number }) => ({ x: x * 1.5, y: (842 - y) * 1.5 }),
      ({ x, y }: { x: number; y: number }) => ({ x: y * 2, y: x * 2 }),
      ({ x, y }: { x: number; y: number }) => ({ x: (595 - x) * 0.7, y: y * 0.7 }),
      ({ x, y }: { x: number; y: number }) => ({ x: (842 - y) * 3, y: (595 - x) * 3 }),
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...transforms),
        fc.float({ min: 0, max: 600, noNaN: true }),
        fc.float({ min: 0, max: 900, noNaN: true }),
        (transform, x, y) => {
          const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = (matrixOf(transform).match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
          const shown = transform({ x, y });
          expect(a * x + c * y + e).toBeCloseTo(shown.x, 2);
          expect(b * x + d * y + f).toBeCloseTo(shown.y, 2);
        },
      ),
    );
  });

  it('a dot has an outline, and path data holds numbers only', () => {
    for (const points of [
      [5, 5, 0.5],
      [5, 5, 0, 6, 6, 1, 40, 2, 0.3],
    ])
      expect(penPath(points, 2)).toMatch(/^M[-\d. ]+Q[-\d. ]+Z$/);
    expect(quadOutline([0, 10, 20, 10, 0, 0, 20, 0])).toBe('M0 10L20 10L20 0L0 0Z');
  });

  it('the eraser reaches a line between its points, and a highlight inside its quads', () => {
    const line = {
      page: 1,
      shape: { kind: 'ink' as const, nib: 'pen' as const, colour: 'ink' as const, width: 2, points: [0, 0, 0.5, 100, 0, 0.5] },
    };
    expect(touches(line, { x: 50, y: 3 }, 3)).toBe(true);
    expect(touches(line, { x: 50, y: 9 }, 3)).toBe(false);
    const mark = {
      page: 1,
      shape: {
        kind: 'highlight' as const,
        colour: 'amber' as const,
        quote: 'x',
        quads: [[0, 10, 20, 10, 0, 0, 20, 0] as [number, number, number, number, number, number, number, number]],
      },
    };
    expect(touches(mark, { x: 10, y: 5 }, 0)).toBe(true);
    expect(touches(mark, { x: 40, y: 5 }, 3)).toBe(false);
  });
});

describe('operation ids', () => {
  it('AN13 are UUIDv7 in the order they were made, also within a millisecond and when the clock steps back', () => {
    const ids = [...Array.from({ length: 3000 }, () => newOperationId(1_700_000_000_000)), newOperationId(1_600_000_000_000)];
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
