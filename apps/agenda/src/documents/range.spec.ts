import { AppError } from '@app/platform';
import fc from 'fast-check';
import { parseRange } from './range.js';

const whole = { start: 0, length: 1000, partial: false };
const code = (header: string, size = 1000) => {
  try {
    return parseRange(header, size);
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

describe('parseRange', () => {
  it.each<[string, number, number]>([
    ['bytes=0-0', 0, 1],
    ['bytes=0-499', 0, 500],
    ['bytes=500-', 500, 500],
    ['bytes=999-', 999, 1],
    ['bytes=-1', 999, 1],
    ['bytes=-1000', 0, 1000],
    ['bytes=-99999', 0, 1000],
    ['bytes=900-99999', 900, 100],
    ['bytes=0-999999999999999', 0, 1000],
    ['bytes=007-010', 7, 4],
  ])('%s', (header, start, length) => {
    expect(parseRange(header, 1000)).toEqual({ start, length, partial: true });
  });

  it.each(['bytes=1000-', 'bytes=1000-1001', 'bytes=500-499', 'bytes=-0', 'bytes=999999999999999-'])('%s lies outside', (header) => {
    expect(code(header)).toBe('range_invalid');
  });

  it.each([
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=a-b',
    'bytes=0-1,5-6',
    'items=0-1',
    'xbytes=0-1',
    'bytes 0-1',
    'bytes=0x1-2',
    'bytes=-1-2',
    'bytes=+1-2',
    'bytes=1.5-2',
    'bytes=٠-١',
    'bytes=0-1\n',
    'bytes=9999999999999999-',
  ])('%j is answered with the whole', (header) => {
    expect(parseRange(header, 1000)).toEqual(whole);
  });

  it('of an empty paper there is no part', () => {
    expect([code('bytes=0-', 0), code('bytes=-5', 0)]).toEqual(['range_invalid', 'range_invalid']);
    expect(code('', 0)).toEqual({ start: 0, length: 0, partial: false });
  });

  it('never leaves the paper, whatever is asked for', () => {
    const number = fc.oneof(
      fc.constant(''),
      fc.integer({ min: 0, max: 5000 }).map(String),
      fc.bigInt({ min: 0n, max: 10n ** 17n }).map(String),
    );
    let parts = 0;
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 3000 }), (first, last, size) => {
        const range = code(`bytes=${first}-${last}`, size);
        if (typeof range !== 'object') return expect(range).toBe('range_invalid');
        const { start, length, partial } = range as ReturnType<typeof parseRange>;
        parts += Number(partial);
        expect(Number.isSafeInteger(start) && Number.isSafeInteger(length)).toBe(true);
        expect(start >= 0 && length > 0 && start + length <= size).toBe(true);
      }),
      { numRuns: 5000 },
    );
    expect(parts).toBeGreaterThan(500);
  });
});
