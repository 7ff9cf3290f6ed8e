import { endpoints, type Level } from '@app/contracts';
import { systemContext } from '@app/identity';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs, type Statement } from '../support/database-as.js';
import { enrolled, newAccount, signInWith } from '../support/enrolled.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('the ceiling of a device', () => {
  let app: AgendaApp;
  let officer: ApiClient;
  beforeAll(async () => {
    app = await startAgenda();
    officer = await app.as('security-officer');
  });
  afterAll(() => app.close());

  const sql = async <T extends object>(query: string, parameters: unknown[] = []) =>
    (await app.db.superuser()).query<T[]>(query, parameters);
  const set = (who: ApiClient, accountId: string, passkeyId: string, ceiling: Level) =>
    who.try(endpoints.setDeviceCeiling, { params: { accountId, passkeyId }, body: { ceiling } });
  async function person() {
    const { id } = await newAccount(app, { level: 4 });
    const { client, device } = await enrolled(app, id);
    const { passkeys } = await officer.call(endpoints.listDevices, { params: { accountId: id } });
    return { id, client, device, passkeyId: passkeys[0]?.id ?? '' };
  }

  it('another person: neither seen nor set by whoever is no security officer, nor for oneself', async () => {
    const { id, client, passkeyId } = await person();
    for (const who of [client, await app.as('administrator'), await app.as('auditor'), await app.as('member-bh')]) {
      const answers = [
        await who.try(endpoints.listDevices, { params: { accountId: id } }),
        await who.try(endpoints.listDevices, { params: { accountId: NOBODY } }),
        await set(who, id, passkeyId, 4),
        await set(who, NOBODY, passkeyId, 4),
        await set(who, id, NOBODY, 4),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(refusalOf(answer)))).size).toBe(1);
      expect(answers.map(codeOf)).toEqual(answers.map(() => 'not_found'));
    }
    const other = await person();
    expect(codeOf(await set(officer, other.id, passkeyId, 1))).toBe('not_found');
    expect(codeOf(await set(officer, id, NOBODY, 1))).toBe('not_found');
    expect(codeOf(await officer.try(endpoints.listDevices, { params: { accountId: NOBODY } }))).toBe('not_found');
    expect(codeOf(await set(officer, officer.accountId, passkeyId, 1))).toBe('not_oneself');
    expect((await officer.call(endpoints.listDevices, { params: { accountId: officer.accountId } })).abilities).toEqual({
      setCeiling: false,
    });
    await sql(`update sessions set strong_at = now() - interval '6 minutes' where account_id = $1`, [officer.accountId]);
    expect(codeOf(await set(officer, id, passkeyId, 1))).toBe('step_up_required');
    await sql(`update sessions set strong_at = now() where account_id = $1`, [officer.accountId]);
    expect(await sql('select ceiling from passkeys where id = $1', [passkeyId])).toEqual([{ ceiling: 4 }]);
  });

  it('ends what was opened with more, holds for the next sign-in, and is in the trail', async () => {
    const { id, client, device, passkeyId } = await person();
    expect((await set(officer, id, passkeyId, 1)).status).toBe(200);
    expect((await client.try(endpoints.listMeetings)).status).toBe(401);
    const again = app.anonymous();
    await signInWith(again, device);
    const ceilings = () => sql('select ceiling from sessions where account_id = $1 and ended_at is null', [id]);
    expect(await ceilings()).toEqual([{ ceiling: 1 }]);
    const { entries } = await (await app.as('auditor')).call(endpoints.listAudit, { query: { limit: 200 } });
    expect(entries.find(({ event }) => event === 'passkey.ceilingSet')?.data).toEqual({ passkeyId, accountId: id, ceiling: 1 });
    // Raised again: what is open stays as it is, the next sign-in opens more.
    expect((await set(officer, id, passkeyId, 3)).status).toBe(200);
    expect(await ceilings()).toEqual([{ ceiling: 1 }]);
    await signInWith(again, device);
    expect(await ceilings()).toEqual([{ ceiling: 3 }]);
    expect((await again.call(endpoints.listPasskeys)).passkeys).toMatchObject([{ ceiling: 3 }]);
  });

  it('is that of every device that is added with it', async () => {
    const { id, device, passkeyId } = await person();
    await set(officer, id, passkeyId, 1);
    const client = app.anonymous();
    await signInWith(client, device);
    const second = new SoftwareAuthenticator(app.running.url);
    const attestation = second.register(await client.call(endpoints.startPasskeyRegistration));
    expect(await client.call(endpoints.registerPasskey, { body: { name: 'Second', attestation } })).toMatchObject({ ceiling: 1 });
  });

  it('is lowered while its person signs in: the session knows of it or has ended', async () => {
    for (let round = 0; round < 6; round += 1) {
      const { id, device, passkeyId } = await person();
      const client = app.anonymous();
      const body = device.assert(await client.call(endpoints.startPasskeySignIn));
      await Promise.all([client.try(endpoints.signInWithPasskey, { body }), set(officer, id, passkeyId, 1)]);
      expect(await sql('select ceiling from sessions where account_id = $1 and ended_at is null and ceiling > 1', [id])).toEqual([]);
    }
  });

  it('the database refuses the same, whatever a service does', async () => {
    const { id, client, passkeyId } = await person();
    const as = (accountId: string, ...statement: Statement) => databaseAs(app, { accountId }, statement);
    const raise = 'update passkeys set ceiling = 2 where id = $1 returning id';
    const administrator = await app.as('administrator');
    expect(client.accountId).toBe(id);
    for (const accountId of [id, administrator.accountId]) expect(await as(accountId, raise, [passkeyId])).toEqual([]);
    await sql(`update accounts set system_role = 'securityOfficer' where id = $1`, [id]);
    // Also an officer not for himself.
    expect(await as(id, raise, [passkeyId])).toEqual([]);
    for (const change of [
      'name = $2',
      'removed_at = $2::text::timestamptz',
      'suspended_at = $2::text::timestamptz',
      'ceiling = 1, name = $2',
    ])
      await expect(as(officer.accountId, `update passkeys set ${change} where id = $1`, [passkeyId, '2026-01-01'])).rejects.toThrow(
        'sets nothing else',
      );
    const byIdentity = app.db.database.transaction(systemContext('identity'), (ctx) => ctx.transaction.query(raise, [passkeyId]));
    await expect(byIdentity).rejects.toThrow('set by a security officer');
    expect(await as(officer.accountId, raise, [passkeyId])).toHaveLength(1);
  });
});
