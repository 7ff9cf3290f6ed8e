import { DatabaseModule } from '@app/database';
import { createLog, loadConfig, PlatformModule } from '@app/platform';
import { endpoints } from '@app/contracts';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FirstAdministrator, FirstAdministratorModule } from '../../apps/agenda/src/first-administrator.module.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

const ORIGIN = 'https://majlis.example';
const person = { login: 'Admin@Gov.example', nameAr: 'مدير النظام', nameEn: 'Administrator', country: 'BH' };

@Module({})
class Command {}

describe('the first administrator', () => {
  let app: AgendaApp;
  let command: INestApplicationContext;
  let administrators: FirstAdministrator;
  beforeAll(async () => {
    const production = { MAJLIS_MODE: 'production', PUBLIC_ORIGIN: ORIGIN };
    app = await startAgenda(production);
    const config = loadConfig('majlis', {
      ...production,
      STORAGE_KEY: Buffer.alloc(32).toString('base64'),
      GRANT_PRIVATE_KEY: '-----BEGIN',
    });
    const log = createLog({ level: 'silent', service: 'test' });
    const imports = [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(app.db.app, 2), FirstAdministratorModule];
    command = await NestFactory.createApplicationContext({ module: Command, imports }, { logger: false, abortOnError: false });
    administrators = command.get(FirstAdministrator);
  });
  afterAll(() => Promise.all([command?.close(), app?.close()]));

  it.each([
    [{}, ['--login', '--name-ar', '--name-en', '--country']],
    [{ ...person, country: 'XX' }, ['--country']],
    [{ ...person, login: ' ' }, ['--login']],
  ])('is not made from %p', async (given, flags) => {
    const refusal: unknown = await administrators.create(given, false).catch((error: unknown) => error);
    for (const flag of flags) expect(String(refusal)).toContain(`- ${flag}: `);
  });

  it('is made once, without a password, and enrols with a link that is shown once', async () => {
    const both = await Promise.allSettled([
      administrators.create(person, false),
      administrators.create({ ...person, login: 'second' }, false),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(administrators.create({ ...person, login: 'third' }, false)).rejects.toThrow('--another');
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

  it('is followed by another one when that is said', async () => {
    await expect(administrators.create({ ...person, login: 'another' }, true)).resolves.toMatchObject({ link: expect.any(String) });
    await expect(administrators.create({ ...person, login: 'another' }, true)).rejects.toThrow('--login');
  });
});
