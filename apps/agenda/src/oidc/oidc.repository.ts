import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';

/** A sign-in at a provider whose answer came. */
export interface Answered {
  readonly stateHash: Buffer;
  readonly browserHash: Buffer;
  readonly provider: string;
  readonly sessionId: string | null;
  readonly startedAt: Date;
  /** Until when it is remembered. */
  readonly expiresAt: Date;
}

@Injectable()
export class OidcRepository {
  /** Only that it was answered is kept: what it had to fit is made anew each time. @returns false when it is there already */
  async addAnswered(ctx: TransactionContext, answered: Answered): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `insert into oidc_attempts (state_hash, browser_hash, provider, nonce, code_verifier, redirect_uri, session_id, started_at, expires_at)
       values ($1, $2, $3, '', '', '', $4, $5, $6) on conflict do nothing returning 1`,
      [answered.stateHash, answered.browserHash, answered.provider, answered.sessionId, answered.startedAt, answered.expiresAt],
    );
    return rows.length === 1;
  }

  async linked(ctx: TransactionContext, issuer: string, subject: string): Promise<string | null> {
    const [row] = await ctx.transaction.query<{ account_id: string }>(
      'select account_id from identity_links where issuer = $1 and subject = $2',
      [issuer, subject],
    );
    return row?.account_id ?? null;
  }

  async accountByLogin(ctx: TransactionContext, login: string): Promise<string | null> {
    const [row] = await ctx.transaction.query<{ id: string }>('select id from accounts where login = $1', [login]);
    return row?.id ?? null;
  }

  /**
   * Links whoever the provider vouches for to the account of that login, for good. Only an account the provider knows
   * nobody of yet: an address that was given to somebody else later does not open the first one's account. Never an
   * office: two persons give the way into one.
   */
  async linkByLogin(
    ctx: TransactionContext,
    { issuer, subject, login }: { issuer: string; subject: string; login: string },
  ): Promise<{ linkId: string; accountId: string } | null> {
    const [row] = await ctx.transaction.query<{ id: string; account_id: string }>(
      `insert into identity_links (id, account_id, issuer, subject)
       select $1, a.id, $2, $3 from accounts a where a.login = $4 and a.active and a.system_role is null
         and not exists (select 1 from identity_links l where l.account_id = a.id and l.issuer = $2)
       on conflict do nothing returning id, account_id`,
      [uuid(), issuer, subject, login],
    );
    return row ? { linkId: row.id, accountId: row.account_id } : null;
  }

  async issuers(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ issuer: string }>('select issuer from identity_links where account_id = $1', [accountId]);
    return rows.map(({ issuer }) => issuer);
  }

  /** The provider a session was started with. */
  async providerOf(ctx: TransactionContext, sessionId: string): Promise<string | null> {
    const [row] = await ctx.transaction.query<{ provider: string | null }>('select provider from sessions where id = $1', [sessionId]);
    return row?.provider ?? null;
  }
}
