import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BusPayload, endpoints } from '@app/contracts';
import { RedisBus } from '@app/platform';
import type { DataSource } from 'typeorm';
import { until } from '../smoke/built-process.js';
import { RedisServer } from '../smoke/redis-server.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { World } from './annotation-world.js';
import { grantOf, Refused, startConference } from './conference-drivers.js';

jest.setTimeout(60_000);

/** Access that changes while the services cannot hear each other: a real Redis that is stopped and started. */
describe('a revocation while the bus is away', () => {
  let folder: string;
  let redis: RedisServer;
  let app: AgendaApp;
  let admin: DataSource;
  /** Another process: what it is told, and how often that it missed something. */
  let elsewhere: RedisBus;
  const told: BusPayload<'access.changed'>[] = [];
  let interruptions = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'majlis-bus-'));
    redis = await RedisServer.start(folder);
    elsewhere = new RedisBus(redis.url, () => undefined);
    elsewhere.subscribe('access.changed', (scope) => told.push(scope));
    elsewhere.onInterrupted(() => (interruptions += 1));
    app = await startAgenda({ REDIS_URL: redis.url });
    admin = await app.db.superuser();
    await until(() => elsewhere.ready() || null, 'the other process hears', 5000);
  });
  afterAll(async () => {
    await app?.close();
    await elsewhere?.close();
    await redis?.process.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const sessionOf = async (login: string): Promise<string> => {
    const [row] = await admin.query<{ id: string }[]>(
      `select s.id from sessions s join accounts a on a.id = s.account_id where a.persona = $1 order by s.created_at desc limit 1`,
      [login],
    );
    return row?.id ?? '';
  };
  const toldOf = (sessionId: string) => told.filter(({ sessionIds }) => sessionIds.includes(sessionId));
  const untold = async () => {
    const [row] = await admin.query<{ n: number }[]>('select count(*)::int as n from outbox where scope is not null and told_at is null');
    return row?.n;
  };

  it('is told within a second, once, when nothing is wrong', async () => {
    const client = await app.as('member-bh');
    const sessionId = await sessionOf('member-bh');
    const asked = performance.now();
    await client.call(endpoints.signOut);
    await until(() => toldOf(sessionId)[0] ?? null, 'told', 5000);
    expect(performance.now() - asked).toBeLessThan(1000);
    expect(toldOf(sessionId)).toMatchObject([{ reason: 'session_ended' }]);
    await until(async () => (await untold()) === 0 || null, 'remembered as told', 5000);
  });

  it('is done and answered, handed over when the bus is back, and whoever was cut off is told that he was', async () => {
    const [leaving, replacing] = [await app.as('member-bh'), await app.as('expert-bh')];
    const [left, replaced] = [await sessionOf('member-bh'), await sessionOf('expert-bh')];
    const before = interruptions;
    expect(before).toBe(1); // from its first word on, nothing was missed
    await redis.process.end('SIGTERM', 10_000);
    await until(() => !elsewhere.ready() || null, 'it notices', 5000);
    expect((await leaving.try(endpoints.signOut)).status).toBe(200);
    expect((await replacing.try(endpoints.signInAsPersona, { body: { persona: 'expert-bh' } })).status).toBe(200);
    expect((await leaving.try(endpoints.listMeetings)).status).toBe(401);
    expect([toldOf(left), toldOf(replaced)]).toEqual([[], []]);
    redis = await RedisServer.start(folder);
    await until(async () => (await untold()) === 0 || null, 'handed over after all', 15_000);
    // It may have been said in the moment before the other one listened again: hence both.
    await until(() => interruptions > before || null, 'whoever was away is told that he was', 15_000);
    expect(interruptions).toBe(before + 1);
  });

  it('AN50 CF7 closes every socket once the bus is back, and no grant from before opens the conference', async () => {
    const world = await World.create(redis.url);
    const conferenceBus = new RedisBus(redis.url, () => undefined);
    const conference = await startConference({}, conferenceBus);
    try {
      const person = await world.person({ country: 'BH', level: 1, role: 'member' });
      await until(() => (world.bus.ready() && conferenceBus.ready()) || null, 'both hear', 5000);
      const pen = await world.connect(person);
      // Grants carry whole seconds: one from the second in which it began to hear is not trusted.
      const voice = await until(() => conference.connect().catch(() => null), 'a grant that is new enough', 5000);
      const { token: kept } = await conference.issuer.issue(grantOf());
      await redis.process.end('SIGTERM', 10_000);
      await until(() => !world.bus.ready() || null, 'it notices', 5000);
      expect(pen.socket.connected).toBe(true); // the meeting goes on
      redis = await RedisServer.start(folder);
      await pen.until(() => !pen.socket.connected, 'the pen is judged again');
      expect(pen.closedBecause).toBe('rejudge');
      expect(await voice.hear('session:closing')).toEqual({ reason: 'rejudge' });
      await expect(conference.connectWith({ grant: kept })).rejects.toBeInstanceOf(Refused);
      await (await world.connect(person)).request('meeting:attend', {});
      await until(() => conference.connect().catch(() => null), 'a new grant opens it', 5000);
    } finally {
      await Promise.all([world.close(), conference.close()]);
      await conferenceBus.close();
    }
  });

  it('is noticed also on a line that is dead without having been closed', async () => {
    const before = interruptions;
    redis.process.child.kill('SIGSTOP');
    try {
      await until(() => !elsewhere.ready() || null, 'it notices', 15_000);
    } finally {
      redis.process.child.kill('SIGCONT');
    }
    await until(() => interruptions > before || null, 'it hears again and says so', 15_000);
  });

  it('is told by the next start when the process ended before it could', async () => {
    const [{ id } = { id: '' }] = await admin.query<{ id: string }[]>('select id from sessions limit 1');
    // As a transaction leaves it whose process died in the moment after the commit.
    const scope = { reason: 'session_ended', accountIds: [], sessionIds: [id], meetingIds: [], documentIds: [] };
    told.length = 0;
    await admin.query(`insert into outbox (scope) values ($1)`, [JSON.stringify(scope)]);
    await until(() => toldOf(id)[0] ?? null, 'told', 5000);
    expect(await until(async () => (await untold()) === 0 || null, 'remembered as told', 5000)).toBe(true);
    // Without its number this process does not know it either, like the next one.
    await admin.query(
      `update outbox set told_at = null, scope = scope - 'announcement'
        where scope is not null and seq = (select min(seq) from outbox where scope is not null)`,
    );
    const [{ scope: first } = { scope: null }] = await admin.query<{ scope: { sessionIds: string[] } | null }[]>(
      'select scope from outbox where scope is not null order by seq limit 1',
    );
    told.length = 0;
    // Behind the cursor: only what nobody was told of is read again.
    await until(() => toldOf(first?.sessionIds[0] ?? '')[0] ?? null, 'told', 5000);
    await until(async () => (await untold()) === 0 || null, 'remembered as told', 5000);
    expect(told).toHaveLength(1);
  });
});
