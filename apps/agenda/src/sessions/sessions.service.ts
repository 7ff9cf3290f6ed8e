import type { IncomingMessage } from 'node:http';
import { AuditTrail } from '@app/audit';
import { ASSURANCE, type Assurance, type Preferences, type SessionState } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { Authenticator, requestContext, systemContext, type RequestContext } from '@app/identity';
import { AppError, CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { v7 as uuid } from 'uuid';
import { Outbox } from '../events/outbox.js';
import { Turnstile } from '../turnstile.js';
import { hashOf, newToken, tokenFrom } from './session-cookie.js';
import { SessionsRepository, systemAbilities } from './sessions.repository.js';

/** Longest life of a session, whatever happens in it. */
const ABSOLUTE_HOURS = 12;
/** Attempts at one login from one network in a quarter of an hour. Keyed by both, so that a stranger cannot lock a minister out. */
const BY_LOGIN = { points: 10, duration: 15 * 60 };
/** Attempts from one network at all logins together: a ministry behind one address signs in within it, a list of logins is not tried. */
const BY_NETWORK = { points: 300, duration: 15 * 60 };
/** Passwords checked at the same time: argon2 fills threads that reading papers needs too. */
const HASHINGS = 2;

@Injectable()
export class SessionsService extends Authenticator {
  readonly #byLogin = new RateLimiterMemory(BY_LOGIN);
  readonly #byNetwork = new RateLimiterMemory(BY_NETWORK);
  readonly #hashing = new Turnstile(HASHINGS);
  /** Verified against when there is no such login, so that both take the same time. */
  readonly #decoy = hash('nobody has this password');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
  ) {
    super();
  }

  async contextOf(request: IncomingMessage & { requestId?: string; ip?: string }): Promise<RequestContext> {
    const base = {
      startedAt: new Date(),
      ...(request.requestId ? { requestId: request.requestId } : {}),
      network: request.ip ?? request.socket.remoteAddress ?? null,
    };
    const token = tokenFrom(request.headers.cookie);
    if (!token) return requestContext(base);
    const session = await this.database.transaction(systemContext('identity'), (ctx) => this.sessions.find(ctx, hashOf(token)));
    if (!session) return requestContext(base);
    return requestContext({
      ...base,
      language: session.language,
      site: session.site,
      actor: { accountId: session.accountId, sessionId: session.id, assurance: session.assurance, ceiling: session.ceiling },
    });
  }

  async read(ctx: RequestContext): Promise<SessionState> {
    if (!ctx.actor) return { status: 'anonymous', mode: this.config.mode };
    const { assurance, accountId } = ctx.actor;
    const person = await this.database.transaction(ctx, (bound) => this.sessions.person(bound, accountId));
    if (!person) return { status: 'anonymous', mode: this.config.mode };
    const { account } = person;
    return {
      status: 'signed-in',
      mode: this.config.mode,
      person: {
        id: account.id,
        name: { ar: account.nameAr, en: account.nameEn },
        country: account.country,
        systemRole: account.systemRole,
      },
      preferences: person.preferences,
      abilities: { createMeetings: person.preparesMeetings, ...systemAbilities(account.systemRole, assurance) },
    };
  }

  /** @throws AppError `not_found` outside demo mode. */
  async personas(): Promise<{ key: string; name: { ar: string; en: string }; country: string; clearance: number }[]> {
    this.#demoOnly();
    const rows = await this.database.transaction(systemContext('identity'), (ctx) => this.sessions.personas(ctx));
    return rows.map((row) => ({
      key: row.persona,
      name: { ar: row.name_ar, en: row.name_en },
      country: row.country,
      clearance: row.level,
    }));
  }

  /** One click in demo mode counts as the highest assurance (DESIGN §4). */
  async startAsPersona(ctx: RequestContext, persona: string): Promise<{ token: string; ctx: RequestContext }> {
    this.#demoOnly();
    return this.database.transaction(systemContext('identity'), async (system) => {
      const account = await this.sessions.accountByPersona(system, persona);
      if (!account) throw new AppError('not_found');
      return this.#start(system, ctx, account.id, 'persona', ASSURANCE.strong);
    });
  }

  /** @throws AppError `sign_in_failed` with the same words and about the same time, whatever was wrong. */
  async startWithPassword(ctx: RequestContext, login: string, password: string): Promise<{ token: string; ctx: RequestContext }> {
    const key = `${login.toLowerCase()} ${ctx.network ?? ''}`;
    // Counted before the password is looked at: attempts at the same moment must not all pass the count of before.
    await this.#spend(this.#byLogin, key);
    await this.#spend(this.#byNetwork, ctx.network ?? '');
    const found = await this.database.transaction(systemContext('identity'), (system) =>
      this.sessions.credentialByLogin(system, login.toLowerCase()),
    );
    const right = await this.#hashing.pass(async () => verify(found?.passwordHash ?? (await this.#decoy), password));
    if (!found || !right) {
      await this.audit.recordApart(ctx, 'session.refused', { method: 'password' }, 'denied');
      throw new AppError('sign_in_failed');
    }
    await this.#byLogin.delete(key);
    await this.#byNetwork.reward(ctx.network ?? '', 1);
    return this.database.transaction(systemContext('identity'), (system) =>
      this.#start(system, ctx, found.accountId, 'password', ASSURANCE.password),
    );
  }

  async end(ctx: TransactionContext): Promise<void> {
    if (!ctx.actor) return;
    const { sessionId } = ctx.actor;
    await this.sessions.end(ctx, sessionId);
    await this.audit.record(ctx, 'session.ended', { sessionId });
    await this.outbox.addAccessChange(ctx, { reason: 'session_ended', sessionIds: [sessionId] });
  }

  async editPreferences(ctx: TransactionContext, preferences: Preferences): Promise<Preferences> {
    if (!ctx.actor) throw new AppError('not_signed_in');
    await this.sessions.savePreferences(ctx, ctx.actor.accountId, preferences);
    await this.audit.record(ctx, 'preferences.changed', {});
    return preferences;
  }

  /** A new session each time, and the old one ends: an id that was planted before sign-in is worth nothing after it. */
  async #start(
    system: TransactionContext,
    ctx: RequestContext,
    accountId: string,
    method: 'persona' | 'password',
    assurance: Assurance,
  ): Promise<{ token: string; ctx: RequestContext }> {
    if (ctx.actor) await this.sessions.end(system, ctx.actor.sessionId);
    const { token, hash: tokenHash } = newToken();
    const id = uuid();
    await this.sessions.insert(system, {
      id,
      tokenHash,
      accountId,
      assurance,
      expiresAt: new Date(Date.now() + ABSOLUTE_HOURS * 3_600_000),
    });
    await this.audit.record({ ...ctx, transaction: system.transaction }, 'session.started', { accountId, method, assurance });
    const replaced = ctx.actor?.sessionId;
    if (replaced) await this.outbox.addAccessChange(system, { reason: 'session_ended', sessionIds: [replaced] });
    return { token, ctx: { ...ctx, actor: { accountId, sessionId: id, assurance, ceiling: 4 } } };
  }

  async #spend(limiter: RateLimiterMemory, key: string): Promise<void> {
    await limiter.consume(key).catch(() => {
      throw new AppError('too_many_requests');
    });
  }

  #demoOnly(): void {
    if (this.config.mode !== 'demo') throw new AppError('not_found');
  }
}
