import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TransactionContext } from '@app/database';
import { Clock, hashOf } from '@app/identity';
import { Inject, Injectable } from '@nestjs/common';
import { DerivedKeys } from '../sessions/derived-keys.js';
import { OidcRepository } from './oidc.repository.js';

/** How long somebody may take at the provider. */
const LIFE_MS = 10 * 60_000;
/** How much longer than it lives one is remembered as answered: the clocks of two processes may differ by less. */
const REMEMBERED_MS = 10 * 60_000;
/** Of what the browser keeps: when it began, and 208 random bits. Together as long as every secret of ours. */
const TIME_BYTES = 6;
const RANDOM_BYTES = 26;

/** Whom an attempt is for, and where its answer comes back to. */
export interface AttemptUse {
  readonly provider: string;
  readonly redirectUri: string;
  /** The session that is to be strengthened; null for signing in. */
  readonly sessionId: string | null;
}

/** A sign-in that was begun: what its answer has to fit. */
export interface Attempt extends AttemptUse {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly startedAt: Date;
}

/**
 * Sign-ins that were begun are kept by the browser: the time and a random secret, in its cookie. State, nonce and
 * verifier are made of both, of what the attempt is for, and of a key of ours, each time anew. So beginning writes
 * nothing, and anybody may begin as many as he likes: a limit on it would be a way to keep a whole network from signing
 * in. The database remembers which were answered.
 */
@Injectable()
export class Attempts {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DerivedKeys) private readonly keys: DerivedKeys,
    @Inject(OidcRepository) private readonly rows: OidcRepository,
  ) {}

  /** @returns the attempt, and what the browser keeps of it */
  begin(use: AttemptUse): { attempt: Attempt; browser: string } {
    const startedAt = this.clock.now();
    const kept = randomBytes(TIME_BYTES + RANDOM_BYTES);
    kept.writeUIntBE(startedAt.getTime(), 0, TIME_BYTES);
    const browser = kept.toString('base64url');
    return { attempt: this.#made(browser, startedAt, use), browser };
  }

  /** The attempt an answer is for: of this browser, for one of these uses, not too old. */
  find(browser: string, state: string, uses: readonly AttemptUse[]): Attempt | null {
    const startedAt = startOf(browser);
    if (startedAt.getTime() + LIFE_MS <= this.clock.now().getTime()) return null;
    const attempts = uses.map((use) => this.#made(browser, startedAt, use));
    return attempts.find((attempt) => timingSafeEqual(hashOf(attempt.state), hashOf(state))) ?? null;
  }

  /** Uses it up, for good. @returns false when that was done before */
  take(ctx: TransactionContext, attempt: Attempt, browser: string): Promise<boolean> {
    const expiresAt = new Date(attempt.startedAt.getTime() + LIFE_MS + REMEMBERED_MS);
    return this.rows.addAnswered(ctx, { ...attempt, stateHash: hashOf(attempt.state), browserHash: hashOf(browser), expiresAt });
  }

  #made(browser: string, startedAt: Date, use: AttemptUse): Attempt {
    const made = (what: string) =>
      createHmac('sha256', this.keys.of('sign-ins at providers'))
        .update(JSON.stringify([what, browser, use.provider, use.redirectUri, use.sessionId]))
        .digest('base64url');
    return { ...use, startedAt, state: made('state'), nonce: made('nonce'), codeVerifier: made('verifier') };
  }
}

/** When the browser says it began; with one bit of it changed, the state is another. */
function startOf(browser: string): Date {
  const kept = Buffer.from(browser, 'base64url');
  return new Date(kept.length === TIME_BYTES + RANDOM_BYTES ? kept.readUIntBE(0, TIME_BYTES) : 0);
}
