import { randomBytes } from 'node:crypto';
import type { TransactionContext } from '@app/database';
import { Clock } from '@app/identity';
import { DerivedKeys } from '../sessions/derived-keys.js';
import { Attempts, type AttemptUse } from './attempts.js';
import type { Answered, OidcRepository } from './oidc.repository.js';

const SIGN_IN: AttemptUse = { provider: 'national', redirectUri: 'https://majlis.example/sign-in/return/national', sessionId: null };
const STEP_UP: AttemptUse = { ...SIGN_IN, sessionId: '0198f000-0000-7000-8000-000000000001' };

describe('sign-ins begun at a provider', () => {
  const answered: Answered[] = [];
  const rows = { addAnswered: (_: TransactionContext, one: Answered) => Promise.resolve(answered.push(one) === 1) };
  const processWith = (storageKey: string) => {
    const clock = new Clock();
    return { clock, attempts: new Attempts(clock, new DerivedKeys({ storageKey }), rows as unknown as OidcRepository) };
  };
  const secret = randomBytes(32).toString('base64');
  const { attempts, clock } = processWith(secret);

  it('are found again by every process with the same secret, for the browser that began', () => {
    const { attempt, browser } = attempts.begin(SIGN_IN);
    expect(browser).toMatch(/^[\w-]{43}$/);
    expect(new Set([attempt.state, attempt.nonce, attempt.codeVerifier]).size).toBe(3);
    for (const made of [attempt.state, attempt.nonce, attempt.codeVerifier]) {
      expect(made).toMatch(/^[\w-]{43}$/);
      expect(browser).not.toContain(made);
    }
    expect(processWith(secret).attempts.find(browser, attempt.state, [SIGN_IN])).toEqual(attempt);
    expect(processWith(randomBytes(32).toString('base64')).attempts.find(browser, attempt.state, [SIGN_IN])).toBeNull();
    expect(attempts.find(attempts.begin(SIGN_IN).browser, attempt.state, [SIGN_IN])).toBeNull();
    for (const other of ['', 'A'.repeat(43), 'short']) expect(attempts.find(other, attempt.state, [SIGN_IN])).toBeNull();
    expect(attempts.find(browser, 'A'.repeat(43), [SIGN_IN])).toBeNull();
  });

  it('are good for what they were begun for', () => {
    const { attempt, browser } = attempts.begin(STEP_UP);
    expect(attempts.find(browser, attempt.state, [SIGN_IN, STEP_UP])).toEqual(attempt);
    for (const other of [
      SIGN_IN,
      { ...STEP_UP, provider: 'other' },
      { ...STEP_UP, sessionId: STEP_UP.sessionId?.replace('1', '2') ?? null },
      { ...STEP_UP, redirectUri: 'https://evil.example/sign-in/return/national' },
    ])
      expect(attempts.find(browser, attempt.state, [other])).toBeNull();
  });

  it('are good for ten minutes, whatever the browser says, and are remembered as answered for longer', async () => {
    const { attempt, browser } = attempts.begin(SIGN_IN);
    const start = attempt.startedAt.getTime();
    clock.now = () => new Date(start + 10 * 60_000 - 1);
    expect(attempts.find(browser, attempt.state, [SIGN_IN])).not.toBeNull();
    clock.now = () => new Date(start + 10 * 60_000);
    expect(attempts.find(browser, attempt.state, [SIGN_IN])).toBeNull();
    const later = Buffer.from(browser, 'base64url');
    later.writeUIntBE(start + 60_000, 0, 6);
    expect(attempts.find(later.toString('base64url'), attempt.state, [SIGN_IN])).toBeNull();
    await attempts.take({} as TransactionContext, attempt, browser);
    expect(answered[0]?.expiresAt.getTime()).toBeGreaterThan(start + 15 * 60_000);
  });
});
