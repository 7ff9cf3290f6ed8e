import { randomBytes } from 'node:crypto';
import { endpoints, type EndpointContract } from '@app/contracts';
import { hashOf, newCode, systemContext } from '@app/identity';
import { Enrolments } from '../../apps/agenda/src/enrolment/enrolments.service.js';
import { SessionSweep } from '../../apps/agenda/src/sessions/session-sweep.js';
import { Tally } from '../../apps/agenda/src/edge/tally.service.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type AnyCall, type ApiClient, codeOf } from '../support/api-client.js';
import { enrolled, enrolmentToken, newAccount, signInWith } from '../support/enrolled.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';
import { until } from '../support/until.js';

const PASSWORD = 'four unrelated words here';
const AT_ONCE = 30;

describe('P23 floods from one network', () => {
  let app: AgendaApp;
  let rows: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;
  beforeAll(async () => {
    app = await startAgenda();
    const superuser = await app.db.superuser();
    rows = (sql, values = []) => superuser.query(sql, values);
  });
  afterAll(() => app.close());

  /** Whoever asks sits in this network, as a proxy on this machine would say. */
  const at = (network: string, client: ApiClient): ApiClient => {
    const { fetch } = client;
    client.fetch = (method, path, init = {}) =>
      fetch.call(client, method, path, { ...init, headers: { 'x-forwarded-for': network, ...init.headers } });
    return client;
  };
  const from = (network: string) => at(network, app.anonymous());
  /** @returns how often each answer came: its status, or the code of a refusal */
  const flood = async (times: number, client: ApiClient, endpoint: EndpointContract, input: (time: number) => AnyCall = () => ({})) => {
    const answers: Record<string, number> = {};
    let next = 0;
    const worker = async () => {
      for (let time = next++; time < times; time = next++) {
        const answer = await client.try(endpoint, input(time));
        const what = codeOf(answer) ?? String(answer.status);
        answers[what] = (answers[what] ?? 0) + 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return answers;
  };
  const entries = async (network: string, event: string) => {
    const found = await rows<{ data: Record<string, unknown> }>(
      'select data from audit_entries where network = $1 and event = $2 order by seq',
      [network, event],
    );
    return found.map(({ data }) => data);
  };
  const sumOf = (all: Record<string, unknown>[], field: string) => all.reduce((sum, data) => sum + Number(data[field]), 0);

  it('keep nobody’s passkey from signing in or from proving himself again, and write a bounded number of entries', async () => {
    const network = '198.51.100.20';
    const { device } = await enrolled(app, (await newAccount(app)).id);
    const officer = await enrolled(app, (await newAccount(app)).id);
    // Asking for challenges alone; as often as the door once shut.
    expect(await flood(3_100, from(network), endpoints.startPasskeySignIn)).toEqual({ '200': 3_100 });
    // Not a row of it: what nobody answers costs the database nothing.
    expect(await rows('select 1 from challenges where purpose = $1', ['sign-in'])).toEqual([]);
    // Wrong answers: of an unknown device to a right challenge, and to challenges that were never ours.
    const stranger = new SoftwareAuthenticator(app.running.url);
    stranger.handle = randomBytes(32);
    const wrong = await Promise.all(
      Array.from({ length: 20 }, async () => stranger.assert(await app.anonymous().call(endpoints.startPasskeySignIn))),
    );
    const invented = stranger.assert({ challenge: 'A'.repeat(43), rpId: 'localhost', timeoutMs: 1 });
    const body = (time: number) => ({ body: wrong[time % 40] ?? invented });
    expect(await flood(400, from(network), endpoints.signInWithPasskey, body)).toEqual({ sign_in_failed: 400 });

    await signInWith(from(network), device);
    const client = at(network, officer.client);
    await client.call(endpoints.stepUpWithPasskey, { body: officer.device.assert(await client.call(endpoints.startPasskeyStepUp)) });

    await app.running.app.get(Tally).tell();
    const told = (await entries(network, 'session.throttled')).filter(({ scope }) => scope === 'passkey-network');
    expect(await entries(network, 'session.refused')).toHaveLength(300);
    // The rest in two entries: when it began, and what followed.
    expect(told.map(({ attempts }) => attempts)).toEqual([1, 99]);
  });

  it('of wrong step-ups keep nobody from a right one', async () => {
    const network = '198.51.100.21';
    const { client, device } = await enrolled(app, (await newAccount(app)).id);
    const invented = device.assert({ challenge: 'A'.repeat(43), rpId: 'localhost', timeoutMs: 1 });
    at(network, client);
    expect(await flood(50, client, endpoints.stepUpWithPasskey, () => ({ body: invented }))).toEqual({ sign_in_failed: 50 });
    await client.call(endpoints.stepUpWithPasskey, { body: device.assert(await client.call(endpoints.startPasskeyStepUp)) });
    expect((await entries(network, 'session.refused')).length).toBeLessThanOrEqual(30);
    // Each of his requests has its entry all the same.
    expect(await entries(network, 'request.refused')).toHaveLength(50);
  });

  it('of invented links keep nobody from the one he was given', async () => {
    const network = '198.51.100.22';
    const { id } = await newAccount(app);
    const token = await enrolmentToken(app, id);
    const invented = (time: number) => ({ body: { token: String(time).padStart(43, 'A') } });
    expect(await flood(400, from(network), endpoints.openEnrolment, invented)).toEqual({ enrolment_over: 400 });
    const client = from(network);
    const options = await client.call(endpoints.readEnrolmentPasskey, { body: { token } });
    const passkey = { name: 'Phone', attestation: new SoftwareAuthenticator(app.running.url).register(options) };
    expect(await client.call(endpoints.finishEnrolment, { body: { token, passkey } })).toMatchObject({ person: { id } });
    await app.running.app.get(Tally).tell();
    expect(sumOf(await entries(network, 'session.throttled'), 'attempts')).toBe(100);
  });

  it('of guessed codes stop at their link and their network', async () => {
    const { id } = await newAccount(app);
    const { code, hash } = newCode();
    const { link } = await app.db.database.transaction(systemContext('provisioning'), (ctx) =>
      app.running.app.get(Enrolments).issue(ctx, id, hash),
    );
    const token = new URL(link).hash.slice(1);
    const guess = () => ({ body: { token, code: newCode().code.replaceAll('-', ''), password: PASSWORD } });
    expect(await flood(40, from('198.51.100.23'), endpoints.finishEnrolment, guess)).toEqual({ enrolment_code: 30, too_many_requests: 10 });
    const right = { token, code, password: PASSWORD };
    expect(codeOf(await from('198.51.100.23').try(endpoints.finishEnrolment, { body: right }))).toBe('too_many_requests');
    expect(await from('198.51.100.24').call(endpoints.finishEnrolment, { body: right })).toMatchObject({ person: { id } });
  });

  describe('of right passwords', () => {
    const withPassword = async () => {
      const { id, login } = await newAccount(app);
      await enrolled(app, id, PASSWORD);
      return { id, body: { login, password: PASSWORD } };
    };

    it('are all let in, however many at once', async () => {
      const { body } = await withPassword();
      const network = from('198.51.100.30');
      const loops = Array.from({ length: 6 }, async () => {
        const statuses = [];
        for (let time = 0; time < 12; time += 1) statuses.push((await network.try(endpoints.signInWithPassword, { body })).status);
        return statuses;
      });
      expect(new Set((await Promise.all(loops)).flat())).toEqual(new Set([200]));
      // Nothing is left counted: of the login nothing, of the network no point.
      const counted = (scope: string, key: string) => rows('select points from throttles where key = $1', [hashOf(`${scope}\n${key}`)]);
      expect(await counted('password-login', `${body.login} 198.51.100.30`)).toEqual([]);
      expect(await counted('password-network', '198.51.100.30')).toEqual([{ points: 0 }]);
    });

    it('do not queue behind somebody of their network whose sign-in hangs', async () => {
      const [slow, quick] = [await withPassword(), await withPassword()];
      const holder = (await app.db.superuser()).createQueryRunner();
      await holder.startTransaction();
      // A session refers to its account: this one cannot be written before the account is let go of.
      await holder.query('select 1 from accounts where id = $1 for update', [slow.id]);
      const hanging = from('198.51.100.31').try(endpoints.signInWithPassword, { body: slow.body });
      try {
        await until(
          async () => (await rows(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%sessions%'`)).length > 0,
          10_000,
        );
        const other = from('198.51.100.31').try(endpoints.signInWithPassword, { body: quick.body });
        let status = 0;
        void other.then((answer) => (status = answer.status));
        await until(() => status !== 0, 10_000);
        expect(status).toBe(200);
      } finally {
        await holder.rollbackTransaction();
        await holder.release();
      }
      expect((await hanging).status).toBe(200);
    });
  });

  it('wait for no sweep of old counters, nor does it wait for them', async () => {
    const keys = [randomBytes(32), randomBytes(32)];
    for (const key of keys) await rows(`insert into throttles (key, points, expires_at) values ($1, 1, now() - interval '1 hour')`, [key]);
    const left = () => rows<{ key: Buffer }>('select key from throttles where key = any($1)', [keys]);
    const holder = (await app.db.superuser()).createQueryRunner();
    await holder.startTransaction();
    await holder.query('select 1 from throttles where key = $1 for update', [keys[0]]);
    try {
      let swept = false;
      void app.running.app
        .get(SessionSweep)
        .sweep()
        .then(() => (swept = true));
      await until(() => swept, 10_000);
      expect(await left()).toEqual([{ key: keys[0] }]);
    } finally {
      await holder.rollbackTransaction();
      await holder.release();
    }
    await app.running.app.get(SessionSweep).sweep();
    expect(await left()).toEqual([]);
  });

  it('of requests without a session are counted: one entry at once, one for the rest; of somebody signed in each has its own', async () => {
    const network = '198.51.100.40';
    expect(await flood(120, from(network), endpoints.listMeetings)).toEqual({ not_signed_in: 120 });
    expect(await flood(30, from(network), endpoints.listAccounts)).toEqual({ not_signed_in: 30 });
    const refused = () => entries(network, 'request.refused');
    const first = { code: 'not_signed_in', count: 1 };
    expect(await refused()).toEqual([
      { ...first, endpoint: 'GET /api/meetings' },
      { ...first, endpoint: 'GET /api/accounts' },
    ]);
    await app.running.app.get(Tally).tell();
    expect((await refused()).slice(2)).toEqual([
      { code: 'not_signed_in', endpoint: 'GET /api/meetings', count: 119 },
      { code: 'not_signed_in', endpoint: 'GET /api/accounts', count: 29 },
    ]);
    // It goes on: no new first one, only what is counted until the next minute.
    await flood(10, from(network), endpoints.listMeetings);
    expect(await refused()).toHaveLength(4);
    await app.running.app.get(Tally).tell();
    expect(sumOf(await refused(), 'count')).toBe(160);

    const person = at('198.51.100.41', await app.as('expert-bh'));
    await flood(20, person, endpoints.proposeClearance, () => ({ params: { accountId: 'no id' } }));
    const his = await entries('198.51.100.41', 'request.refused');
    expect(his).toHaveLength(20);
    for (const data of his) expect(data).not.toHaveProperty('count');
  });

  it('are in the trail with their whole number when the process has ended', async () => {
    const other = await startAgenda();
    try {
      for (let time = 0; time < 12; time += 1) await other.anonymous().try(endpoints.listMeetings);
      await other.running.close();
      const found: { data: { count: number } }[] = await (
        await other.db.superuser()
      ).query(`select data from audit_entries where event = 'request.refused' order by seq`);
      expect(found.map(({ data }) => data.count)).toEqual([1, 11]);
    } finally {
      await other.close();
    }
  });
});
