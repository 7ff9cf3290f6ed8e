import { createHash, randomUUID } from 'node:crypto';
import { endpoints } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, type RawAnswer } from '../support/api-client.js';
import { enrolled, newAccount } from '../support/enrolled.js';
import { freePort, IdentityProvider, type PersonThere } from '../support/identity-provider.js';

const STRONG = 'urn:test:strong';

describe('P22 identity providers', () => {
  let app: AgendaApp;
  let national: IdentityProvider;
  let other: IdentityProvider;
  beforeAll(async () => {
    const port = await freePort();
    const back = (id: string) => `http://localhost:${port}/sign-in/return/${id}`;
    [national, other] = await Promise.all([IdentityProvider.start([back('national')]), IdentityProvider.start([back('other')])]);
    const providers = [national.settings('national', { loginClaim: 'email' }), other.settings('other', { strongAcr: [] })];
    app = await startAgenda({ PORT: String(port), OIDC_PROVIDERS: JSON.stringify(providers) });
  });
  afterAll(() => Promise.all([app?.close(), national?.stop(), other?.stop()]));

  const params = { provider: 'national' };
  /** Somebody an administrator linked. */
  const linked = async (level: 1 | 3 = 3) => {
    const account = await newAccount(app, { level });
    return { ...account, subject: await linkTo(account.id) };
  };
  const linkTo = async (accountId: string) => {
    const subject = randomUUID();
    await (
      await app.db.superuser()
    ).query('insert into identity_links (id, account_id, issuer, subject) values ($1, $2, $3, $4)', [
      randomUUID(),
      accountId,
      national.issuer,
      subject,
    ]);
    return subject;
  };
  const begin = async (client: ApiClient, change: (url: URL) => void = () => undefined) => {
    const { url } = await client.call(endpoints.startOidc, { params });
    const address = new URL(url);
    change(address);
    return address.href;
  };
  const finish = (client: ApiClient, body: Record<string, string>, provider = 'national') =>
    client.try(endpoints.finishOidc, { params: { provider }, body });
  const signIn = async (client: ApiClient, person: PersonThere, change?: (url: URL) => void): Promise<RawAnswer> => {
    await national.nextIs(person);
    return finish(client, await national.visit(await begin(client, change)));
  };
  const refused = (answer: RawAnswer) => expect([answer.status, codeOf(answer)]).toEqual([401, 'sign_in_failed']);

  it('are offered by name, and asked with code, PKCE, state and nonce', async () => {
    const { providers } = await app.anonymous().call(endpoints.listProviders);
    expect(providers.map(({ id }) => id)).toEqual(['national', 'other']);
    const sent = new URL(await begin(app.anonymous())).searchParams;
    expect(Object.fromEntries(sent)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', acr_values: STRONG });
    for (const name of ['state', 'nonce', 'code_challenge']) expect((sent.get(name) ?? '').length).toBeGreaterThanOrEqual(43);
    expect((await app.anonymous().try(endpoints.startOidc, { params: { provider: 'unknown' } })).status).toBe(404);
  });

  it('sign in whoever is linked, strongly when the provider vouches for it', async () => {
    const { id, subject } = await linked();
    const client = app.anonymous();
    expect((await signIn(client, { accountId: subject, acr: STRONG })).json).toMatchObject({
      status: 'signed-in',
      person: { id },
      signIn: { assurance: 2, limited: false, provider: 'national' },
    });
    expect((await client.try(endpoints.startPasskeyRegistration)).status).toBe(200);
  });

  it('count as a password when they vouch for less', async () => {
    const { id, subject } = await linked();
    const answer = await signIn(app.anonymous(), { accountId: subject, acr: 'urn:test:weak' });
    expect(answer.json).toMatchObject({ person: { id }, signIn: { assurance: 1, limited: true } });
  });

  it('do not make a sign-in fresh that was long ago', async () => {
    const { subject } = await linked();
    const client = app.anonymous();
    const at = Math.floor(Date.now() / 1_000) - 3_600;
    expect((await signIn(client, { accountId: subject, acr: STRONG, at })).json).toMatchObject({ signIn: { assurance: 2 } });
    expect(codeOf(await client.try(endpoints.startPasskeyRegistration))).toBe('step_up_required');
  });

  it('refuse strangers, whatever they call themselves', async () => {
    const { login } = await newAccount(app);
    refused(await signIn(app.anonymous(), { accountId: randomUUID(), acr: STRONG }));
    refused(await signIn(app.anonymous(), { accountId: randomUUID(), acr: STRONG, email: login, emailVerified: false }));
  });

  it('link by a verified claim that equals the login, once and for good', async () => {
    const { id, login } = await newAccount(app);
    const first = randomUUID();
    const person = { acr: STRONG, email: login.toUpperCase(), emailVerified: true };
    expect((await signIn(app.anonymous(), { ...person, accountId: first })).json).toMatchObject({ person: { id } });
    // The address goes to somebody else one day: he is not the person.
    refused(await signIn(app.anonymous(), { ...person, accountId: randomUUID() }));
    expect((await signIn(app.anonymous(), { accountId: first, acr: STRONG })).json).toMatchObject({ person: { id } });
  });

  it('are believed by nobody for an office: two persons give the way into one', async () => {
    const { id, login } = await newAccount(app, { systemRole: 'securityOfficer' });
    refused(await signIn(app.anonymous(), { accountId: randomUUID(), acr: STRONG, email: login, emailVerified: true }));
    expect(await (await app.db.superuser()).query('select id from identity_links where account_id = $1', [id])).toEqual([]);
  });

  it('are believed once, by the browser that asked, for the state, nonce, issuer and challenge it asked with', async () => {
    const { subject } = await linked();
    const person = { accountId: subject, acr: STRONG };
    await national.nextIs(person);

    const client = app.anonymous();
    const answer = await national.visit(await begin(client));
    const attempt = client.attempt;
    expect((await finish(client, answer)).status).toBe(200);
    client.attempt = attempt;
    refused(await finish(client, answer));

    const state = app.anonymous();
    refused(await finish(state, { ...(await national.visit(await begin(state))), state: 'A'.repeat(43) }));
    const iss = app.anonymous();
    refused(await finish(iss, { ...(await national.visit(await begin(iss))), iss: other.issuer }));
    const silent = app.anonymous();
    const { iss: _, ...without } = await national.visit(await begin(silent));
    refused(await finish(silent, without));
    refused(await signIn(app.anonymous(), person, (url) => url.searchParams.set('nonce', 'another')));

    const stolen = await national.visit(await begin(app.anonymous()));
    refused(await finish(app.anonymous(), stolen));
    // A code that was meant for another attempt: its challenge does not fit.
    const [victim, thief] = [app.anonymous(), app.anonymous()];
    const [his, mine] = [await national.visit(await begin(victim)), await national.visit(await begin(thief))];
    refused(await finish(thief, { ...mine, code: his['code'] ?? '' }));
  });

  it('are not mixed up: an answer of one is none of the other', async () => {
    const { subject } = await linked();
    await national.nextIs({ accountId: subject, acr: STRONG });
    const client = app.anonymous();
    refused(await finish(client, await national.visit(await begin(client)), 'other'));
  });

  it('strengthen a session anew, for its own person and session, strongly or not at all', async () => {
    const { id, login } = await newAccount(app, { level: 3 });
    const password = 'a password for the provider test';
    await enrolled(app, id, password);
    const subject = await linkTo(id);
    const client = app.anonymous();
    await client.call(endpoints.signInWithPassword, { body: { login, password } });
    expect((await client.call(endpoints.readStepUpWays)).providers.map((each) => each.id)).toEqual(['national']);
    const ask = async (person: PersonThere) => {
      await national.nextIs(person);
      const { url } = await client.call(endpoints.startOidcStepUp, { params });
      expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
      return national.visit(url);
    };
    refused(await finish(client, await ask({ accountId: (await linked()).subject, acr: STRONG })));
    refused(await finish(client, await ask({ accountId: subject, acr: 'urn:test:weak' })));
    const elsewhere = app.anonymous();
    const answer = await ask({ accountId: subject, acr: STRONG });
    elsewhere.attempt = client.attempt;
    refused(await finish(elsewhere, answer));

    const before = client.cookie;
    expect((await finish(client, await ask({ accountId: subject, acr: STRONG }))).json).toMatchObject({ signIn: { assurance: 2 } });
    expect(client.cookie).not.toBe(before);
    expect((await client.try(endpoints.startPasskeyRegistration)).status).toBe(200);
  });

  it('let people in whatever others of their network begin or answer wrongly', async () => {
    const network = '198.51.100.60';
    const from = (client = app.anonymous()) => {
      const { fetch } = client;
      client.fetch = (method, path, init = {}) =>
        fetch.call(client, method, path, { ...init, headers: { 'x-forwarded-for': network, ...init.headers } });
      return client;
    };
    const flood = async (times: number, work: () => Promise<RawAnswer>) => {
      const answers: Record<string, number> = {};
      let left = times;
      const worker = async () => {
        while (left-- > 0) {
          const answer = await work();
          const what = codeOf(answer) ?? String(answer.status);
          answers[what] = (answers[what] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: 20 }, worker));
      return answers;
    };
    const { id } = await newAccount(app, { level: 3 });
    const { client } = await enrolled(app, id);
    const subject = await linkTo(id);
    expect(await flood(1_100, () => from().try(endpoints.startOidc, { params }))).toEqual({ '200': 1_100 });
    // Of all that, the database keeps nothing.
    const superuser = await app.db.superuser();
    const kept = async () => (await superuser.query<unknown[]>('select 1 from oidc_attempts')).length;
    const before = await kept();
    const invented = { code: 'x', state: 'A'.repeat(43) };
    expect(await flood(400, () => finish(from(), invented))).toEqual({ sign_in_failed: 400 });
    expect(await kept()).toBe(before);
    const entries: { event: string }[] = await superuser.query(
      `select event from audit_entries where network = $1 and event in ('session.refused', 'session.throttled')`,
      [network],
    );
    expect(entries.filter(({ event }) => event === 'session.refused')).toHaveLength(300);
    expect(entries.filter(({ event }) => event === 'session.throttled')).toHaveLength(1);

    expect((await signIn(from(), { accountId: subject, acr: STRONG })).json).toMatchObject({ person: { id } });
    from(client);
    await national.nextIs({ accountId: subject, acr: STRONG });
    const { url } = await client.call(endpoints.startOidcStepUp, { params });
    expect((await finish(client, await national.visit(url))).json).toMatchObject({ signIn: { assurance: 2 } });
  });

  it('are asked about a bounded number of wrong codes of one network, and right ones are not counted', async () => {
    const superuser = await app.db.superuser();
    const points = async (network: string) => {
      const key = createHash('sha256').update(`oidc-network\n${network}`).digest();
      const [row]: { points: number }[] = await superuser.query('select points from throttles where key = $1', [key]);
      return row?.points ?? 0;
    };
    const client = app.anonymous();
    const { fetch } = client;
    client.fetch = (method, path, init = {}) =>
      fetch.call(client, method, path, { ...init, headers: { 'x-forwarded-for': '198.51.100.61', ...init.headers } });
    const { subject } = await linked();
    expect((await signIn(client, { accountId: subject, acr: STRONG })).status).toBe(200);
    expect(await points('198.51.100.61')).toBe(0);
    client.cookie = '';
    const state = new URL(await begin(client)).searchParams.get('state') ?? '';
    refused(await finish(client, { code: 'never given', state, iss: national.issuer }));
    expect(await points('198.51.100.61')).toBe(1);
  });

  it('are told where to sign out', async () => {
    const { subject } = await linked();
    const client = app.anonymous();
    await signIn(client, { accountId: subject, acr: STRONG });
    const { url } = await client.call(endpoints.signOutAtProvider);
    expect(url).toMatch(new RegExp(`^${national.issuer}/session/end\\?`));
    expect((await client.try(endpoints.listMeetings)).status).toBe(401);
  });
});
