import type { IncomingMessage } from 'node:http';
import { Places } from '@app/access/facts/index.js';
import { AuditTrail } from '@app/audit';
import { ASSURANCE, type Level, type Preferences, type SessionState } from '@app/contracts';
import { Database, type TransactionContext } from '@app/database';
import { Authenticator, Clock, hashOf, plainAddress, requestContext, systemContext, type RequestContext } from '@app/identity';
import { AppError, CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { tokenFrom } from './session-cookie.js';
import { SessionStarter, type Started } from './session-starter.js';
import { isLimited, SessionsRepository, systemAbilities } from './sessions.repository.js';

/** Who is asking, what the shell may offer him, and the demo's one-click sign-in. */
@Injectable()
export class SessionsService extends Authenticator {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Database) private readonly database: Database,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(Places) private readonly places: Places,
    @Inject(SessionsRepository) private readonly sessions: SessionsRepository,
    @Inject(SessionStarter) private readonly starter: SessionStarter,
  ) {
    super();
  }

  async contextOf(request: IncomingMessage & { requestId?: string; ip?: string }): Promise<RequestContext> {
    const base = {
      startedAt: new Date(),
      ...(request.requestId ? { requestId: request.requestId } : {}),
      network: plainAddress(request.ip ?? request.socket.remoteAddress),
      userAgent: request.headers['user-agent'] ?? null,
    };
    const token = tokenFrom(request.headers.cookie);
    if (!token) return requestContext(base);
    const found = await this.database.transaction(systemContext('identity'), async (ctx) => {
      const session = await this.sessions.find(ctx, hashOf(token), this.clock.now());
      return session && { session, place: await this.places.at(ctx, base.network) };
    });
    if (!found) return requestContext(base);
    const { session, place } = found;
    const ceiling = Math.min(session.ceiling, place.ceiling) as Level;
    return requestContext({
      ...base,
      language: session.language,
      site: place.site,
      actor: { accountId: session.accountId, sessionId: session.id, assurance: session.assurance, ceiling },
    });
  }

  async read(ctx: RequestContext): Promise<SessionState> {
    if (!ctx.actor) return { status: 'anonymous', mode: this.config.mode };
    const { actor } = ctx;
    const { assurance } = actor;
    const person = await this.database.transaction(ctx, (bound) => this.sessions.person(bound, actor));
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
      signIn: { assurance, limited: isLimited(assurance, person.clearance), provider: person.provider },
      lasts: { from: this.clock.now().toISOString(), until: person.endsAt.toISOString() },
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
  async startAsPersona(ctx: RequestContext, persona: string): Promise<Started> {
    this.#demoOnly();
    return this.database.transaction(systemContext('identity'), async (system) => {
      const account = await this.sessions.accountByPersona(system, persona);
      if (!account) throw new AppError('not_found');
      return this.starter.start(system, ctx, this.#personaProof(account.id));
    });
  }

  /** The same click, when an act needs a fresh proof. @throws AppError `not_found` for whoever is not a persona */
  async strengthenAsPersona(ctx: RequestContext): Promise<Started> {
    this.#demoOnly();
    return this.database.transaction(systemContext('identity'), async (system) => {
      const accountId = ctx.actor?.accountId ?? '';
      if (!(await this.sessions.isPersona(system, accountId))) throw new AppError('not_found');
      return this.starter.strengthen(system, ctx, this.#personaProof(accountId));
    });
  }

  async canClick(system: TransactionContext, accountId: string): Promise<boolean> {
    return this.config.mode === 'demo' && this.sessions.isPersona(system, accountId);
  }

  async editPreferences(ctx: TransactionContext, preferences: Preferences): Promise<Preferences> {
    if (!ctx.actor) throw new AppError('not_signed_in');
    await this.sessions.savePreferences(ctx, ctx.actor.accountId, preferences);
    await this.audit.record(ctx, 'preferences.changed', {});
    return preferences;
  }

  #personaProof(accountId: string) {
    return { accountId, method: 'persona', assurance: ASSURANCE.strong, strongAt: this.clock.now() } as const;
  }

  #demoOnly(): void {
    if (this.config.mode !== 'demo') throw new AppError('not_found');
  }
}
