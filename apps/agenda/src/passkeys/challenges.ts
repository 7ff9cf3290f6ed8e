import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { TransactionContext } from '@app/database';
import { Clock } from '@app/identity';
import { Inject, Injectable } from '@nestjs/common';
import { DerivedKeys } from '../sessions/derived-keys.js';
import { ChallengesRepository } from './challenges.repository.js';

/** How long a person has for the gesture; browsers are told the same. */
export const CEREMONY_MS = 2 * 60_000;
/** The way to the browser and back on top. */
const LIFE_MS = CEREMONY_MS + 60_000;
/** How much longer than it lives one is remembered as answered: the clocks of two processes may differ by less. */
const REMEMBERED_MS = 10 * 60_000;

const RANDOM_BYTES = 12;
const HEAD_BYTES = RANDOM_BYTES + 4;
const SEAL_BYTES = 16;

/**
 * What a challenge is good for. Signing in is for nobody known yet; the others are bound to the session, or the
 * enrolment, that asked.
 */
export type ChallengeUse = { purpose: 'sign-in'; boundTo: null } | { purpose: 'step-up' | 'register' | 'enrol'; boundTo: string };

/**
 * Challenges say themselves that they are ours: 96 random bits, the second they end, and a seal over both and what they
 * are good for. So giving one out writes nothing, and anybody may have as many as he likes: a limit on them would be a
 * way to keep a whole network from signing in. Any process takes the answer, and the database remembers which were
 * answered.
 */
@Injectable()
export class Challenges {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(DerivedKeys) private readonly keys: DerivedKeys,
    @Inject(ChallengesRepository) private readonly rows: ChallengesRepository,
  ) {}

  /** A new challenge, base64url. */
  issue(use: ChallengeUse): string {
    const head = Buffer.alloc(HEAD_BYTES);
    randomBytes(RANDOM_BYTES).copy(head);
    head.writeUInt32BE(Math.floor((this.clock.now().getTime() + LIFE_MS) / 1_000), RANDOM_BYTES);
    return Buffer.concat([head, this.#seal(head, use)]).toString('base64url');
  }

  /** Whether it is one of ours, for this use, and not too old. Costs a hash. */
  isOurs(challenge: Buffer, use: ChallengeUse): boolean {
    if (challenge.length !== HEAD_BYTES + SEAL_BYTES) return false;
    const head = challenge.subarray(0, HEAD_BYTES);
    return timingSafeEqual(challenge.subarray(HEAD_BYTES), this.#seal(head, use)) && endOf(challenge) > this.clock.now().getTime();
  }

  /** Uses one of ours up, for good. @returns false when that was done before */
  take(ctx: TransactionContext, challenge: Buffer, use: ChallengeUse): Promise<boolean> {
    return this.rows.add(ctx, { challenge, ...use, expiresAt: new Date(endOf(challenge) + REMEMBERED_MS) });
  }

  #seal(head: Buffer, { purpose, boundTo }: ChallengeUse): Buffer {
    const seal = createHmac('sha256', this.keys.of('passkey challenges'))
      .update(head)
      .update(`${purpose} ${boundTo ?? ''}`);
    return seal.digest().subarray(0, SEAL_BYTES);
  }
}

const endOf = (challenge: Buffer) => challenge.readUInt32BE(RANDOM_BYTES) * 1_000;
