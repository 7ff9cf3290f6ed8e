import { randomBytes } from 'node:crypto';
import { endpoints } from '@app/contracts';
import { Clock } from '@app/identity';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { enrolled, enrolmentToken, newAccount, signInWith } from '../support/enrolled.js';
import { type Gesture, SoftwareAuthenticator } from '../support/software-authenticator.js';

describe('P19 passkeys', () => {
  let app: AgendaApp;
  beforeAll(async () => {
    app = await startAgenda();
  });
  afterAll(() => app.close());

  const audit = async (event: string) => {
    const rows: { data: Record<string, unknown>; outcome: string }[] = await (
      await app.db.superuser()
    ).query('select data, outcome from audit_entries where event = $1 order by seq', [event]);
    return rows;
  };
  /** An assertion over a new challenge. */
  const asserted = async (device: SoftwareAuthenticator, gesture: Gesture = {}) =>
    device.assert(await app.anonymous().call(endpoints.startPasskeySignIn), gesture);

  it('signs in without typing a login, at the higher assurance', async () => {
    const { id } = await newAccount(app, { level: 3 });
    const { device, client } = await enrolled(app, id);
    expect(client.state).toMatchObject({ status: 'signed-in', person: { id }, signIn: { assurance: 2, limited: false } });
    const again = app.anonymous();
    await signInWith(again, device);
    expect(again.state).toMatchObject({ status: 'signed-in', person: { id }, signIn: { assurance: 2 } });
    const { passkeys, password } = await again.call(endpoints.listPasskeys);
    expect(passkeys).toEqual([expect.objectContaining({ name: 'Phone', ceiling: 4, synced: false, suspended: false })]);
    expect(password).toBeNull();
  });

  it('asks for a person known to nobody: no credential, no login, a random handle', async () => {
    const options = await app.anonymous().call(endpoints.startPasskeySignIn);
    expect(Object.keys(options).sort()).toEqual(['challenge', 'rpId', 'timeoutMs']);
    const { id, login } = await newAccount(app);
    const first = await app.anonymous().call(endpoints.readEnrolmentPasskey, { body: { token: await enrolmentToken(app, id) } });
    const handle = Buffer.from(first.user.id, 'base64url');
    expect(handle).toHaveLength(32);
    expect(handle.toString('latin1')).not.toContain(login);
  });

  it('refuses an answer that was given before, also after its challenge was used by nobody', async () => {
    const { device } = await enrolled(app, (await newAccount(app)).id);
    const answer = await asserted(device);
    const once = app.anonymous();
    expect((await once.try(endpoints.signInWithPasskey, { body: answer })).status).toBe(200);
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: answer }))).toBe('sign_in_failed');
    // Refused for the challenge, not for the counter: the passkey goes on working.
    await signInWith(app.anonymous(), device);
  });

  it('takes a challenge once even when the answer was wrong, and not for long', async () => {
    const { device } = await enrolled(app, (await newAccount(app)).id);
    const options = await app.anonymous().call(endpoints.startPasskeySignIn);
    const wrong = { ...device.assert(options), signature: randomBytes(70).toString('base64url') };
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: wrong }))).toBe('sign_in_failed');
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: device.assert(options) }))).toBe('sign_in_failed');

    const late = await asserted(device);
    const clock = app.running.app.get(Clock);
    clock.now = () => new Date(Date.now() + 181_000);
    try {
      expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: late }))).toBe('sign_in_failed');
    } finally {
      clock.now = () => new Date();
    }
  });

  it.each<[string, Gesture]>([
    ['another origin', { origin: 'https://majlis.example.evil' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['a frame on another page', { crossOrigin: true }],
    ['a device that did not ask who is there', { verified: false }],
    ['the handle of somebody else', { userHandle: randomBytes(32) }],
  ])('refuses an answer from %s', async (_, gesture) => {
    const { device } = await enrolled(app, (await newAccount(app)).id);
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: await asserted(device, gesture) }))).toBe(
      'sign_in_failed',
    );
    await signInWith(app.anonymous(), device);
  });

  it('refuses a copied passkey, says so in the trail, and ends what it opened', async () => {
    const { id } = await newAccount(app);
    const { client, device } = await enrolled(app, id);
    device.counter = 5;
    await signInWith(client, device);
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: await asserted(device, { counter: 4 }) }))).toBe(
      'sign_in_failed',
    );
    expect((await audit('passkey.suspended')).at(-1)?.data).toMatchObject({ accountId: id, stored: 6, received: 4 });
    expect((await client.try(endpoints.listMeetings)).status).toBe(401);
    // Neither the copy nor the original.
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: await asserted(device) }))).toBe('sign_in_failed');
  });

  it('suspends nobody for an answer that was not signed by the device', async () => {
    const { device } = await enrolled(app, (await newAccount(app)).id);
    await signInWith(app.anonymous(), device);
    const forger = new SoftwareAuthenticator(app.running.url);
    const forged = {
      ...forger.assert(await app.anonymous().call(endpoints.startPasskeySignIn), { counter: 0, userHandle: device.handle }),
      id: device.id,
    };
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: forged }))).toBe('sign_in_failed');
    await signInWith(app.anonymous(), device);
  });

  it('of two answers with the same count, at the same moment, one is refused', async () => {
    const { device } = await enrolled(app, (await newAccount(app)).id);
    const answers = [await asserted(device, { counter: 9 }), await asserted(device, { counter: 9 })];
    const statuses = await Promise.all(
      answers.map(async (body) => (await app.anonymous().try(endpoints.signInWithPasskey, { body })).status),
    );
    expect(statuses.sort()).toEqual([200, 401]);
  });

  it('refuses somebody whose account is not active', async () => {
    const { id } = await newAccount(app);
    const { device } = await enrolled(app, id);
    await (await app.db.superuser()).query('update accounts set active = false where id = $1', [id]);
    expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: await asserted(device) }))).toBe('sign_in_failed');
  });

  it('lowers the session to the ceiling of the device', async () => {
    const { id } = await newAccount(app, { level: 4 });
    const { device } = await enrolled(app, id);
    await (await app.db.superuser()).query('update passkeys set ceiling = 1 where account_id = $1', [id]);
    await signInWith(app.anonymous(), device);
    const [session] = await (
      await app.db.superuser()
    ).query('select ceiling from sessions where account_id = $1 and ended_at is null order by created_at desc', [id]);
    expect(session).toEqual({ ceiling: 1 });
  });

  describe('of one person', () => {
    const add = async (client: ApiClient, name = 'Second') => {
      const device = new SoftwareAuthenticator(app.running.url);
      const options = await client.call(endpoints.startPasskeyRegistration);
      const passkey = await client.call(endpoints.registerPasskey, { body: { name, attestation: device.register(options) } });
      return { device, passkey };
    };

    it('are several, named, and removed; never the last one', async () => {
      const { client, device } = await enrolled(app, (await newAccount(app)).id);
      const second = await add(client);
      await client.call(endpoints.renamePasskey, { params: { passkeyId: second.passkey.id }, body: { name: 'Safe' } });
      const { passkeys } = await client.call(endpoints.listPasskeys);
      expect(passkeys.map(({ name }) => name)).toEqual(['Phone', 'Safe']);

      const other = app.anonymous();
      await signInWith(other, device);
      await client.call(endpoints.removePasskey, { params: { passkeyId: passkeys[0]?.id ?? '' } });
      // What was opened with it is closed; this very session, which proved itself a moment ago, goes on.
      expect((await other.try(endpoints.listMeetings)).status).toBe(401);
      expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: await asserted(device) }))).toBe('sign_in_failed');
      expect(codeOf(await client.try(endpoints.removePasskey, { params: { passkeyId: second.passkey.id } }))).toBe('last_strong_way');
      await signInWith(app.anonymous(), second.device);
    });

    it('are nobody else’s to see, to name or to remove', async () => {
      const { client } = await enrolled(app, (await newAccount(app)).id);
      const stranger = await enrolled(app, (await newAccount(app)).id);
      const { passkeys } = await client.call(endpoints.listPasskeys);
      const params = { passkeyId: passkeys[0]?.id ?? '' };
      const missing = { passkeyId: '0198f000-0000-7000-8000-000000000000' };
      for (const [endpoint, body] of [
        [endpoints.renamePasskey, { name: 'Mine' }],
        [endpoints.removePasskey, {}],
      ] as const) {
        const answer = await stranger.client.try(endpoint, { params, body });
        expect(answer.status).toBe(404);
        expect(refusalOf(answer)).toEqual(refusalOf(await stranger.client.try(endpoint, { params: missing, body })));
      }
      expect((await client.call(endpoints.listPasskeys)).passkeys).toEqual(passkeys);
    });

    it('are added and removed after a fresh strong proof only', async () => {
      const { id, login } = await newAccount(app, { level: 3 });
      const password = 'a long enough secret';
      const { client, device } = await enrolled(app, id, password);
      const { passkeys } = await client.call(endpoints.listPasskeys);
      await (await app.db.superuser()).query(`update sessions set strong_at = now() - interval '6 minutes' where account_id = $1`, [id]);
      expect(codeOf(await client.try(endpoints.startPasskeyRegistration))).toBe('step_up_required');
      expect(codeOf(await client.try(endpoints.removePasskey, { params: { passkeyId: passkeys[0]?.id } }))).toBe('step_up_required');

      // A password, however fresh, is no strong proof: it must not make itself one.
      const weak = app.anonymous();
      await weak.call(endpoints.signInWithPassword, { body: { login, password } });
      expect(codeOf(await weak.try(endpoints.startPasskeyRegistration))).toBe('step_up_required');

      const before = client.cookie;
      const answer = device.assert(await client.call(endpoints.startPasskeyStepUp));
      await client.call(endpoints.stepUpWithPasskey, { body: answer });
      expect(client.cookie).not.toBe(before);
      expect((await client.fetch('GET', '/api/meetings', { headers: { cookie: before } })).status).toBe(401);
      await add(client);
    });

    it('strengthen the session that asked, and only for their person', async () => {
      const { id, login } = await newAccount(app, { level: 3 });
      const password = 'another long secret';
      const { device } = await enrolled(app, id, password);
      const stranger = await enrolled(app, (await newAccount(app)).id);
      const weak = app.anonymous();
      weak.state = await weak.call(endpoints.signInWithPassword, { body: { login, password } });
      expect(weak.state).toMatchObject({ signIn: { assurance: 1, limited: true } });
      expect(await weak.call(endpoints.readStepUpWays)).toEqual({ passkey: true, persona: false, providers: [] });

      const foreign = stranger.device.assert(await weak.call(endpoints.startPasskeyStepUp));
      expect(codeOf(await weak.try(endpoints.stepUpWithPasskey, { body: foreign }))).toBe('sign_in_failed');
      // Asked by one session, answered in another; asked for signing in, answered as a step-up; and the other way round.
      const elsewhere = app.anonymous();
      await signInWith(elsewhere, device);
      const bound = device.assert(await elsewhere.call(endpoints.startPasskeyStepUp));
      expect(codeOf(await weak.try(endpoints.stepUpWithPasskey, { body: bound }))).toBe('sign_in_failed');
      expect(codeOf(await weak.try(endpoints.stepUpWithPasskey, { body: await asserted(device) }))).toBe('sign_in_failed');
      const forStepUp = device.assert(await weak.call(endpoints.startPasskeyStepUp));
      expect(codeOf(await app.anonymous().try(endpoints.signInWithPasskey, { body: forStepUp }))).toBe('sign_in_failed');

      const state = await weak.call(endpoints.stepUpWithPasskey, { body: device.assert(await weak.call(endpoints.startPasskeyStepUp)) });
      expect(state).toMatchObject({ person: { id }, signIn: { assurance: 2, limited: false } });
    });
  });

  it('proves a persona again with one click, in demo mode', async () => {
    const chair = await app.as('chair-bh');
    await (await app.db.superuser()).query(`update sessions set strong_at = null`);
    expect(codeOf(await chair.try(endpoints.startPasskeyRegistration))).toBe('step_up_required');
    const before = chair.cookie;
    await chair.call(endpoints.stepUpAsPersona);
    expect(chair.cookie).not.toBe(before);
    expect((await chair.try(endpoints.startPasskeyRegistration)).status).toBe(200);
    const { client } = await enrolled(app, (await newAccount(app)).id);
    expect((await client.try(endpoints.stepUpAsPersona)).status).toBe(404);
  });
});
