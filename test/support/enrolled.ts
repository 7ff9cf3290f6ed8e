import { randomUUID } from 'node:crypto';
import { endpoints, type Level, type SystemRole } from '@app/contracts';
import { systemContext } from '@app/identity';
import { Enrolments } from '../../apps/agenda/src/enrolment/enrolments.service.js';
import type { AgendaApp } from './agenda-app.js';
import type { ApiClient } from './api-client.js';
import { SoftwareAuthenticator } from './software-authenticator.js';

/** An account of its own, without any way of signing in yet. */
export async function newAccount(
  app: AgendaApp,
  given: { login?: string; level?: Level; systemRole?: SystemRole; active?: boolean } = {},
): Promise<{ id: string; login: string }> {
  const id = randomUUID();
  const login = given.login ?? `${id}@test.invalid`;
  await app.db.database.transaction(systemContext('provisioning'), async (ctx) => {
    await ctx.transaction.query(
      `insert into accounts (id, login, name_ar, name_en, country, site, system_role, active) values ($1, $2, 'شخص', 'Person', 'BH', 'BH', $3, $4)`,
      [id, login, given.systemRole ?? null, given.active ?? true],
    );
    if (given.level !== undefined)
      await ctx.transaction.query('insert into clearances (account_id, level) values ($1, $2)', [id, given.level]);
  });
  return { id, login };
}

/** The secret of a fresh enrolment link, issued as the command line issues the first one. */
export async function enrolmentToken(app: AgendaApp, accountId: string): Promise<string> {
  const { link } = await app.db.database.transaction(systemContext('provisioning'), (ctx) =>
    app.running.app.get(Enrolments).issue(ctx, accountId),
  );
  return new URL(link).hash.slice(1);
}

/** Somebody with a passkey, signed in with it; and the device. */
export async function enrolled(
  app: AgendaApp,
  accountId: string,
  password?: string,
): Promise<{ client: ApiClient; device: SoftwareAuthenticator }> {
  const token = await enrolmentToken(app, accountId);
  const client = app.anonymous();
  const device = new SoftwareAuthenticator(app.running.url);
  const options = await client.call(endpoints.readEnrolmentPasskey, { body: { token } });
  client.state = await client.call(endpoints.finishEnrolment, {
    body: { token, passkey: { name: 'Phone', attestation: device.register(options) }, ...(password === undefined ? {} : { password }) },
  });
  return { client, device };
}

/** Signs in with a device that has a passkey. */
export async function signInWith(client: ApiClient, device: SoftwareAuthenticator): Promise<void> {
  const options = await client.call(endpoints.startPasskeySignIn);
  client.state = await client.call(endpoints.signInWithPasskey, { body: device.assert(options) });
}
