import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Sealer, Witness } from '@app/audit';
import { endpoints } from '@app/contracts';
import { requestContext, systemContext } from '@app/identity';
import { type DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { until } from '../support/until.js';

const run = promisify(execFile);

describe('P17 the chain of the trail', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
  });
  afterAll(() => app.close());

  const unsealed = async (): Promise<number> => {
    const [row] = await superuser.query<{ n: number }[]>(
      'select count(*)::int as n from audit_entries e where not exists (select from audit_chain c where c.seq = e.seq)',
    );
    return row?.n ?? -1;
  };
  const file = () => join(app.dataDir, 'audit', 'checkpoints.log');

  /** The program, as an operator runs it. */
  async function verify(...more: string[]): Promise<{ code: number; text: string }> {
    const { app: place } = app.db;
    if ('url' in place) throw new Error('the tests run on the embedded server');
    const database = `postgresql:///${place.database}?host=${encodeURIComponent(place.socketFolder)}&user=${place.user}`;
    const args = ['tools/audit-verify/main.mjs', '--data-dir', app.dataDir, '--database', database, ...more];
    try {
      return { code: 0, text: (await run(process.execPath, args)).stdout };
    } catch (error) {
      const { code, stdout } = error as { code: number; stdout: string };
      return { code, text: stdout };
    }
  }

  it('takes every committed entry within moments, and the verifier agrees', async () => {
    const client = await app.as('member-bh');
    await client.call(endpoints.listMeetings);
    await until(async () => (await unsealed()) === 0, 5_000);
    const { code, text } = await verify();
    expect([code, text.split('\n').at(-2)]).toEqual([0, 'everything holds']);
    expect(text).toMatch(/trail: [1-9]\d* entries in the chain, 0 wait for it; [1-9]\d* checkpoints, 1 files outside/);
  });

  it('keeps key and checkpoints outside of the database, for nobody else to read', async () => {
    const { signer } = await Witness.open(join(app.dataDir, 'audit'), null);
    const key = await stat(join(app.dataDir, 'audit', 'signing-key.pem'));
    expect(key.mode & 0o777).toBe(0o600);
    expect(existsSync(join(app.dataDir, 'audit', `${signer.keyId}.pub.pem`))).toBe(true);
    const lines = (await readFile(file(), 'utf8')).trimEnd().split('\n').length;
    expect(await superuser.query('select count(*)::int as n from audit_checkpoints')).toEqual([{ n: lines }]);
  });

  it('leaves what a running transaction may still precede, and puts both in one order later', async () => {
    await until(async () => (await unsealed()) === 0, 5_000);
    const early = (await app.db.superuser()).createQueryRunner();
    await early.startTransaction();
    const [{ xid }] = (await early.query('select pg_current_xact_id()::text as xid')) as [{ xid: string }];
    const client = await app.as('chair-bh');
    expect(await unsealed()).toBeGreaterThan(0);
    const sealer = new Sealer(app.db.database, await Witness.open(join(app.dataDir, 'elsewhere'), null));
    await until(async () => (await lockFree(sealer)) === 0, 5_000);
    expect(await unsealed()).toBeGreaterThan(0);
    await early.query(`insert into audit_entries (event, outcome, request_id, data) values ('preferences.changed', 'done', $1, '{}')`, [
      uuid(),
    ]);
    await early.commitTransaction();
    await early.release();
    await until(async () => (await unsealed()) === 0, 5_000);
    const order = await superuser.query<{ xid: string }[]>(
      `select e.xid::text from audit_chain c join audit_entries e using (seq) where e.xid >= $1::xid8 order by c.number`,
      [xid],
    );
    expect(order[0]).toEqual({ xid });
    expect(order).toEqual([...order].sort((a, b) => Number(BigInt(a.xid) - BigInt(b.xid))));
    expect((await client.try(endpoints.readSession)).status).toBe(200);
  });

  /** A pass of another sealer; it may find nothing because the first one holds the lock, which is as good here. */
  const lockFree = (sealer: Sealer) => sealer.seal();

  it('only one of several seals at a time, and the numbers stay without gaps', async () => {
    const sealers = await Promise.all(
      ['a', 'b', 'c'].map(async (name) => new Sealer(app.db.database, await Witness.open(join(app.dataDir, name), null))),
    );
    const ctx = systemContext('audit');
    await Promise.all(
      Array.from({ length: 60 }, async (_, at) => {
        await app.db.database.transaction(ctx, ({ transaction }) =>
          transaction.query(`insert into audit_entries (event, outcome, request_id, data) values ('test', 'done', $1, '{}')`, [uuid()]),
        );
        await sealers[at % 3]?.seal();
      }),
    );
    await until(async () => (await unsealed()) === 0, 5_000);
    const [numbers] = await superuser.query<{ first: string; last: string; n: string }[]>(
      'select min(number) as first, max(number) as last, count(*) as n from audit_chain',
    );
    expect(numbers).toEqual({ first: '1', last: numbers?.n, n: numbers?.n });
    const others = ['a', 'b', 'c', 'elsewhere']
      .map((name) => join(app.dataDir, name))
      .filter((folder) => existsSync(join(folder, 'checkpoints.log')));
    const given = others.flatMap((folder) => ['--checkpoints', join(folder, 'checkpoints.log'), '--keys', folder]);
    const { code, text } = await verify('--checkpoints', file(), '--keys', join(app.dataDir, 'audit'), ...given);
    expect([code, text]).toEqual([0, expect.stringContaining('everything holds')]);
    // Whose key was not given is not believed.
    if (others.length > 0) expect((await verify()).text).toContain('with a key');
  });

  it('takes many entries in batches, in order, and mends what a crash left', async () => {
    const database = app.db.database;
    const folder = join(app.dataDir, 'audit');
    await app.running.close();
    expect(await unsealed()).toBe(0); // what was left was sealed at the end
    await database.transaction(requestContext({ purpose: 'audit' }), ({ transaction }) =>
      transaction.query(`insert into audit_entries (event, outcome, request_id, data)
        select 'test', 'done', gen_random_uuid(), jsonb_build_object('n', n) from generate_series(1, 4500) n`),
    );
    // A crash between the commit and the file, in the middle of a line.
    await writeFile(file(), '{"number":"9', { flag: 'a' });
    const sealer = new Sealer(database, await Witness.open(folder, null));
    expect(await sealer.seal()).toBe(4500);
    expect(await sealer.seal()).toBe(0);
    await database.transaction(requestContext({ purpose: 'audit' }), ({ transaction }) =>
      transaction.query(`insert into audit_entries (event, outcome, request_id, data) values ('test', 'done', gen_random_uuid(), '{}')`),
    );
    expect(await sealer.seal()).toBe(1);
    expect(await sealer.seal()).toBe(0);
    const order = await superuser.query<{ n: number }[]>(
      `select (e.data->>'n')::int as n from audit_chain c join audit_entries e using (seq) where e.data ? 'n' order by c.number`,
    );
    expect(order.map(({ n }) => n)).toEqual(Array.from({ length: 4500 }, (_, at) => at + 1));
  });

  it('refuses to sign a second history', async () => {
    await superuser.query(`delete from audit_chain where number > 10; delete from audit_checkpoints where number > 10`);
    const sealer = new Sealer(app.db.database, await Witness.open(join(app.dataDir, 'audit'), null));
    await expect(sealer.seal()).rejects.toThrow('is not the one whose checkpoint');
    const { code, text } = await verify();
    expect([code, text]).toEqual([1, expect.stringMatching(/✗ .*the chain ends at 10, the last entries were removed/)]);
  });
});
