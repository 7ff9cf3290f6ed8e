import { ASSURANCE, type Assurance, LEVEL, type Level, type Preferences, type SystemRole } from '@app/contracts';
import { Account, Credential, PreferencesRow, type TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

export interface LiveSession {
  id: string;
  accountId: string;
  assurance: Assurance;
  ceiling: Level;
  site: string;
  language: 'ar' | 'en';
}

export interface SignedInPerson {
  account: Pick<Account, 'id' | 'nameAr' | 'nameEn' | 'country' | 'systemRole'>;
  preferences: Preferences;
  preparesMeetings: boolean;
}

/** Idle seconds after which a session is over. */
const IDLE_SECONDS = 30 * 60;
/** Seconds between two updates of "last seen": not a write for every request. */
const TOUCH_SECONDS = 30;

@Injectable()
export class SessionsRepository {
  /** The live session of a token hash; touches it now and then. */
  async find(ctx: TransactionContext, tokenHash: Buffer): Promise<LiveSession | null> {
    const [row] = await ctx.transaction.query<{
      id: string;
      account_id: string;
      assurance: Assurance;
      ceiling: Level;
      site: string;
      language: 'ar' | 'en' | null;
      stale: boolean;
    }>(
      `select s.id, s.account_id, s.assurance, s.ceiling, a.site, p.language, s.last_seen_at < now() - make_interval(secs => $2) as stale
         from sessions s join accounts a on a.id = s.account_id and a.active left join preferences p on p.account_id = a.id
        where s.token_hash = $1 and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - make_interval(secs => $3)`,
      [tokenHash, TOUCH_SECONDS, IDLE_SECONDS],
    );
    if (!row) return null;
    if (row.stale) await ctx.transaction.query('update sessions set last_seen_at = now() where id = $1', [row.id]);
    return {
      id: row.id,
      accountId: row.account_id,
      assurance: row.assurance,
      ceiling: row.ceiling,
      site: row.site,
      language: row.language ?? 'ar',
    };
  }

  async insert(
    ctx: TransactionContext,
    session: { id: string; tokenHash: Buffer; accountId: string; assurance: Assurance; expiresAt: Date },
  ): Promise<void> {
    await ctx.transaction.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at, strong_at)
       values ($1, $2, $3, $4::smallint, $5, $6, case when $4::smallint = ${ASSURANCE.strong} then now() end)`,
      [session.id, session.tokenHash, session.accountId, session.assurance, LEVEL.topSecret, session.expiresAt],
    );
  }

  async end(ctx: TransactionContext, sessionId: string): Promise<void> {
    await ctx.transaction.query('update sessions set ended_at = now() where id = $1 and ended_at is null', [sessionId]);
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

  async credentialByLogin(ctx: TransactionContext, login: string): Promise<{ accountId: string; passwordHash: string } | null> {
    const account = await ctx.transaction.repository(Account).findOneBy({ login, active: true });
    if (!account) return null;
    return ctx.transaction.repository(Credential).findOneBy({ accountId: account.id });
  }

  async person(ctx: TransactionContext, accountId: string): Promise<SignedInPerson | null> {
    const account = await ctx.transaction.repository(Account).findOneBy({ id: accountId });
    if (!account) return null;
    const preferences = await ctx.transaction.repository(PreferencesRow).findOneBy({ accountId });
    const [prepares] = await ctx.transaction.query<{ any: boolean }>('select exists (select app.my_secretariats()) as any');
    return {
      account,
      preferences: {
        language: preferences?.language ?? 'ar',
        digits: preferences?.digits ?? 'arab',
        theme: preferences?.theme ?? 'system',
      },
      preparesMeetings: prepares?.any ?? false,
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
export function systemAbilities(role: SystemRole | null, assurance: Assurance): { listAccounts: boolean; readAudit: boolean } {
  const strong = assurance === ASSURANCE.strong;
  return {
    listAccounts: strong && (role === 'systemAdministrator' || role === 'securityOfficer'),
    readAudit: strong && role === 'auditor',
  };
}
