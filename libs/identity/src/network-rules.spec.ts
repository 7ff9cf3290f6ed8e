import { isAllowedFrom, onlyFrom } from './network-rules.js';

describe('where a grant may be used', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '::ffff:192.0.2.7', true],
    ['192.0.2.7', '192.0.2.8', false],
    ['2001:db8::1', '2001:db8::ffff:2', true],
    ['2001:db8::1', '2001:db8:0:1::1', false],
    ['2001:db8::1', '192.0.2.7', false],
    // The machine itself.
    ['127.0.0.1', '::1', true],
    ['::1', '127.0.0.5', true],
    ['127.0.0.1', '192.0.2.7', false],
    [null, '192.0.2.7', false],
    ['192.0.2.7', null, false],
    [null, null, false],
    ['192.0.2.7', 'unix:', false],
  ])('asked for at %s, used at %s: %s', (asked, used, allowed) => {
    expect(isAllowedFrom(onlyFrom(asked), used)).toBe(allowed);
  });

  it('of several networks the longest decides, in whatever order', () => {
    const rules = [
      { network: '10.0.0.0/8', allowed: true },
      { network: '10.1.0.0/16', allowed: false },
      { network: '10.1.2.0/24', allowed: true },
      { network: '2001:db8::/32', allowed: true },
    ];
    for (const given of [rules, rules.toReversed()]) {
      const from = (address: string) => isAllowedFrom(given, address);
      expect([from('10.2.0.1'), from('10.1.3.1'), from('10.1.2.3'), from('11.0.0.1'), from('2001:db8::5'), from('2001:db9::5')]).toEqual([
        true,
        false,
        true,
        false,
        true,
        false,
      ]);
    }
    expect(isAllowedFrom([], '10.0.0.1')).toBe(false);
  });
});
