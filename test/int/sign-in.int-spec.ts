import { endpoints } from '@app/contracts';
import { Clock } from '@app/identity';
import { hash } from '@node-rs/argon2';
import { SessionSweep } from '../../apps/agenda/src/sessions/session-sweep.js';
import { Tally } from '../../apps/agenda/src/edge/tally.service.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { enrolled, enrolmentToken, newAccount, signInWith } from '../support/enrolled.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

const PASSWORD = 'four unrelated words here';

describe('P21 P23 signing in', () => {
  let app: AgendaApp;
  let rows: (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  beforeAll(async () => {
    app = await startAgenda();
    const superuser = await app.db.superuser();
    rows = (sql, values = []) => superuser.query(sql, values);
  });
  afterAll(() => app.close());

  /** A person on a network of his own, as a proxy on this machine would say. */
  const from = (network: string): ApiClient => {
    const client = app.anonymous();
    const { fetch } = client;
    client.fetch = (method, path, init = {}) =>
      fetch.call(client, method, path, { ...init, headers: { 'x-forwarded-for': network, ...init.headers } });
    return client;
  };
  const attempt = (client: ApiClient, login: string, password: string) =>
    client.try(endpoints.signInWithPassword, { body: { login, password } });
  const later = async (seconds: number, work: () => Promise<void>) => {
    const clock = app.running.app.get(Clock);
    clock.now = () => new Date(Date.now() + seconds * 1_000);
    try {
      await work();
    } finally {
      clock.now = () => new Date();
    }
  };

  describe('enrolment links', () => {
    it('set a passkey or a password, once, and only the newest one does', async () => {
      const { id, login } = await newAccount(app);
      const [old, token] = [await enrolmentToken(app, id), await enrolmentToken(app, id)];
      expect(codeOf(await app.anonymous().try(endpoints.openEnrolment, { body: { token: old } }))).toBe('enrolment_over');
      expect(await app.anonymous().call(endpoints.openEnrolment, { body: { token } })).toMatchObject({ login });
      expect(codeOf(await app.anonymous().try(endpoints.finishEnrolment, { body: { token, password: 'passwordpassword' } }))).toBe(
        'password_common',
      );
      expect(codeOf(await app.anonymous().try(endpoints.finishEnrolment, { body: { token, password: 'short' } }))).toBe('invalid_input');
      const state = await app.anonymous().call(endpoints.finishEnrolment, { body: { token, password: PASSWORD } });
      expect(state).toMatchObject({ person: { id }, signIn: { assurance: 1 } });
      expect(codeOf(await app.anonymous().try(endpoints.finishEnrolment, { body: { token, password: PASSWORD } }))).toBe('enrolment_over');
      expect((await attempt(app.anonymous(), login, PASSWORD)).status).toBe(200);
      const stored = await rows('select * from enrolments where account_id = $1', [id]);
      expect(JSON.stringify(stored)).not.toContain(token);
    });

    it('are over after a day, for who is not there, and for who is not active', async () => {
      const { id } = await newAccount(app);
      const token = await enrolmentToken(app, id);
      const open = async (given: string) => codeOf(await app.anonymous().try(endpoints.openEnrolment, { body: { token: given } }));
      await later(24 * 3_600 + 1, async () => expect(await open(token)).toBe('enrolment_over'));
      expect(await open('A'.repeat(43))).toBe('enrolment_over');
      expect(await open(token)).toBeUndefined();
      await rows('update accounts set active = false where id = $1', [id]);
      expect(await open(token)).toBe('enrolment_over');
      await expect(enrolmentToken(app, id)).rejects.toThrow('not_found');
    });

    it('begin anew: what opened the account before opens nothing any more', async () => {
      const { id, login } = await newAccount(app);
      const first = await enrolled(app, id, PASSWORD);
      const second = await enrolled(app, id);
      expect((await first.client.try(endpoints.listMeetings)).status).toBe(401);
      const stale = first.device.assert(await app.anonymous().call(endpoints.startPasskeySignIn));
      expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: stale }))).toBe('sign_in_failed');
      expect(codeOf(await attempt(app.anonymous(), login, PASSWORD))).toBe('sign_in_failed');
      await signInWith(app.anonymous(), second.device);
    });

    it('make a passkey for their own challenge only', async () => {
      const [one, other] = [await enrolmentToken(app, (await newAccount(app)).id), await enrolmentToken(app, (await newAccount(app)).id)];
      const options = await app.anonymous().call(endpoints.readEnrolmentPasskey, { body: { token: one } });
      const passkey = { name: 'Phone', attestation: new SoftwareAuthenticator(app.running.url).register(options) };
      expect(codeOf(await app.anonymous().try(endpoints.finishEnrolment, { body: { token: other, passkey } }))).toBe('passkey_refused');
      const again = await app.anonymous().call(endpoints.readEnrolmentPasskey, { body: { token: one } });
      for (const gesture of [{ origin: 'https://evil.example' }, { verified: false }]) {
        const attestation = new SoftwareAuthenticator(app.running.url).register(again, gesture);
        const answer = await app
          .anonymous()
          .try(endpoints.finishEnrolment, { body: { token: one, passkey: { name: 'Phone', attestation } } });
        expect(codeOf(answer)).toBe('passkey_refused');
      }
    });
  });

  describe('passwords', () => {
    it('are changed by whoever knows the old one, and end every other session', async () => {
      const { id, login } = await newAccount(app);
      const { client } = await enrolled(app, id, PASSWORD);
      const other = app.anonymous();
      await attempt(other, login, PASSWORD);
      const change = (old: string, next: string) => client.try(endpoints.changePassword, { body: { old, next } });
      expect(codeOf(await change('not this one, sorry', 'quite another secret'))).toBe('password_wrong');
      expect(codeOf(await change(PASSWORD, 'aaaaaaaaaaaaaaaa'))).toBe('password_common');
      expect(codeOf(await change(PASSWORD, login))).toBe('password_common');
      expect((await change(PASSWORD, 'quite another secret')).status).toBe(200);
      expect((await other.try(endpoints.listMeetings)).status).toBe(401);
      expect((await client.try(endpoints.listMeetings)).status).toBe(200);
      expect(codeOf(await attempt(app.anonymous(), login, PASSWORD))).toBe('sign_in_failed');
      expect((await attempt(app.anonymous(), login, 'quite another secret')).status).toBe(200);
    });

    it('are hashed anew when more is asked for than when they were set', async () => {
      const { id, login } = await newAccount(app);
      await rows('insert into credentials (account_id, password_hash) values ($1, $2)', [
        id,
        await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 }),
      ]);
      expect((await attempt(app.anonymous(), login, PASSWORD)).status).toBe(200);
      const [stored] = await rows('select password_hash from credentials where account_id = $1', [id]);
      expect(stored?.['password_hash']).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      expect((await attempt(app.anonymous(), login, PASSWORD)).status).toBe(200);
    });

    it('tell nobody who exists: the same words and the same time for an unknown login, a wrong password, somebody disabled and somebody without one', async () => {
      const [right, disabled, without] = [await newAccount(app), await newAccount(app), await newAccount(app)];
      await enrolled(app, right.id, PASSWORD);
      await enrolled(app, disabled.id, PASSWORD);
      await rows('update accounts set active = false where id = $1', [disabled.id]);
      const logins = { unknown: 'nobody-at-all@test.invalid', wrong: right.login, disabled: disabled.login, without: without.login };
      const kinds = Object.keys(logins) as (keyof typeof logins)[];
      const times: Record<string, number[]> = Object.fromEntries(kinds.map((kind) => [kind, []]));
      const answers = new Set<string>();
      // Interleaved and in turning order: what the machine does besides falls on all of them alike.
      for (let round = 0; round < 48; round += 1) {
        for (let place = 0; place < kinds.length; place += 1) {
          const kind = kinds[(round + place) % kinds.length] ?? 'unknown';
          const client = from(`10.${kinds.indexOf(kind)}.${round}.1`);
          const start = performance.now();
          const answer = await attempt(client, logins[kind], kind === 'disabled' ? PASSWORD : 'a wrong password it is');
          if (round >= 8) times[kind]?.push(performance.now() - start);
          answers.add(JSON.stringify(refusalOf(answer)));
        }
      }
      expect([...answers]).toHaveLength(1);
      const apart = kinds.slice(1).map((kind) => ({ kind, t: welch(times['unknown'] ?? [], times[kind] ?? []) }));
      expect(apart.filter(({ t }) => Math.abs(t) >= 4.5)).toEqual([]);
    });

    it('are slowed down by login and network and by network, never by login alone, and never passkeys', async () => {
      const { id, login } = await newAccount(app);
      const { device } = await enrolled(app, id, PASSWORD);
      const guesser = from('203.0.113.7');
      const codes = [];
      for (let guess = 0; guess < 14; guess += 1) codes.push(codeOf(await attempt(guesser, login, `guess number ${guess}`)));
      expect(codes).toEqual([...Array<string>(10).fill('sign_in_failed'), ...Array<string>(4).fill('too_many_requests')]);
      // The right password does not help there any more, and helps everywhere else; the passkey helps there too.
      expect(codeOf(await attempt(guesser, login, PASSWORD))).toBe('too_many_requests');
      expect((await attempt(from('203.0.113.8'), login, PASSWORD)).status).toBe(200);
      await signInWith(from('203.0.113.7'), device);
      // Neighbours of an IPv6 network are one.
      const six = [];
      for (let guess = 0; guess < 11; guess += 1) six.push(codeOf(await attempt(from(`2001:db8:0:1::${guess}`), login, 'no')));
      expect(six.at(-1)).toBe('too_many_requests');
      expect(codeOf(await attempt(from('2001:db8:0:2::1'), login, 'no'))).toBe('sign_in_failed');

      await app.running.app.get(Tally).tell();
      const told = await rows(
        `select data from audit_entries where event = 'session.throttled' and data->>'scope' = 'password-login' and network = '203.0.113.7' order by seq`,
      );
      // Five attempts, two entries: one when it began, one for the rest.
      expect(told.map(({ data }) => (data as { attempts: number }).attempts)).toEqual([1, 4]);
      await later(15 * 60 + 1, async () => expect(codeOf(await attempt(guesser, login, 'no'))).toBe('sign_in_failed'));
    });

    it('are counted for all processes together', async () => {
      const { login } = await newAccount(app);
      for (let guess = 0; guess < 10; guess += 1) await attempt(from('203.0.113.20'), login, 'no');
      const [kept] = await rows('select max(points) as points from throttles where expires_at > now()');
      expect(Number(kept?.['points'])).toBeGreaterThanOrEqual(10);
      expect(await rows(`select relname from pg_class where relname = 'throttles' and relkind = 'r'`)).toHaveLength(1);
    });
  });

  describe('sessions', () => {
    it('are listed for their person, and ended one by one or all at once', async () => {
      const { id } = await newAccount(app);
      const { client, device } = await enrolled(app, id);
      const phone = app.anonymous();
      phone.fetch = (
        (fetch) =>
        (method, path, init = {}) =>
          fetch.call(phone, method, path, {
            ...init,
            headers: {
              'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1',
              ...init.headers,
            },
          })
      )(phone.fetch);
      await signInWith(phone, device);
      const { sessions } = await client.call(endpoints.listSessions);
      expect(sessions.map(({ current, method }) => [current, method])).toEqual([
        [true, 'passkey'],
        [false, 'passkey'],
      ]);
      expect(sessions[1]?.device).toEqual({ browser: 'safari', system: 'ios' });

      const stranger = await enrolled(app, (await newAccount(app)).id);
      const params = { sessionId: sessions[1]?.id ?? '' };
      const foreign = await stranger.client.try(endpoints.endSession, { params });
      expect(refusalOf(foreign)).toEqual(
        refusalOf(await stranger.client.try(endpoints.endSession, { params: { sessionId: '0198f000-0000-7000-8000-000000000000' } })),
      );
      expect((await phone.try(endpoints.listMeetings)).status).toBe(200);

      await client.call(endpoints.endSession, { params });
      expect((await phone.try(endpoints.listMeetings)).status).toBe(401);
      await signInWith(phone, device);
      const answer = await client.try(endpoints.endAllSessions);
      expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
      for (const each of [phone, client]) expect((await each.try(endpoints.listMeetings)).status).toBe(401);
      expect((await stranger.client.call(endpoints.listSessions)).sessions).toHaveLength(1);
    });

    it.each<[string, 1 | 3, number, number]>([
      ['confidential at most', 1, 30 * 60, 12 * 3_600],
      ['secret', 3, 15 * 60, 8 * 3_600],
    ])('that open %s end after their time, idle or not, and their sockets are told', async (_, level, idle, absolute) => {
      const { id } = await newAccount(app, { level });
      const { client } = await enrolled(app, id);
      const alive = async () => (await client.try(endpoints.keepSession)).status;
      await later(idle - 60, async () => {
        // What a page asks by itself does not count.
        expect((await client.try(endpoints.listMeetings)).status).toBe(200);
        const state = await client.call(endpoints.readSession);
        const left = state.status === 'signed-in' ? Date.parse(state.lasts.until) - Date.parse(state.lasts.from) : 0;
        expect([left > 0, left <= 60_000]).toEqual([true, true]);
      });
      await later(idle - 5, async () => expect(await alive()).toBe(200));
      // Seen a moment before its end, it lives on; not seen, it is over, before anybody swept.
      await later(2 * idle - 10, async () => expect(await alive()).toBe(200));
      await later(3 * idle, async () => {
        expect(await alive()).toBe(401);
        const [{ max } = { max: '0' }] = await rows('select max(seq)::text from outbox');
        await app.running.app.get(SessionSweep).sweep();
        const [session] = await rows('select id, ended_at from sessions where account_id = $1', [id]);
        expect(session?.['ended_at']).not.toBeNull();
        const told = await rows('select scope from outbox where scope is not null and seq > $1', [max]);
        expect(JSON.stringify(told)).toContain(String(session?.['id']));
        expect(told[0]?.['scope']).toMatchObject({ reason: 'session_ended' });
      });
      const second = await enrolled(app, id);
      await rows(`update sessions set last_seen_at = now() + interval '1 day' where account_id = $1`, [id]);
      await later(absolute - 5, async () =>
        expect((await second.client.try(endpoints.readSession)).json).toMatchObject({ status: 'signed-in' }),
      );
      await later(absolute + 5, async () =>
        expect((await second.client.try(endpoints.readSession)).json).toMatchObject({ status: 'anonymous' }),
      );
    });
  });
});

/** Welch's t of two samples without their slowest tenth: what the machine does meanwhile is no signal. */
function welch(one: readonly number[], other: readonly number[]): number {
  const describe = (all: readonly number[]) => {
    const kept = [...all].sort((a, b) => a - b).slice(0, Math.ceil(all.length * 0.9));
    const mean = kept.reduce((sum, each) => sum + each, 0) / kept.length;
    const variance = kept.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (kept.length - 1);
    return { mean, error: variance / kept.length };
  };
  const [a, b] = [describe(one), describe(other)];
  return (a.mean - b.mean) / Math.sqrt(a.error + b.error);
}
