import { DatabaseModule } from '@app/database';
import { createLog, loadConfig, PlatformModule } from '@app/platform';
import { endpoints } from '@app/contracts';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FirstOffices, FirstOfficesModule } from '../../apps/agenda/src/first-offices.module.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

const ORIGIN = 'https://majlis.example';
const person = { login: 'Admin@Gov.example', nameAr: 'مدير النظام', nameEn: 'Administrator', country: 'BH' };

@Module({})
class Command {}

describe('the first holders of offices', () => {
  let app: AgendaApp;
  let command: INestApplicationContext;
  let offices: FirstOffices;
  beforeAll(async () => {
    const production = { MAJLIS_MODE: 'production', PUBLIC_ORIGIN: ORIGIN };
    app = await startAgenda(production);
    const config = loadConfig('majlis', {
      ...production,
      STORAGE_KEY: Buffer.alloc(32).toString('base64'),
      GRANT_PRIVATE_KEY: '-----BEGIN',
    });
    const log = createLog({ level: 'silent', service: 'test' });
    const imports = [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(app.db.app, 2), FirstOfficesModule];
    command = await NestFactory.createApplicationContext({ module: Command, imports }, { logger: false, abortOnError: false });
    offices = command.get(FirstOffices);
  });
  afterAll(() => Promise.all([command?.close(), app?.close()]));

  it.each([
    [{}, ['--login', '--name-ar', '--name-en', '--country']],
    [{ ...person, country: 'XX' }, ['--country']],
    [{ ...person, login: ' ' }, ['--login']],
  ])('is not made from %p', async (given, flags) => {
    const refusal: unknown = await offices.administrator(given, false).catch((error: unknown) => error);
    for (const flag of flags) expect(String(refusal)).toContain(`- ${flag}: `);
  });

  it('an administrator is made once, without a password, and enrols with a link that is shown once', async () => {
    const both = await Promise.allSettled([
      offices.administrator(person, false),
      offices.administrator({ ...person, login: 'second' }, false),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(offices.administrator({ ...person, login: 'third' }, false)).rejects.toThrow('--another');
    const made = both.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))[0];
    const link = new URL(made?.link ?? '');
    expect([link.origin, link.pathname]).toEqual([ORIGIN, '/enrol']);
    expect(await (await app.db.superuser()).query('select * from credentials')).toEqual([]);

    const client = app.anonymous();
    const token = link.hash.slice(1);
    const options = await client.call(endpoints.readEnrolmentPasskey, { body: { token } });
    expect(options.rp.id).toBe('majlis.example');
    const attestation = new SoftwareAuthenticator(ORIGIN).register(options);
    const state = await client.call(endpoints.finishEnrolment, { body: { token, passkey: { name: 'Key', attestation } } });
    expect(state).toMatchObject({
      person: { systemRole: 'systemAdministrator' },
      signIn: { assurance: 2 },
      abilities: { listAccounts: true },
    });
  });

  it('an administrator is followed by another one when that is said', async () => {
    await expect(offices.administrator({ ...person, login: 'another' }, true)).resolves.toMatchObject({ link: expect.any(String) });
    await expect(offices.administrator({ ...person, login: 'another' }, true)).rejects.toThrow('--login');
  });

  it('two security officers are made, also at once, and then no third', async () => {
    const officer = (login: string) => offices.officer({ ...person, login });
    const made = await Promise.allSettled(['officer-1', 'officer-2', 'officer-3'].map(officer));
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    await expect(officer('officer-4')).rejects.toThrow('2 security officers already');
    const superuser = await app.db.superuser();
    const entries = await superuser.query<{ data: { accountId: string; systemRole: string; proposalId: null } }[]>(
      `select data from audit_entries where event = 'account.roleGiven' order by at`,
    );
    expect(entries.filter(({ data }) => data.systemRole === 'securityOfficer' && data.proposalId === null)).toHaveLength(2);

    // Each enrols with the link alone, and from now on the two approve.
    const link = made.flatMap((result) => (result.status === 'fulfilled' ? [result.value.link] : []))[0] ?? '';
    const client = app.anonymous();
    const token = new URL(link).hash.slice(1);
    const attestation = new SoftwareAuthenticator(ORIGIN).register(await client.call(endpoints.readEnrolmentPasskey, { body: { token } }));
    const state = await client.call(endpoints.finishEnrolment, { body: { token, passkey: { name: 'Key', attestation } } });
    expect(state).toMatchObject({ person: { systemRole: 'securityOfficer' }, abilities: { listOffices: true } });

    // When one of them is gone the machine's operator may make another one again.
    await superuser.query(
      `update accounts set active = false where login = (select max(login) from accounts where system_role = 'securityOfficer')`,
    );
    await expect(officer('officer-5')).resolves.toMatchObject({ link: expect.any(String) });
    await expect(officer('officer-6')).rejects.toThrow('already');
  });
});
