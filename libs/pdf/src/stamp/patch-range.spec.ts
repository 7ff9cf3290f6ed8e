import fc from 'fast-check';
import { patchRange } from './patch-range.js';

describe('patching a range', () => {
  it('equals the slice of the patched whole, for every range', () => {
    const scene = fc.record({
      size: fc.integer({ min: 1, max: 400 }),
      at: fc.nat(400),
      length: fc.integer({ min: 1, max: 400 }),
      from: fc.nat(400),
      count: fc.nat(400),
    });
    fc.assert(
      fc.property(scene, ({ size, at, length, from, count }) => {
        const file = Buffer.alloc(at + length + size, 1);
        const stamp = Buffer.from(Array.from({ length }, (_, i) => 2 + (i % 250)));
        const whole = Buffer.concat([file.subarray(0, at), stamp, file.subarray(at + length)]);
        const start = Math.min(from, file.length);
        const chunk = file.subarray(start, start + count);
        expect(patchRange(chunk, start, { offset: at, length }, stamp).equals(whole.subarray(start, start + count))).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('never writes into the chunk it was given', () => {
    const chunk = Buffer.alloc(10, 1);
    const patched = patchRange(chunk, 0, { offset: 2, length: 3 }, Buffer.from([7, 8, 9]));
    expect([...chunk]).toEqual(Array(10).fill(1));
    expect([...patched]).toEqual([1, 1, 7, 8, 9, 1, 1, 1, 1, 1]);
  });

  it('hands out the same buffer where there is nothing to patch', () => {
    const chunk = Buffer.alloc(10);
    expect(patchRange(chunk, 100, { offset: 2, length: 3 }, Buffer.alloc(3))).toBe(chunk);
  });

  it('refuses a stamp of another length', () => {
    expect(() => patchRange(Buffer.alloc(10), 0, { offset: 2, length: 3 }, Buffer.alloc(4))).toThrow(RangeError);
  });
});
