import type { Device } from '@app/contracts';
import { deviceOf } from './device.js';
import { networkKey } from './network.js';
import { isFresh, type SessionReach, sessionLimits } from './session-limits.js';

describe('sessionLimits', () => {
  const LONG = [30 * 60, 12 * 3_600];
  const SHORT = [15 * 60, 8 * 3_600];
  it.each<[string, SessionReach, number[]]>([
    ['cleared to confidential', { assurance: 2, ceiling: 4, clearance: 2, systemRole: null }, LONG],
    ['cleared to secret', { assurance: 2, ceiling: 4, clearance: 3, systemRole: null }, SHORT],
    ['cleared to secret, at a confidential place', { assurance: 2, ceiling: 2, clearance: 3, systemRole: null }, LONG],
    ['cleared to top secret, with a password', { assurance: 1, ceiling: 4, clearance: 4, systemRole: null }, LONG],
    ['without clearance', { assurance: 2, ceiling: 4, clearance: -1, systemRole: null }, LONG],
    ['who runs the system', { assurance: 2, ceiling: 4, clearance: -1, systemRole: 'auditor' }, SHORT],
    ['who would run it, with a password', { assurance: 1, ceiling: 4, clearance: -1, systemRole: 'auditor' }, LONG],
  ])('of somebody %s', (_, reach, [idleSeconds, absoluteSeconds]) => {
    expect(sessionLimits(reach)).toMatchObject({ idleSeconds, absoluteSeconds });
  });
});

describe('isFresh', () => {
  const now = new Date('2026-11-22T10:00:00Z');
  it.each<[number, boolean]>([
    [0, true],
    [300, true],
    [301, false],
    [-1, true],
    [-2, false],
  ])('%d seconds after the proof: %p', (seconds, fresh) => {
    expect(isFresh(new Date(now.getTime() - seconds * 1_000), now)).toBe(fresh);
  });

  it('never without a proof', () => expect(isFresh(null, now)).toBe(false));
});

describe('networkKey', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:0:1::7', '2001:db8:0:1::/64'],
    ['2001:0DB8:0000:0001:aaaa:bbbb:cccc:dddd', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['not an address', 'unknown'],
    ['', 'unknown'],
  ])('of %p is %p', (address, key) => expect(networkKey(address)).toBe(key));

  it('of nothing is one for all', () => expect(networkKey(null)).toBe('unknown'));
});

describe('deviceOf', () => {
  it.each<[string, Device]>([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      { browser: 'chrome', system: 'windows' },
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      { browser: 'edge', system: 'windows' },
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', { browser: 'firefox', system: 'linux' }],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      { browser: 'safari', system: 'macos' },
    ],
    [
      'Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      { browser: 'safari', system: 'ios' },
    ],
    [
      'Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
      { browser: 'chrome', system: 'android' },
    ],
    ['curl/8.5.0', { browser: 'other', system: 'other' }],
    [`${'x'.repeat(600)} Firefox/1`, { browser: 'other', system: 'other' }],
  ])('%s', (userAgent, device) => expect(deviceOf(userAgent)).toEqual(device));

  it('of nothing', () => expect(deviceOf(null)).toEqual({ browser: 'other', system: 'other' }));
});
