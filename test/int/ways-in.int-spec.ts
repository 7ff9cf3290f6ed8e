import { randomUUID } from 'node:crypto';
import { endpoints } from '@app/contracts';
import { requestContext, systemContext } from '@app/identity';
import { SessionsRepository } from '../../apps/agenda/src/sessions/sessions.repository.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf } from '../support/api-client.js';
import { databaseAs } from '../support/database-as.js';
import { enrolled, newAccount, signInWith } from '../support/enrolled.js';
import { freePort, IdentityProvider } from '../support/identity-provider.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

/** Each was an attack that worked once: somebody who came by another one's clearance or an office all by himself. */
describe('ways into an account that one person could make for himself', () => {
  let app: AgendaApp;
  let national: IdentityProvider;
  let administrator: ApiClient;
  let officer: ApiClient;

  beforeAll(async () => {
    const port = await freePort();
    national = await IdentityProvider.start([`http://localhost:${port}/sign-in/return/national`]);
    const providers = JSON.stringify([national.settings('national', { loginClaim: 'email' })]);
    app = await startAgenda({ PORT: String(port), OIDC_PROVIDERS: providers });
    administrator = await app.as('administrator');
    officer = await app.as('security-officer');
  });
  afterAll(() => Promise.all([app.close(), national.stop()]));

  const sql = async <Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await app.db.superuser()).query<Row[]>(text, parameters);
  const levelOf = async (id: string) =>
    (await sql<{ level: number }>('select level from clearances where account_id = $1', [id])).map(({ level }) => level);
  const proposeOffice = (id: string) =>
    administrator.call(endpoints.proposeOffice, { params: { accountId: id }, body: { systemRole: 'securityOfficer' } });
  const approve = (proposalId: string) => officer.try(endpoints.decideOffice, { params: { proposalId }, body: { outcome: 'approved' } });

  /** Signs in at the provider as somebody it knows by this address. */
  async function comeBy(email: string) {
    const client = app.anonymous();
    await national.nextIs({ accountId: randomUUID(), acr: 'urn:test:strong', email, emailVerified: true });
    const { url } = await client.call(endpoints.startOidc, { params: { provider: 'national' } });
    return client.try(endpoints.finishOidc, { params: { provider: 'national' }, body: await national.visit(url) });
  }

  it('a login changed to one’s own address at a provider opens the account without its clearance', async () => {
    const { id } = await newAccount(app, { level: 3 });
    await enrolled(app, id);
    const email = 'administrator@example.test';
    await administrator.call(endpoints.editAccount, { params: { accountId: id }, body: { login: email } });
    const got = await comeBy(email);
    expect(got.json).toMatchObject({ person: { id } });
    expect(await levelOf(id)).toEqual([1]);
    const entries = await sql(`select from audit_entries where event = 'clearance.reduced' and data->>'accountId' = $1`, [id]);
    expect(entries).toHaveLength(1);
    // And when the person enrols anew, that way is gone with all others.
    await enrolled(app, id);
    expect(await sql('select from identity_links where account_id = $1', [id])).toEqual([]);
  });

  it('of somebody with an office one person changes no login, and brings him back as nobody', async () => {
    const { id, login } = await newAccount(app, { systemRole: 'securityOfficer' });
    const { device } = await enrolled(app, id);
    const renamed = await administrator.try(endpoints.editAccount, { params: { accountId: id }, body: { login: `${login}-new` } });
    expect(codeOf(renamed)).toBe('holds_office');
    await administrator.call(endpoints.deactivateAccount, { params: { accountId: id } });
    expect(codeOf(await administrator.try(endpoints.reactivateAccount, { params: { accountId: id } }))).toBe('holds_office');
    await expect(signInWith(app.anonymous(), device)).rejects.toThrow();
    // The database says the same without the service.
    await expect(databaseAs(app, administrator, ['update accounts set active = true where id = $1', [id]])).rejects.toMatchObject({
      driverError: { constraint: 'accounts_office' },
    });
  });

  it('a passkey that is made while an office is given does not come into it', async () => {
    let given = 0;
    for (let round = 0; round < 3; round += 1) {
      const { id } = await newAccount(app);
      const { client } = await enrolled(app, id);
      const ready = [];
      for (let n = 0; n < 12; n += 1) {
        const device = new SoftwareAuthenticator(app.running.url);
        ready.push({ device, attestation: device.register(await client.call(endpoints.startPasskeyRegistration)) });
      }
      const { proposalId } = await proposeOffice(id);
      const approval = approve(proposalId);
      await Promise.all(
        ready.map(async ({ attestation }, n) => {
          await new Promise((done) => setTimeout(done, n * 4));
          await client.try(endpoints.registerPasskey, { body: { name: 'mine', attestation } });
        }),
      );
      if ((await approval).status !== 200) continue;
      given += 1;
      expect(await sql('select from passkeys where account_id = $1 and removed_at is null', [id])).toEqual([]);
      for (const { device } of ready) await expect(signInWith(app.anonymous(), device)).rejects.toThrow();
    }
    expect(given).toBeGreaterThan(0);
  });

  it('a sign-in that is under way holds the office up, and is gone when it is given', async () => {
    const { id } = await newAccount(app);
    const { proposalId } = await proposeOffice(id);
    const sessionId = randomUUID();
    let approval: ReturnType<typeof approve> | undefined;
    await app.db.database.transaction(systemContext('identity'), async ({ transaction }) => {
      await app.running.app.get(SessionsRepository).holdWays({ ...systemContext('identity'), transaction }, id);
      await transaction.query(`insert into identity_links (id, account_id, issuer, subject) values ($1, $2, 'issuer', $1::uuid::text)`, [
        randomUUID(),
        id,
      ]);
      await transaction.query(
        `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, $2, $3, 2, 4, now() + interval '1 hour')`,
        [sessionId, Buffer.from(sessionId), id],
      );
      approval = approve(proposalId);
      // It has come as far as the lock.
      while ((await sql(`select from pg_locks where locktype = 'advisory' and classid = 7201007 and not granted`)).length === 0)
        await new Promise((done) => setTimeout(done, 20));
    });
    expect((await approval)?.status).toBe(200);
    const ctx = requestContext({ actor: { accountId: id, sessionId, assurance: 2, ceiling: 4 } });
    expect(await app.db.database.transaction(ctx, ({ transaction }) => transaction.query('select app.my_system_role() as role'))).toEqual([
      { role: '' },
    ]);
    expect(await sql('select from identity_links where account_id = $1', [id])).toEqual([]);
  });

  it('nobody makes his own session stronger, by no statement of a service', async () => {
    const { id } = await newAccount(app, { level: 3, systemRole: 'auditor' });
    const sessionId = randomUUID();
    await sql(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, $2, $3, 1, 1, now() + interval '1 hour')`,
      [sessionId, Buffer.from(sessionId), id],
    );
    const ctx = requestContext({ actor: { accountId: id, sessionId, assurance: 1, ceiling: 4 } });
    for (const change of [
      'assurance = 2',
      'ceiling = 4',
      'strong_at = now()',
      `expires_at = now() + interval '10 years'`,
      'idle_seconds = 99999',
    ])
      await expect(
        app.db.database.transaction(ctx, ({ transaction }) =>
          transaction.query(`update sessions set ${change} where id = $1`, [sessionId]),
        ),
      ).rejects.toMatchObject({ driverError: { code: '42501' } });
  });

  it('what the officers had proposed before a new way in is not confirmed after it', async () => {
    const second = await app.as('security-officer-2');
    const { id } = await newAccount(app, { level: 3 });
    const validUntil = new Date(Date.now() + 100 * 86_400_000).toISOString();
    await officer.call(endpoints.proposeClearance, { params: { accountId: id }, body: { level: 4, caveats: [], validUntil } });
    const waiting = async () => (await second.call(endpoints.listClearanceProposals)).proposals.find(({ person }) => person.id === id);
    const proposal = await waiting();
    await enrolBy(administrator, id);
    expect(await levelOf(id)).toEqual([1]);
    expect(await waiting()).toBeUndefined();
    const late = await second.try(endpoints.decideClearance, {
      params: { proposalId: proposal?.id ?? '' },
      body: { outcome: 'confirmed' },
    });
    expect(codeOf(late)).toBe('not_found');
    expect(await levelOf(id)).toEqual([1]);
  });

  /** Uses a link that this person issued. */
  async function enrolBy(issuer: ApiClient, accountId: string): Promise<void> {
    const { link } = await issuer.call(endpoints.issueEnrolment, { params: { accountId } });
    const token = new URL(link).hash.slice(1);
    const client = app.anonymous();
    const options = await client.call(endpoints.readEnrolmentPasskey, { body: { token } });
    const attestation = new SoftwareAuthenticator(app.running.url).register(options);
    await client.call(endpoints.finishEnrolment, { body: { token, passkey: { name: 'Phone', attestation } } });
  }
});
