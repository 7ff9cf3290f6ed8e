import { timingSafeEqual } from 'node:crypto';
import { AuditTrail } from '@app/audit';
import { ASSURANCE, type Assertion, type AssertionOptions } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { Clock, networkKey, type RequestContext, systemContext } from '@app/identity';
import { AppError, CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { actorOf, OwnSessionsService } from '../sessions/own-sessions.service.js';
import { type Proof, SessionStarter, type Started } from '../sessions/session-starter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type Counted, type Limit, Throttle } from '../throttle/throttle.service.js';
import { challengeIn, verifyAssertion } from './ceremonies.js';
import { CEREMONY_MS, Challenges, type ChallengeUse } from './challenges.js';
import { PasskeysRepository, type UsablePasskey } from './passkeys.repository.js';
import { relyingParty } from './relying-party.js';

const QUARTER = 15 * 60;
/**
 * Wrong answers of one network, and of somebody signed in. A signature is not guessed, and looking one up and checking
 * it costs no more than counting it would: so these limits keep nobody out. They say which wrong answers still get an
 * entry of their own; the rest is in the trail by its number. Any other limit here would let a stranger close the door
 * of a whole ministry.
 */
const BY_NETWORK: Limit = { scope: 'passkey-network', points: 300, seconds: QUARTER, shared: true };
const BY_ACCOUNT: Limit = { scope: 'passkey-account', points: 30, seconds: QUARTER };

/** The answer was right, but its count was seen before. */
class CopySeen extends Error {}

/** Signing in, and proving oneself again, with a passkey. */
@Injectable()
export class PasskeyProofs {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
    @Inject(OwnSessionsService) private readonly sessions: OwnSessionsService,
    @Inject(SessionsRepository) private readonly sessionRows: SessionsRepository,
    @Inject(Challenges) private readonly challenges: Challenges,
    @Inject(PasskeysRepository) private readonly rows: PasskeysRepository,
  ) {}

  /** Writes nothing and computes a hash: whoever floods it gets less for it than from any page, so nobody is refused. */
  options(ctx: RequestContext, host: string | undefined, use: 'sign-in' | 'step-up'): AssertionOptions {
    const { id } = relyingParty(this.config, host);
    return { challenge: this.challenges.issue(useOf(ctx, use)), rpId: id, timeoutMs: CEREMONY_MS };
  }

  /** @throws AppError `sign_in_failed`, whatever was wrong */
  signIn(ctx: RequestContext, host: string | undefined, assertion: Assertion): Promise<Started> {
    return this.#prove(ctx, host, assertion, 'sign-in', (system, proof) => this.starter.start(system, ctx, proof));
  }

  /** @throws AppError `sign_in_failed`, whatever was wrong; also when the passkey is somebody else's */
  stepUp(ctx: RequestContext, host: string | undefined, assertion: Assertion): Promise<Started> {
    return this.#prove(ctx, host, assertion, 'step-up', (system, proof) => this.starter.strengthen(system, ctx, proof));
  }

  async #prove(
    ctx: RequestContext,
    host: string | undefined,
    assertion: Assertion,
    use: 'sign-in' | 'step-up',
    then: (system: TransactionContext, proof: Proof) => Promise<Started>,
  ): Promise<Started> {
    const party = relyingParty(this.config, host);
    const challenge = challengeIn(assertion.clientDataJSON);
    const system = systemContext('identity');
    if (challenge === null || !this.challenges.isOurs(challenge, useOf(ctx, use))) return this.#refuse(ctx, null, 'challenge');
    const passkey = await this.database.transaction(system, (bound) => this.rows.usable(bound, Buffer.from(assertion.id, 'base64url')));
    if (!passkey) return this.#refuse(ctx, null, 'unknown');
    // Spent before anything is compared, and for good: one challenge, one try. After the look-up: who knows no passkey writes no row.
    const taken = await this.database.transaction(system, (bound) => this.challenges.take(bound, challenge, useOf(ctx, use)));
    if (!taken) return this.#refuse(ctx, passkey.accountId, 'challenge');
    const counter = await verifyAssertion(assertion, challenge, party, passkey.publicKey);
    if (counter === null || !sameHandle(passkey, assertion)) return this.#refuse(ctx, passkey.accountId, 'assertion');
    try {
      return await this.database.transaction(system, async (bound) => {
        await this.sessionRows.holdWays(bound, passkey.accountId);
        // With the row locked: a ceiling that is lowered meanwhile holds for this session, or ends it.
        const ceiling = await this.rows.advance(bound, passkey.id, counter, this.clock.now());
        if (ceiling === null) throw new CopySeen();
        return then(bound, {
          accountId: passkey.accountId,
          method: 'passkey',
          assurance: ASSURANCE.strong,
          strongAt: this.clock.now(),
          ceiling,
          passkeyId: passkey.id,
        });
      });
    } catch (error) {
      if (error instanceof CopySeen) {
        await this.#suspend(ctx, passkey, counter);
        return this.#refuse(ctx, passkey.accountId, 'counter');
      }
      if (error instanceof AppError && error.code === 'sign_in_failed') return this.#refuse(ctx, passkey.accountId, 'account');
      throw error;
    }
  }

  /** Nobody can tell the copy from the original: neither opens anything any more, nor does what they opened. */
  async #suspend(ctx: RequestContext, { id, accountId, counter: stored }: UsablePasskey, received: number): Promise<void> {
    await this.database.transaction(systemContext('identity'), async (system) => {
      if (!(await this.rows.suspend(system, id, this.clock.now()))) return;
      const asked = { ...ctx, transaction: system.transaction };
      await this.audit.record(asked, 'passkey.suspended', { passkeyId: id, accountId, stored, received });
      await this.sessions.endDoubtful(system, asked, accountId, { passkeyId: id });
    });
  }

  async #refuse(ctx: RequestContext, accountId: string | null, reason: string): Promise<never> {
    if (!(await this.throttle.exceeds(ctx, countedFor(ctx))))
      await this.audit.recordApart(ctx, 'session.refused', { method: 'passkey', accountId, reason }, 'denied');
    throw new AppError('sign_in_failed');
  }
}

function useOf(ctx: RequestContext, use: 'sign-in' | 'step-up'): ChallengeUse {
  return use === 'sign-in' ? { purpose: use, boundTo: null } : { purpose: use, boundTo: actorOf(ctx).sessionId };
}

/** Of somebody signed in by his account: what strangers of his network do is not his. */
function countedFor({ actor, network }: RequestContext): Counted {
  return actor ? { limit: BY_ACCOUNT, key: actor.accountId } : { limit: BY_NETWORK, key: networkKey(network) };
}

/** The device says whose the credential is; it must mean the same person as we do. */
function sameHandle({ handle }: UsablePasskey, { userHandle }: Assertion): boolean {
  const said = Buffer.from(userHandle, 'base64url');
  return said.length === handle.length && timingSafeEqual(said, handle);
}
