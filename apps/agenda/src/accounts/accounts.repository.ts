import type { SystemRole } from '@app/contracts';
import { Account, brokenConstraint, type TransactionContext } from '@app/database';
import { AppError } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** Orders the rare acts of administration; the same as in the triggers (migration 0006). */
const ADMINISTRATION_LOCK = 7_201_006;

export type AccountChange = Partial<Pick<Account, 'login' | 'nameAr' | 'nameEn' | 'site' | 'active'>>;

@Injectable()
export class AccountsRepository {
  /** One account more than `limit`, by user name, so that the caller knows whether there is a next page. */
  async page(
    ctx: TransactionContext,
    {
      q,
      standing,
      after,
      limit,
    }: { q?: string | undefined; standing?: 'active' | 'inactive' | undefined; after?: string | undefined; limit: number },
  ): Promise<Account[]> {
    const rows = await ctx.transaction.query<Row>(
      `select id, login, name_ar, name_en, country, site, system_role, active, created_at from accounts a
        where ($1::text is null or position(app.fold($1) in app.fold(login || ' ' || name_ar || ' ' || name_en)) > 0)
          and ($2::boolean is null or active = $2)
          and ($3::uuid is null or login > (select login from accounts where id = $3))
        order by login limit $4`,
      [q ?? null, standing ? standing === 'active' : null, after ?? null, limit + 1],
    );
    return rows.map((row) => ({
      id: row.id,
      login: row.login,
      nameAr: row.name_ar,
      nameEn: row.name_en,
      country: row.country,
      site: row.site,
      systemRole: row.system_role,
      persona: null,
      active: row.active,
      createdAt: row.created_at,
    }));
  }

  find(ctx: TransactionContext, id: string): Promise<Account | null> {
    return ctx.transaction.repository(Account).findOneBy({ id });
  }

  async siteExists(ctx: TransactionContext, code: string): Promise<boolean> {
    const [row] = await ctx.transaction.query<{ there: boolean }>('select exists (select from sites where code = $1) as there', [code]);
    return row?.there ?? false;
  }

  /** @throws AppError `already_exists` */
  insert(ctx: TransactionContext, account: Omit<Account, 'createdAt'>): Promise<void> {
    return refusing(async () => void (await ctx.transaction.repository(Account).insert(account)));
  }

  /** @throws AppError `already_exists`, `not_oneself`, `last_administrator`, `last_officer`: the database has the last word. */
  update(ctx: TransactionContext, id: string, change: AccountChange): Promise<void> {
    return refusing(async () => void (await ctx.transaction.repository(Account).update({ id }, change)));
  }

  /** One act of administration at a time: what it is decided by does not change before it is committed. */
  async lock(ctx: TransactionContext): Promise<void> {
    await ctx.transaction.query('select pg_advisory_xact_lock($1)', [ADMINISTRATION_LOCK]);
  }
}

interface Row {
  id: string;
  login: string;
  name_ar: string;
  name_en: string;
  country: string;
  site: string;
  system_role: SystemRole | null;
  active: boolean;
  created_at: Date;
}

/** Says in our own codes what the database refuses about accounts. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const constraint = brokenConstraint(error);
    if (constraint === 'accounts_login_key') throw new AppError('already_exists', undefined, { cause: error });
    if (constraint === 'accounts_not_oneself') throw new AppError('not_oneself', undefined, { cause: error });
    if (constraint === 'accounts_last_administrator') throw new AppError('last_administrator', undefined, { cause: error });
    if (constraint === 'accounts_office') throw new AppError('holds_office', undefined, { cause: error });
    if (constraint === 'accounts_last_officer') throw new AppError('last_officer', undefined, { cause: error });
    throw error;
  }
}
