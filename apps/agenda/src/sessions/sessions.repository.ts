import {
  ASSURANCE,
  type Assurance,
  type Device,
  LEVEL,
  type Level,
  type OwnSession,
  type Preferences,
  type SignInMethod,
  type SiteCode,
  type SystemRole,
} from '@app/contracts';
import { Account, PreferencesRow, type TransactionContext } from '@app/database';
import type { Actor, SessionLimits } from '@app/identity';
import { Injectable } from '@nestjs/common';

export interface LiveSession {
  id: string;
  accountId: string;
  assurance: Assurance;
  ceiling: Level;
  language: 'ar' | 'en';
}

export interface NewSession {
  id: string;
  tokenHash: Buffer;
  accountId: string;
  assurance: Assurance;
  ceiling: Level;
  site: SiteCode | null;
  method: SignInMethod;
  strongAt: Date | null;
  passkeyId: string | null;
  provider: string | null;
  device: Device;
  network: string | null;
  idleSeconds: number;
  startedAt: Date;
  expiresAt: Date;
}

export interface SignedInPerson {
  account: Pick<Account, 'id' | 'nameAr' | 'nameEn' | 'country' | 'systemRole'>;
  clearance: Level | -1;
  /** Null until he chose any. */
  preferences: Preferences | null;
  preparesMeetings: boolean;
  /** Where he signed in, if not here. */
  provider: string | null;
  /** When the session ends if nobody does anything. */
  endsAt: Date;
}

/** Whose session it is, with what its limits depend on. */
export interface Standing {
  active: boolean;
  clearance: Level | -1;
  systemRole: SystemRole | null;
}

/** Ways into accounts: held by whoever adds or uses one, and alone by whoever takes all of them away or makes them open more. */
const WAYS_LOCK = 7_201_007;

@Injectable()
export class SessionsRepository {
  /**
   * First of all in a transaction that signs somebody in or gives him a new way to: until it is committed, nobody takes
   * all ways away (an office is given) or makes them open more, and what is read afterwards is how they left it.
   */
  async holdWays(ctx: TransactionContext, accountId: string): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock_shared($1, hashtext($2))', [WAYS_LOCK, accountId]);
  }

  /** Before all ways into an account are taken away, or open more: waits for those just being made, so that none is left out. */
  async closeWays(ctx: TransactionContext, accountId: string): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock($1, hashtext($2))', [WAYS_LOCK, accountId]);
  }

  /** The live session of a token hash. */
  async find(ctx: TransactionContext, tokenHash: Buffer, now: Date): Promise<LiveSession | null> {
    const [row] = await ctx.transaction.query<{
      id: string;
      account_id: string;
      assurance: Assurance;
      ceiling: Level;
      language: 'ar' | 'en' | null;
    }>(
      `select s.id, s.account_id, s.assurance, s.ceiling, p.language
         from sessions s join accounts a on a.id = s.account_id and a.active left join preferences p on p.account_id = a.id
        where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.last_seen_at > $2::timestamptz - make_interval(secs => s.idle_seconds)`,
      [tokenHash, now],
    );
    if (!row) return null;
    return {
      id: row.id,
      accountId: row.account_id,
      assurance: row.assurance,
      ceiling: row.ceiling,
      language: row.language ?? 'ar',
    };
  }

  async insert(ctx: TransactionContext, session: NewSession): Promise<void> {
    await ctx.transaction.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, site, method, strong_at, passkey_id, provider, browser, system, network,
         idle_seconds, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16)`,
      [
        session.id,
        session.tokenHash,
        session.accountId,
        session.assurance,
        session.ceiling,
        session.site,
        session.method,
        session.strongAt,
        session.passkeyId,
        session.provider,
        session.device.browser,
        session.device.system,
        session.network,
        session.idleSeconds,
        session.startedAt,
        session.expiresAt,
      ],
    );
  }

  async touch(ctx: TransactionContext, sessionId: string, now: Date): Promise<void> {
    await ctx.transaction.query('update sessions set last_seen_at = $2 where id = $1', [sessionId, now]);
  }

  /** A live session with its row locked, so that two proofs at once do not both give it a new secret. */
  async lock(
    ctx: TransactionContext,
    sessionId: string,
  ): Promise<{ assurance: Assurance; ceiling: Level; startedAt: Date; expiresAt: Date } | null> {
    const [row] = await ctx.transaction.query<{ assurance: Assurance; ceiling: Level; created_at: Date; expires_at: Date }>(
      'select assurance, ceiling, created_at, expires_at from sessions where id = $1 and ended_at is null for update',
      [sessionId],
    );
    return row ? { assurance: row.assurance, ceiling: row.ceiling, startedAt: row.created_at, expiresAt: row.expires_at } : null;
  }

  /** What the limits of an account's running sessions depend on; locked, so that none is made stronger meanwhile. */
  live(ctx: TransactionContext, accountId: string): Promise<{ id: string; assurance: Assurance; ceiling: Level }[]> {
    return ctx.transaction.query(
      'select id, assurance, ceiling from sessions where account_id = $1 and ended_at is null order by id for update',
      [accountId],
    );
  }

  /** To the lesser of the limits it has and these. */
  async shorten(ctx: TransactionContext, sessionId: string, { idleSeconds, absoluteSeconds }: SessionLimits): Promise<void> {
    await ctx.transaction.query(
      `update sessions set idle_seconds = least(idle_seconds, $2), expires_at = least(expires_at, created_at + make_interval(secs => $3))
        where id = $1`,
      [sessionId, idleSeconds, absoluteSeconds],
    );
  }

  /** A new secret for a session whose person proved himself again. */
  async strengthen(
    ctx: TransactionContext,
    session: Pick<
      NewSession,
      'id' | 'tokenHash' | 'ceiling' | 'method' | 'strongAt' | 'passkeyId' | 'provider' | 'idleSeconds' | 'expiresAt'
    >,
    now: Date,
  ): Promise<void> {
    await ctx.transaction.query(
      `update sessions set token_hash = $2, assurance = $3, ceiling = $4, method = $5, strong_at = $6, passkey_id = $7, provider = $8,
         idle_seconds = $9, expires_at = $10, last_seen_at = $11 where id = $1`,
      [
        session.id,
        session.tokenHash,
        ASSURANCE.strong,
        session.ceiling,
        session.method,
        session.strongAt,
        session.passkeyId,
        session.provider,
        session.idleSeconds,
        session.expiresAt,
        now,
      ],
    );
  }

  /** When the person of this session last proved himself strongly. */
  async strongAt(ctx: TransactionContext, sessionId: string): Promise<Date | null> {
    const [row] = await ctx.transaction.query<{ strong_at: Date | null }>(
      'select strong_at from sessions where id = $1 and assurance = $2 and ended_at is null',
      [sessionId, ASSURANCE.strong],
    );
    return row?.strong_at ?? null;
  }

  async standing(ctx: TransactionContext, accountId: string, now: Date): Promise<Standing | null> {
    const [row] = await ctx.transaction.query<{ active: boolean; level: Level | null; system_role: SystemRole | null }>(
      `select a.active, a.system_role, c.level from accounts a
         left join clearances c on c.account_id = a.id and (c.valid_until is null or c.valid_until > $2) where a.id = $1`,
      [accountId, now],
    );
    return row ? { active: row.active, clearance: row.level ?? -1, systemRole: row.system_role } : null;
  }

  async end(ctx: TransactionContext, sessionId: string): Promise<void> {
    await ctx.transaction.query('update sessions set ended_at = now() where id = $1 and ended_at is null', [sessionId]);
  }

  /** Ends the live sessions of an account that a condition chooses. @returns their ids */
  async endOf(
    ctx: TransactionContext,
    accountId: string,
    which: { only?: string; but?: string; passkeyId?: string; above?: Level } = {},
  ): Promise<string[]> {
    const rows = await ctx.transaction.query<{ id: string }>(
      `update sessions set ended_at = now() where account_id = $1 and ended_at is null
         and ($2::uuid is null or id = $2) and ($3::uuid is null or id <> $3) and ($4::uuid is null or passkey_id = $4)
         and ($5::smallint is null or ceiling > $5) returning id`,
      [accountId, which.only ?? null, which.but ?? null, which.passkeyId ?? null, which.above ?? null],
    );
    return rows.map(({ id }) => id);
  }

  async own(ctx: TransactionContext, accountId: string, current: string): Promise<OwnSession[]> {
    const rows = await ctx.transaction.query<{
      id: string;
      method: SignInMethod;
      assurance: Assurance;
      browser: Device['browser'];
      system: Device['system'];
      network: string | null;
      created_at: Date;
      last_seen_at: Date;
      expires_at: Date;
    }>(
      `select id, method, assurance, browser, system, network, created_at, last_seen_at, expires_at from sessions
        where account_id = $1 and ended_at is null order by (id = $2) desc, last_seen_at desc limit 200`,
      [accountId, current],
    );
    return rows.map((row) => ({
      id: row.id,
      current: row.id === current,
      method: row.method,
      assurance: row.assurance,
      device: { browser: row.browser, system: row.system },
      network: row.network,
      startedAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
    }));
  }

  personas(ctx: TransactionContext): Promise<{ persona: string; name_ar: string; name_en: string; country: string; level: Level }[]> {
    return ctx.transaction.query(
      `select a.persona, a.name_ar, a.name_en, a.country, c.level from accounts a join clearances c on c.account_id = a.id
        where a.persona is not null and a.active`,
    );
  }

  accountByPersona(ctx: TransactionContext, persona: string): Promise<Account | null> {
    return ctx.transaction.repository(Account).findOneBy({ persona, active: true });
  }

  async isPersona(ctx: TransactionContext, accountId: string): Promise<boolean> {
    const account = await ctx.transaction.repository(Account).findOneBy({ id: accountId, active: true });
    return account !== null && account.persona !== null;
  }

  async person(ctx: TransactionContext, { accountId, sessionId }: Actor): Promise<SignedInPerson | null> {
    const account = await ctx.transaction.repository(Account).findOneBy({ id: accountId });
    if (!account) return null;
    const preferences = await ctx.transaction.repository(PreferencesRow).findOneBy({ accountId });
    const [facts] = await ctx.transaction.query<{ prepares: boolean; level: Level | null; provider: string | null; ends_at: Date }>(
      `select exists (select app.my_secretariats()) as prepares,
         (select level from clearances where account_id = $1 and (valid_until is null or valid_until > now())) as level,
         s.provider, least(s.expires_at, s.last_seen_at + make_interval(secs => s.idle_seconds)) as ends_at
         from sessions s where s.id = $2`,
      [accountId, sessionId],
    );
    if (!facts) return null;
    return {
      account,
      clearance: facts.level ?? -1,
      preferences: preferences && { language: preferences.language, digits: preferences.digits, theme: preferences.theme },
      preparesMeetings: facts.prepares,
      provider: facts.provider,
      endsAt: facts.ends_at,
    };
  }

  async savePreferences(ctx: TransactionContext, accountId: string, preferences: Preferences): Promise<void> {
    await ctx.transaction.query(
      `insert into preferences (account_id, language, digits, theme) values ($1, $2, $3, $4)
       on conflict (account_id) do update set language = $2, digits = $3, theme = $4`,
      [accountId, preferences.language, preferences.digits, preferences.theme],
    );
  }
}

/** Which system permissions the shell may offer. */
export function systemAbilities(
  role: SystemRole | null,
  assurance: Assurance,
): {
  listAccounts: boolean;
  listClearances: boolean;
  listOffices: boolean;
  listSites: boolean;
  readAudit: boolean;
} {
  const strong = assurance === ASSURANCE.strong;
  return {
    listAccounts: strong && (role === 'systemAdministrator' || role === 'securityOfficer'),
    listClearances: strong && role === 'securityOfficer',
    listOffices: strong && (role === 'systemAdministrator' || role === 'securityOfficer'),
    listSites: strong && (role === 'systemAdministrator' || role === 'securityOfficer'),
    readAudit: strong && role === 'auditor',
  };
}

/** Whether somebody is cleared for more than a password opens while a password is all he gave. */
export function isLimited(assurance: Assurance, clearance: Level | -1): boolean {
  return assurance === ASSURANCE.password && clearance > LEVEL.restricted;
}
