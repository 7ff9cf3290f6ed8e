import { buildStamp, type StampInput } from '@app/pdf';
import { Stamps } from './stamps.js';

const LENGTH = 32 * 1024;
const input = (change: Partial<StampInput> = {}): StampInput => ({
  name: 'Reader',
  country: 'Bahrain',
  openedAt: '2026-11-22 09:05',
  copyNumber: 'copy 1',
  classification: 'Secret',
  direction: 'ltr',
  language: 'en',
  ...change,
});

describe('Stamps', () => {
  it('draws the same words once', () => {
    const stamps = new Stamps();
    expect(stamps.of(input(), LENGTH)).toBe(stamps.of(input(), LENGTH));
    expect(stamps.of(input(), LENGTH).equals(buildStamp(input(), LENGTH))).toBe(true);
  });

  it.each<Partial<StampInput>>([
    { name: 'Readex' },
    { country: 'Oman' },
    { openedAt: '2026-11-22 09:06' },
    { copyNumber: 'copy 2' },
    { classification: 'Restricted' },
    { direction: 'rtl' },
    // Words that run into each other's place.
    { name: 'Reader","Bahrain', country: '' },
  ])('draws others for %j', (change) => {
    const stamps = new Stamps();
    stamps.of(input(), LENGTH);
    expect(stamps.of(input(change), LENGTH).equals(buildStamp(input(change), LENGTH))).toBe(true);
    expect(stamps.of(input(change), LENGTH - 64)).toHaveLength(LENGTH - 64);
  });

  it('keeps those that are used and forgets the others', () => {
    const stamps = new Stamps(3);
    const used = stamps.of(input(), LENGTH);
    const unused = stamps.of(input({ copyNumber: 'copy 2' }), LENGTH);
    for (const copy of [3, 4]) {
      stamps.of(input({ copyNumber: `copy ${copy}` }), LENGTH);
      expect(stamps.of(input(), LENGTH)).toBe(used);
    }
    const again = stamps.of(input({ copyNumber: 'copy 2' }), LENGTH);
    expect(again).not.toBe(unused);
    expect(again.equals(unused)).toBe(true);
  });
});
