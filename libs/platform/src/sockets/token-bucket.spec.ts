import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

describe('TokenBucket', () => {
  it('lets a burst through, then as many a second as it says', () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect(Array.from({ length: 7 }, () => bucket.take(1, 0))).toEqual([true, true, true, true, true, false, false]);
    expect(bucket.take(1, 99)).toBe(false);
    expect([bucket.take(1, 100), bucket.take(1, 100)]).toEqual([true, false]);
    expect([bucket.take(1, 300), bucket.take(1, 300), bucket.take(1, 300)]).toEqual([true, true, false]);
  });

  it('never saves up more than the burst', () => {
    const bucket = new TokenBucket(10, 3, 0);
    expect(Array.from({ length: 5 }, () => bucket.take(1, 3_600_000))).toEqual([true, true, true, false, false]);
  });

  it('does not punish for asking in vain', () => {
    const bucket = new TokenBucket(10, 1, 0);
    bucket.take(1, 0);
    for (let at = 1; at < 100; at++) expect(bucket.take(1, at)).toBe(false);
    expect(bucket.take(1, 101)).toBe(true);
  });

  it('in any span of time lets through at most the burst and the rate, and that much to whoever asks often enough', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 50 }), gaps, (perSecond, burst, waits) => {
        const bucket = new TokenBucket(perSecond, burst, 0);
        let now = 0;
        let passed = 0;
        for (const wait of waits) {
          now += wait;
          passed += Number(bucket.take(1, now));
        }
        expect(passed).toBeLessThanOrEqual(burst + (now / 1000) * perSecond + 1e-6);
        expect(passed).toBeGreaterThanOrEqual(Math.min(waits.length, burst));
      }),
    );
  });

  it('takes a dear thing whole or not at all', () => {
    const bucket = new TokenBucket(10, 5, 0);
    expect([bucket.take(6, 0), bucket.take(4, 0), bucket.take(2, 0), bucket.take(1, 0)]).toEqual([false, true, false, true]);
  });

  it('what was spent beyond it is waited for', () => {
    const bucket = new TokenBucket(10, 5, 0);
    bucket.spend(4, 0);
    expect(bucket.debtMs(0)).toBe(0);
    bucket.spend(11, 0);
    expect([bucket.debtMs(0), bucket.debtMs(400), bucket.debtMs(1000)]).toEqual([1000, 600, 0]);
    expect(bucket.fullMs(1000)).toBe(500);
  });
});
