import { plainAddress } from './address.js';

describe('plainAddress', () => {
  it.each([
    ['10.1.2.3', '10.1.2.3'],
    ['::ffff:10.1.2.3', '10.1.2.3'],
    ['::FFFF:10.1.2.3', '10.1.2.3'],
    ['2001:db8::1', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:10.1.2.300', null],
    ['10.1.2.3, 10.9.9.9', null],
    ["' or 1=1", null],
    ['', null],
    [null, null],
    [undefined, null],
  ])('%s', (given, plain) => {
    expect(plainAddress(given)).toBe(plain);
  });
});
