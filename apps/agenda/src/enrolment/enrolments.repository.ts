import type { SystemRole } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

export interface Enrolment {
  readonly id: string;
  readonly accountId: string;
  readonly login: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly expiresAt: Date;
  /** Null for the first holders of offices, whom the command line made. */
  readonly issuedBy: string | null;
  /** Of the code that has to be given beside the link. */
  readonly codeHash: Buffer | null;
}

@Injectable()
export class EnrolmentsRepository {
  async accountExists(ctx: TransactionContext, accountId: string): Promise<boolean> {
    return (await ctx.transaction.query('select 1 from accounts where id = $1 and active', [accountId])).length === 1;
  }

  /** The links before it open nothing any more: at any time there is one. */
  async withdraw(ctx: TransactionContext, accountId: string): Promise<void> {
    await ctx.transaction.query(
      'update enrolments set withdrawn_at = now() where account_id = $1 and used_at is null and withdrawn_at is null',
      [accountId],
    );
  }

  /** Takes all of somebody's accounts at providers away. @returns their ids */
  async unlinkAll(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ id: string }>('delete from identity_links where account_id = $1 returning id', [accountId]);
    return rows.map(({ id }) => id);
  }

  async insert(
    ctx: TransactionContext,
    enrolment: {
      id: string;
      accountId: string;
      tokenHash: Buffer;
      codeHash: Buffer | null;
      issuedBy: string | null;
      issuedAt: Date;
      expiresAt: Date;
    },
  ): Promise<void> {
    await ctx.transaction.query(
      'insert into enrolments (id, account_id, token_hash, code_hash, issued_by, issued_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7)',
      [
        enrolment.id,
        enrolment.accountId,
        enrolment.tokenHash,
        enrolment.codeHash,
        enrolment.issuedBy,
        enrolment.issuedAt,
        enrolment.expiresAt,
      ],
    );
  }

  /** The enrolment a link is for, while it can be used. */
  async find(ctx: TransactionContext, tokenHash: Buffer, now: Date): Promise<Enrolment | null> {
    const [row] = await ctx.transaction.query<{
      id: string;
      account_id: string;
      login: string;
      name_ar: string;
      name_en: string;
      expires_at: Date;
      issued_by: string | null;
      code_hash: Buffer | null;
    }>(
      `select e.id, e.account_id, e.expires_at, e.issued_by, e.code_hash, a.login, a.name_ar, a.name_en from enrolments e
         join accounts a on a.id = e.account_id and a.active
        where e.token_hash = $1 and e.used_at is null and e.withdrawn_at is null and e.expires_at > $2`,
      [tokenHash, now],
    );
    return row
      ? {
          id: row.id,
          accountId: row.account_id,
          login: row.login,
          nameAr: row.name_ar,
          nameEn: row.name_en,
          expiresAt: row.expires_at,
          issuedBy: row.issued_by,
          codeHash: row.code_hash,
        }
      : null;
  }

  /** Uses it up. @returns false when somebody else was faster, or it was withdrawn meanwhile */
  async use(ctx: TransactionContext, enrolmentId: string, now: Date): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update enrolments set used_at = $2 where id = $1 and used_at is null and withdrawn_at is null and expires_at > $2 returning 1',
      [enrolmentId, now],
    );
    return rows.length === 1;
  }

  /** How many active accounts hold an office. Two commands at once must not both find too few: the second one waits. */
  async holders(ctx: TransactionContext, systemRole: SystemRole): Promise<number> {
    await ctx.transaction.query('select pg_advisory_xact_lock(7201002)');
    const [row] = await ctx.transaction.query<{ n: number }>('select count(*)::int as n from accounts where system_role = $1 and active', [
      systemRole,
    ]);
    return row?.n ?? 0;
  }

  /** @returns false when somebody else has the login */
  async insertHolder(
    ctx: TransactionContext,
    account: { id: string; login: string; nameAr: string; nameEn: string; country: string; systemRole: SystemRole },
  ): Promise<boolean> {
    const rows = await ctx.transaction.query(
      `insert into accounts (id, login, name_ar, name_en, country, site, system_role) values ($1, $2, $3, $4, $5, $5, $6)
       on conflict (login) do nothing returning 1`,
      [account.id, account.login, account.nameAr, account.nameEn, account.country, account.systemRole],
    );
    return rows.length === 1;
  }
}
