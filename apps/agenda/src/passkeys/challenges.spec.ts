import { randomBytes } from 'node:crypto';
import type { TransactionContext } from '@app/database';
import { Clock } from '@app/identity';
import { DerivedKeys } from '../sessions/derived-keys.js';
import type { Answered } from './challenges.repository.js';
import { Challenges, type ChallengeUse } from './challenges.js';

const SIGN_IN: ChallengeUse = { purpose: 'sign-in', boundTo: null };
const SESSION = '0198f000-0000-7000-8000-000000000001';

describe('challenges', () => {
  const processWith = (storageKey: string, answered: Answered[] = []) => {
    const clock = new Clock();
    const rows = { add: (_: TransactionContext, one: Answered) => Promise.resolve(answered.push(one) === 1) };
    const keys = new DerivedKeys({ storageKey });
    return { clock, answered, challenges: new Challenges(clock, keys, rows) };
  };
  const secret = randomBytes(32).toString('base64');
  const { challenges, clock, answered } = processWith(secret);
  const issued = (use: ChallengeUse) => Buffer.from(challenges.issue(use), 'base64url');

  it('are known again by every process with the same secret, and by no other', () => {
    const challenge = issued(SIGN_IN);
    expect(challenge).toHaveLength(32);
    expect(processWith(secret).challenges.isOurs(challenge, SIGN_IN)).toBe(true);
    expect(processWith(randomBytes(32).toString('base64')).challenges.isOurs(challenge, SIGN_IN)).toBe(false);
    expect(issued(SIGN_IN).equals(challenge)).toBe(false);
  });

  it('are good for what they were given for, and with every bit of them', () => {
    const uses: ChallengeUse[] = [
      SIGN_IN,
      { purpose: 'step-up', boundTo: SESSION },
      { purpose: 'step-up', boundTo: SESSION.replace('1', '2') },
      { purpose: 'register', boundTo: SESSION },
      { purpose: 'enrol', boundTo: SESSION },
    ];
    for (const use of uses) {
      const challenge = issued(use);
      expect(uses.filter((other) => challenges.isOurs(challenge, other))).toEqual([use]);
    }
    const challenge = issued(SIGN_IN);
    for (let bit = 0; bit < 256; bit += 1) {
      const changed = Buffer.from(challenge);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(challenges.isOurs(changed, SIGN_IN)).toBe(false);
    }
    for (const length of [0, 31, 33]) expect(challenges.isOurs(Buffer.alloc(length), SIGN_IN)).toBe(false);
  });

  it('live three minutes, and are remembered as answered for longer', async () => {
    const challenge = issued(SIGN_IN);
    const start = Date.now();
    clock.now = () => new Date(start + 178_000);
    expect(challenges.isOurs(challenge, SIGN_IN)).toBe(true);
    clock.now = () => new Date(start + 180_001);
    expect(challenges.isOurs(challenge, SIGN_IN)).toBe(false);
    await challenges.take({} as TransactionContext, challenge, SIGN_IN);
    expect(answered[0]?.expiresAt.getTime()).toBeGreaterThan(start + 180_000 + 5 * 60_000);
  });
});
