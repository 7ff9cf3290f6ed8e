import { endpoints } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../../support/agenda-app.js';
import { ApiClient, codeOf } from '../../support/api-client.js';
import { enrolled, newAccount, signInWith } from '../../support/enrolled.js';
import { patience, report, sized } from '../report.js';

const PASSWORD = 'four unrelated words here';
/** One network tries a long list of logins, many others try a short one each: both ways to guess. */
const ATTACK = sized(
  { single: 26_000, logins: 500, networks: 40, each: 600, loginsOfEach: 30 },
  { single: 1_400, logins: 20, networks: 6, each: 100, loginsOfEach: 1 },
);
const AT_ONCE = 24;
/** What the limits let through in a quarter of an hour (passwords.service.ts), written out here by hand. */
const PER_NETWORK = 300;
const PER_LOGIN_AND_NETWORK = 10;
const SINGLE_NETWORK = '198.51.100.1';

interface Attempt {
  readonly network: string;
  readonly login: number;
}

function attempts(): Attempt[] {
  const single = Array.from({ length: ATTACK.single }, (_, index) => ({ network: SINGLE_NETWORK, login: index % ATTACK.logins }));
  const others = Array.from({ length: ATTACK.networks * ATTACK.each }, (_, index) => ({
    network: `203.0.113.${index % ATTACK.networks}`,
    login: Math.floor(index / ATTACK.networks) % ATTACK.loginsOfEach,
  }));
  // Both at the same time.
  return [...single, ...others].map((attempt, index, all) => all[(index * 7_919) % all.length] ?? attempt);
}

const bounded = (logins: number) => Math.min(PER_NETWORK, logins * PER_LOGIN_AND_NETWORK);
const MOST_COMPUTED = bounded(ATTACK.logins) + ATTACK.networks * bounded(ATTACK.loginsOfEach);

describe('P23 guessing passwords', () => {
  let app: AgendaApp;
  beforeAll(async () => {
    app = await startAgenda();
  });
  afterAll(() => app.close());

  it(
    'is slowed down, harms nobody’s passkey, and does not bring the product down',
    async () => {
      const { id, login } = await newAccount(app);
      const { device } = await enrolled(app, id, PASSWORD);
      const client = new ApiClient(app.running.url);
      const post = (network: string, body: object) =>
        client.fetch('POST', endpoints.signInWithPassword.path, {
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', 'x-forwarded-for': network },
        });

      const list = attempts();
      const every = Math.floor(list.length / 20);
      const codes = new Map<string, number>();
      /** Milliseconds each of his sign-ins took. */
      const victim: number[] = [];
      const unhealthy: number[] = [];
      /** From the very network that guesses. */
      const signInAgain = async () => {
        const self = new ApiClient(app.running.url);
        const { fetch } = self;
        self.fetch = (method, path, init = {}) =>
          fetch.call(self, method, path, { ...init, headers: { ...init.headers, 'x-forwarded-for': SINGLE_NETWORK } });
        const start = performance.now();
        await signInWith(self, device);
        victim.push(performance.now() - start);
        const health = await fetch.call(self, 'GET', '/health/ready');
        if (health.status !== 200) unhealthy.push(health.status);
      };
      // One device gives its answers one after another.
      let turn = Promise.resolve();
      let next = 0;
      const worker = async () => {
        for (let index = next++; index < list.length; index = next++) {
          const attempt = list[index];
          if (!attempt) continue;
          // The first login is the victim's.
          const name = attempt.login === 0 ? login : `guessed-${attempt.login}@test.invalid`;
          const answer = await post(attempt.network, { login: name, password: `guess number ${index}` });
          const code = codeOf(answer) ?? String(answer.status);
          codes.set(code, (codes.get(code) ?? 0) + 1);
          if (index % every !== 0) continue;
          await (turn = turn.then(signInAgain));
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));

      const superuser = await app.db.superuser();
      const [trail = { refused: 0, told: 0 }]: { refused: number; told: number }[] = await superuser.query(
        `select count(*) filter (where event = 'session.refused')::int as refused, count(*) filter (where event = 'session.throttled')::int as told from audit_entries`,
      );
      const tried = codes.get('sign_in_failed') ?? 0;
      const throttled = codes.get('too_many_requests') ?? 0;
      const slowest = Math.round(Math.max(...victim));
      const ok =
        tried + throttled === list.length &&
        tried === trail.refused &&
        tried <= MOST_COMPUTED &&
        victim.length >= 20 &&
        unhealthy.length === 0;
      report(
        7,
        `sign-in: ${list.length.toLocaleString('en')} attempts from ${ATTACK.networks + 1} networks, ${tried.toLocaleString('en')} tried (limit ${MOST_COMPUTED.toLocaleString('en')}), ` +
          `${throttled.toLocaleString('en')} throttled with ${trail.told} entries in the trail; the victim signed in ${victim.length} times with a passkey meanwhile, slowest ${slowest} ms`,
        ok,
      );
      // Nothing but these two answers, each computed attempt in the trail, and no more computed than the limits say.
      expect(Object.fromEntries(codes)).toEqual({ sign_in_failed: tried, too_many_requests: throttled });
      expect(tried).toBe(trail.refused);
      expect(tried).toBeLessThanOrEqual(MOST_COMPUTED);
      expect(trail.told).toBeLessThan(list.length / 10);
      expect(victim.length).toBeGreaterThanOrEqual(20);
      expect(unhealthy).toEqual([]);
      // His password still works from where nobody guesses.
      expect((await post('192.0.2.50', { login, password: PASSWORD })).status).toBe(200);
    },
    patience(25),
  );
});
