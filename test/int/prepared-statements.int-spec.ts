import { appDataSource, Database } from '@app/database';
import { requestContext, systemContext } from '@app/identity';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';

const LOGINS = 'select a.login from accounts a';

/** One connection, so that everybody comes by the same prepared statements. */
describe('a connection that prepares what recurs', () => {
  let db: TestDatabase;
  let superuser: DataSource;
  let source: DataSource;
  let database: Database;

  beforeAll(async () => {
    db = await createTestDatabase();
    superuser = await db.superuser();
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    source = await appDataSource(db.app, 1).initialize();
    database = new Database(source);
  });
  afterEach(() => source.destroy());

  const prepared = async (part: string) =>
    (
      await source.query<{ uses: string }[]>(
        `select generic_plans + custom_plans as uses from pg_prepared_statements where position($1 in statement) > 0`,
        [part],
      )
    ).map(({ uses }) => Number(uses));

  async function person(): Promise<{ login: string; logins: () => Promise<string[]> }> {
    const [accountId, sessionId] = [uuid(), uuid()];
    const login = `reader-${accountId}`;
    await superuser.query(`insert into accounts (id, login, name_ar, name_en, country, site) values ($1, $2, 'ق', 'R', 'BH', 'BH')`, [
      accountId,
      login,
    ]);
    await superuser.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, $2, $3, 2, 4, now() + interval '1 hour')`,
      [sessionId, Buffer.from(sessionId), accountId],
    );
    const ctx = requestContext({ actor: { accountId, sessionId, assurance: 2, ceiling: 4 } });
    return {
      login,
      logins: async () =>
        (await database.transaction(ctx, (bound) => bound.transaction.query<{ login: string }>(LOGINS))).map((row) => row.login),
    };
  }

  it('prepares a text at its fifth use, and what comes once never', async () => {
    const one = await person();
    for (let n = 0; n < 4; n += 1) await one.logins();
    expect(await prepared(LOGINS)).toEqual([]);
    for (let n = 0; n < 4; n += 1) await one.logins();
    expect(await prepared(LOGINS)).toEqual([4]);
    expect(await prepared('START TRANSACTION')).toEqual([]);
  });

  it('shows everybody his own rows, one after the other by the same statement', async () => {
    const [one, other] = [await person(), await person()];
    const nobody = systemContext('relay');
    for (let n = 0; n < 12; n += 1) {
      expect(await one.logins()).toEqual([one.login]);
      expect(await other.logins()).toEqual([other.login]);
      expect(await database.transaction(nobody, (bound) => bound.transaction.query(LOGINS))).toEqual([]);
    }
    expect(await prepared(LOGINS)).toEqual([32]);
  });

  it('follows a policy that changed after the statement was prepared', async () => {
    const one = await person();
    for (let n = 0; n < 12; n += 1) await one.logins();
    const [policy] = await superuser.query<{ qual: string }[]>(`select qual from pg_policies where policyname = 'accounts_select'`);
    await superuser.query(`alter policy accounts_select on accounts using (false)`);
    try {
      expect(await one.logins()).toEqual([]);
    } finally {
      await superuser.query(`alter policy accounts_select on accounts using (${policy?.qual})`);
    }
    expect(await one.logins()).toEqual([one.login]);
  });

  it('goes on after a prepared statement failed', async () => {
    for (let n = 0; n < 12; n += 1) {
      const cast = (value: string) => source.query<{ whole: number }[]>('select $1::text::int as whole', [value]);
      await expect(cast('no number')).rejects.toThrow('invalid input syntax');
      expect(await cast(`${n}`)).toEqual([{ whole: n }]);
    }
  });

  it('keeps a bounded number of them', async () => {
    for (let text = 0; text < 160; text += 1) for (let n = 0; n < 5; n += 1) await source.query(`select ${text} as bounded`);
    const [row] = await source.query<{ count: number }[]>('select count(*)::int as count from pg_prepared_statements');
    expect(row?.count).toBe(150);
    expect(await source.query('select 159 as bounded')).toEqual([{ bounded: 159 }]);
  });
});
