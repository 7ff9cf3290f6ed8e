import { randomBytes } from 'node:crypto';
import type { Level, Passkey } from '@app/contracts';
import type { TransactionContext } from '@app/database';
import { Injectable } from '@nestjs/common';
import type { NewCredential } from './ceremonies.js';

/** A passkey that may sign in, with what its answer is compared with. */
export interface UsablePasskey {
  readonly id: string;
  readonly accountId: string;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly handle: Buffer;
}

interface PasskeyRow {
  id: string;
  name: string;
  ceiling: Level;
  synced: boolean;
  created_at: Date;
  last_used_at: Date | null;
  suspended_at: Date | null;
}
const COLUMNS = 'id, name, ceiling, synced, created_at, last_used_at, suspended_at';

@Injectable()
export class PasskeysRepository {
  /** What authenticators keep as the person's id; made once. */
  async handle(ctx: TransactionContext, accountId: string): Promise<Buffer> {
    await ctx.transaction.query('insert into user_handles (account_id, handle) values ($1, $2) on conflict (account_id) do nothing', [
      accountId,
      randomBytes(32),
    ]);
    const [row] = await ctx.transaction.query<{ handle: Buffer }>('select handle from user_handles where account_id = $1', [accountId]);
    if (!row) throw new Error('a handle was made a moment ago');
    return row.handle;
  }

  async usable(ctx: TransactionContext, credentialId: Buffer): Promise<UsablePasskey | null> {
    const [row] = await ctx.transaction.query<{
      id: string;
      account_id: string;
      public_key: Buffer;
      counter: string;
      handle: Buffer;
    }>(
      `select p.id, p.account_id, p.public_key, p.counter::text, h.handle from passkeys p
         join accounts a on a.id = p.account_id and a.active join user_handles h on h.account_id = p.account_id
        where p.credential_id = $1 and p.suspended_at is null and p.removed_at is null`,
      [credentialId],
    );
    return row
      ? {
          id: row.id,
          accountId: row.account_id,
          publicKey: row.public_key,
          counter: Number(row.counter),
          handle: row.handle,
        }
      : null;
  }

  /**
   * Moves the counter on. Only upwards, except for authenticators that do not count (always 0), and in one statement:
   * of two answers with the same count one is refused, however close together they come.
   *
   * @returns what the device may open now; null when the count was seen before: there is a copy
   */
  async advance(ctx: TransactionContext, passkeyId: string, counter: number, now: Date): Promise<Level | null> {
    const [row] = await ctx.transaction.query<{ ceiling: Level }>(
      `update passkeys set counter = $2, last_used_at = $3
        where id = $1 and suspended_at is null and removed_at is null and (counter < $2 or (counter = 0 and $2 = 0)) returning ceiling`,
      [passkeyId, counter, now],
    );
    return row?.ceiling ?? null;
  }

  /** @returns false when it already was */
  async suspend(ctx: TransactionContext, passkeyId: string, now: Date): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update passkeys set suspended_at = $2 where id = $1 and suspended_at is null and removed_at is null returning 1',
      [passkeyId, now],
    );
    return rows.length === 1;
  }

  /**
   * A device that is added with another one opens no more than that one: otherwise its ceiling would last until then.
   *
   * @param passkey `sessionId` it is added in; null or another person's while enrolling
   */
  async insert(
    ctx: TransactionContext,
    passkey: { id: string; accountId: string; name: string; credential: NewCredential; sessionId: string | null },
  ): Promise<Passkey | null> {
    const { credential } = passkey;
    const [row] = await ctx.transaction.query<PasskeyRow>(
      `insert into passkeys (id, account_id, name, credential_id, public_key, counter, transports, synced, attestation_format, authenticator_model, ceiling)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce(
         (select k.ceiling from sessions s join passkeys k on k.id = s.passkey_id where s.id = $11 and s.account_id = $2), 4)) on conflict (credential_id) do nothing returning ${COLUMNS}`,
      [
        passkey.id,
        passkey.accountId,
        passkey.name,
        credential.credentialId,
        credential.publicKey,
        credential.counter,
        credential.transports,
        credential.synced,
        credential.format,
        credential.model,
        passkey.sessionId,
      ],
    );
    return row ? asPasskey(row) : null;
  }

  async list(ctx: TransactionContext, accountId: string): Promise<Passkey[]> {
    const rows = await ctx.transaction.query<PasskeyRow>(
      `select ${COLUMNS} from passkeys where account_id = $1 and removed_at is null order by created_at, id`,
      [accountId],
    );
    return rows.map(asPasskey);
  }

  /** Ids of what the person has, so that a device does not make a second one. */
  async credentialIds(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ credential_id: Buffer }>(
      'select credential_id from passkeys where account_id = $1 and removed_at is null',
      [accountId],
    );
    return rows.map((row) => row.credential_id.toString('base64url'));
  }

  /** The person's passkeys that sign in; locked, so that the last two are not removed at the same moment. */
  async lockUsable(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ id: string }>(
      'select id from passkeys where account_id = $1 and removed_at is null and suspended_at is null order by id for update',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  async rename(ctx: TransactionContext, accountId: string, passkeyId: string, name: string): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update passkeys set name = $3 where id = $1 and account_id = $2 and removed_at is null returning 1',
      [passkeyId, accountId, name],
    );
    return rows.length === 1;
  }

  /** Of another person's, by a security officer. */
  async setCeiling(ctx: TransactionContext, accountId: string, passkeyId: string, ceiling: Level): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update passkeys set ceiling = $3 where id = $1 and account_id = $2 and removed_at is null returning 1',
      [passkeyId, accountId, ceiling],
    );
    return rows.length === 1;
  }

  async remove(ctx: TransactionContext, accountId: string, passkeyId: string): Promise<boolean> {
    const rows = await ctx.transaction.query(
      'update passkeys set removed_at = now() where id = $1 and account_id = $2 and removed_at is null returning 1',
      [passkeyId, accountId],
    );
    return rows.length === 1;
  }

  /** @returns the ids of those that were removed */
  async removeAll(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ id: string }>(
      'update passkeys set removed_at = now() where account_id = $1 and removed_at is null returning id',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Issuers at which the person is linked. */
  async issuers(ctx: TransactionContext, accountId: string): Promise<string[]> {
    const rows = await ctx.transaction.query<{ issuer: string }>('select issuer from identity_links where account_id = $1', [accountId]);
    return rows.map(({ issuer }) => issuer);
  }

  async person(ctx: TransactionContext, accountId: string): Promise<{ login: string; name: string } | null> {
    const [row] = await ctx.transaction.query<{ login: string; name_ar: string }>('select login, name_ar from accounts where id = $1', [
      accountId,
    ]);
    return row ? { login: row.login, name: row.name_ar } : null;
  }
}

function asPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    name: row.name,
    ceiling: row.ceiling,
    synced: row.synced,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    suspended: row.suspended_at !== null,
  };
}
