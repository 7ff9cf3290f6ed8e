import { AuditTrail } from '@app/audit';
import { ASSURANCE } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { Clock, networkKey, type RequestContext, systemContext } from '@app/identity';
import { AppError, CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';
import { ownOrigin } from '../sessions/own-origin.js';
import { actorOf } from '../sessions/own-sessions.service.js';
import { type Proof, SessionStarter, type Started } from '../sessions/session-starter.js';
import { SessionsRepository } from '../sessions/sessions.repository.js';
import { type Counted, type Limit, Throttle } from '../throttle/throttle.service.js';
import { type Attempt, Attempts, type AttemptUse } from './attempts.js';
import { OidcRepository } from './oidc.repository.js';
import { Providers, type ProviderSettings } from './providers.js';

/** Client path to which providers send the browser back, followed by the provider's id: an answer of one is none of another. */
export const RETURN_PATH = '/sign-in/return';

const QUARTER = 15 * 60;
/**
 * Codes that a provider was asked about in vain: each is a request to it, and a provider that is flooded in our name
 * shuts everybody out. What succeeds is not held against the network. Beginning counts nothing: it costs nothing.
 */
const ASKED: Limit = { scope: 'oidc-network', points: 1_000, seconds: QUARTER, shared: true };
/** Refused answers that get an entry of their own in the trail; keeps nobody out. */
const REFUSED: Limit = { scope: 'oidc-answer', points: 300, seconds: QUARTER, shared: true };
/** Oldest sign-in at the provider that is taken, in seconds; asking for it also makes the provider say when it was. */
const MAX_AGE = 12 * 3_600;

export interface Answer {
  readonly provider: string;
  readonly code: string;
  readonly state: string;
  readonly iss?: string | undefined;
  /** The cookie of the browser that began: what it keeps of the attempt. */
  readonly browser: string | null;
}

interface Claims {
  readonly sub: string;
  readonly acr?: unknown;
  readonly auth_time?: unknown;
  readonly [claim: string]: unknown;
}

/** Signing in, and proving oneself again, at an identity provider: authorization code with PKCE, state, nonce and issuer. */
@Injectable()
export class OidcFlow {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Throttle) private readonly throttle: Throttle,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
    @Inject(Providers) private readonly providers: Providers,
    @Inject(Attempts) private readonly attempts: Attempts,
    @Inject(OidcRepository) private readonly rows: OidcRepository,
  ) {}

  /** @returns where to send the browser, and what its cookie keeps */
  async begin(
    ctx: RequestContext,
    host: string | undefined,
    provider: string,
    use: 'sign-in' | 'step-up',
  ): Promise<{ url: string; browser: string }> {
    const settings = this.providers.settings(provider);
    const configuration = await this.providers.discover(settings);
    const sessionId = use === 'step-up' ? actorOf(ctx).sessionId : null;
    const { attempt, browser } = this.attempts.begin(this.#useOf(settings, host, sessionId));
    const url = client.buildAuthorizationUrl(configuration, {
      redirect_uri: attempt.redirectUri,
      scope: settings.scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(attempt.codeVerifier),
      code_challenge_method: 'S256',
      ...(settings.strongAcr.length > 0 ? { acr_values: settings.strongAcr.join(' ') } : {}),
      ...(use === 'step-up' ? { prompt: 'login', max_age: '0' } : { max_age: String(MAX_AGE) }),
    });
    return { url: url.href, browser };
  }

  /** @throws AppError `sign_in_failed`, whatever was wrong */
  async finish(ctx: RequestContext, host: string | undefined, answer: Answer): Promise<Started> {
    const settings = this.providers.settings(answer.provider);
    const { browser, state } = answer;
    // For signing in, or for the session it came with; an attempt for another session is none of its.
    const uses = [null, ...(ctx.actor ? [ctx.actor.sessionId] : [])].map((sessionId) => this.#useOf(settings, host, sessionId));
    const attempt = browser === null ? null : this.attempts.find(browser, state, uses);
    if (browser === null || !attempt) return this.#refuse(ctx, settings, null, 'state');
    const counted = countedFor(ctx, ASKED);
    // Before it is taken: who has to come later still has it then.
    await this.throttle.spend(ctx, counted);
    // Spent before anything is compared, and for good.
    const taken = await this.database.transaction(systemContext('identity'), (system) => this.attempts.take(system, attempt, browser));
    if (!taken) return this.#refuse(ctx, settings, null, 'state');
    const claims = await this.#claims(settings, attempt, answer).catch((error: unknown) => {
      if (error instanceof AppError) throw error;
      return this.#refuse(ctx, settings, null, reasonOf(error));
    });
    const strong = typeof claims.acr === 'string' && settings.strongAcr.includes(claims.acr);
    if (attempt.sessionId !== null && !strong) return this.#refuse(ctx, settings, null, 'assurance');
    const started = await this.database.transaction(systemContext('identity'), async (system) => {
      const accountId = await this.#account(system, ctx, settings, claims);
      if (accountId === null) return null;
      const proof: Proof = {
        accountId,
        method: 'oidc',
        assurance: strong ? ASSURANCE.strong : ASSURANCE.password,
        strongAt: strong ? this.#provedAt(claims) : null,
        provider: settings.id,
      };
      return attempt.sessionId === null ? this.starter.start(system, ctx, proof) : this.starter.strengthen(system, ctx, proof);
    });
    if (!started) return this.#refuse(ctx, settings, null, 'account');
    await this.throttle.forgive(counted);
    return started;
  }

  #useOf({ id }: ProviderSettings, host: string | undefined, sessionId: string | null): AttemptUse {
    return { provider: id, redirectUri: `${ownOrigin(this.config, host)}${RETURN_PATH}/${id}`, sessionId };
  }

  async #claims(settings: ProviderSettings, attempt: Attempt, { code, state, iss }: Answer): Promise<Claims> {
    const configuration = await this.providers.discover(settings);
    const address = new URL(attempt.redirectUri);
    address.search = new URLSearchParams({ code, state, ...(iss === undefined ? {} : { iss }) }).toString();
    const sinceStart = Math.ceil((this.clock.now().getTime() - attempt.startedAt.getTime()) / 1_000);
    const tokens = await client.authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.codeVerifier,
      // A step-up must have happened since it was asked for, however long the person took over it.
      maxAge: attempt.sessionId === null ? MAX_AGE : sinceStart,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('an id token was asked for');
    return claims;
  }

  async #account(system: TransactionContext, ctx: RequestContext, settings: ProviderSettings, claims: Claims): Promise<string | null> {
    const { issuer } = settings;
    const linked = await this.rows.linked(system, issuer, claims.sub);
    if (linked !== null) {
      await this.sessions.holdWays(system, linked);
      // Again: an office given meanwhile took the link away.
      return (await this.rows.linked(system, issuer, claims.sub)) === linked ? linked : null;
    }
    const login = loginIn(settings, claims);
    // Proving oneself again is not the moment to become somebody.
    if (login === null || ctx.actor) return null;
    const accountId = await this.rows.accountByLogin(system, login);
    if (accountId === null) return null;
    await this.sessions.holdWays(system, accountId);
    const made = await this.rows.linkByLogin(system, { issuer, subject: claims.sub, login });
    if (!made) return null;
    await this.audit.record({ ...ctx, transaction: system.transaction }, 'identity.linked', { ...made, issuer });
    return made.accountId;
  }

  /** When the provider saw him prove himself; it may be a while ago. A provider whose clock is ahead vouches for now. */
  #provedAt({ auth_time: time }: Claims): Date | null {
    return typeof time === 'number' ? new Date(Math.min(time * 1_000, this.clock.now().getTime())) : null;
  }

  async #refuse(ctx: RequestContext, { id }: ProviderSettings, accountId: string | null, reason: string): Promise<never> {
    if (!(await this.throttle.exceeds(ctx, countedFor(ctx, REFUSED))))
      await this.audit.recordApart(ctx, 'session.refused', { method: 'oidc', accountId, reason: `${id}: ${reason}` }, 'denied');
    throw new AppError('sign_in_failed');
  }
}

/** Of somebody signed in by his account: what strangers of his network do is not his. */
function countedFor({ actor, network }: RequestContext, limit: Limit): Counted {
  return { limit, key: actor ? `account ${actor.accountId}` : networkKey(network) };
}

/** The login the provider vouches for, if the settings take its word for one. */
function loginIn({ loginClaim }: ProviderSettings, claims: Claims): string | null {
  if (loginClaim === undefined) return null;
  const value = claims[loginClaim];
  if (typeof value !== 'string' || value === '') return null;
  if (loginClaim === 'email' && claims['email_verified'] !== true) return null;
  return value.normalize('NFC').toLowerCase();
}

/** The library's code of what was wrong: a word of its own, never what came in. */
function reasonOf(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'provider';
}
