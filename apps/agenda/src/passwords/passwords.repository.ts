import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';

export interface StoredPassword {
  readonly accountId: string;
  readonly login: string;
  readonly active: boolean;
  /** Null for somebody without a password. */
  readonly hash: string | null;
}

interface Row {
  id: string;
  login: string;
  active: boolean;
  password_hash: string | null;
}

/** One statement whoever is asked for, so that it takes the same time for nobody, somebody disabled and somebody without a password. */
const SELECT = 'select a.id, a.login, a.active, c.password_hash from accounts a left join credentials c on c.account_id = a.id';

@Injectable()
export class PasswordsRepository {
  async byLogin(ctx: TransactionContext, login: string): Promise<StoredPassword | null> {
    return stored(await ctx.transaction.query<Row>(`${SELECT} where a.login = $1`, [login]));
  }

  async byAccount(ctx: TransactionContext, accountId: string): Promise<StoredPassword | null> {
    return stored(await ctx.transaction.query<Row>(`${SELECT} where a.id = $1`, [accountId]));
  }

  async changedAt(ctx: TransactionContext, accountId: string): Promise<Date | null> {
    const [row] = await ctx.transaction.query<{ changed_at: Date }>('select changed_at from credentials where account_id = $1', [
      accountId,
    ]);
    return row?.changed_at ?? null;
  }

  async save(ctx: TransactionContext, accountId: string, hash: string): Promise<void> {
    await ctx.transaction.query(
      `insert into credentials (account_id, password_hash) values ($1, $2)
       on conflict (account_id) do update set password_hash = $2, changed_at = now()`,
      [accountId, hash],
    );
  }

  /** The same password, hashed at a higher cost: not a change. Only if nobody changed it meanwhile. */
  async rehash(ctx: TransactionContext, accountId: string, before: string, after: string): Promise<void> {
    await ctx.transaction.query('update credentials set password_hash = $3 where account_id = $1 and password_hash = $2', [
      accountId,
      before,
      after,
    ]);
  }

  async remove(ctx: TransactionContext, accountId: string): Promise<void> {
    await ctx.transaction.query('delete from credentials where account_id = $1', [accountId]);
  }
}

function stored([row]: Row[]): StoredPassword | null {
  return row ? { accountId: row.id, login: row.login, active: row.active, hash: row.password_hash } : null;
}
