import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AssertionOptions, endpoints, type Passkey } from '@app/contracts';
import type { Browser, Page } from 'playwright-core';
import { PERSONAS } from '../../apps/agenda/src/demo/personas.js';
import { ApiClient, codeOf } from '../support/api-client.js';
import { VirtualAuthenticator } from './authenticator.js';
import { choose } from './pages/choice.js';
import { endRun } from './ending.js';
import { keepEvidence, launch, Person } from './browser.js';
import { SignInPage } from './pages/sign-in.page.js';
import { Server } from './server.js';

const CHAIR = PERSONAS.find(({ key }) => key === 'chair-bh') ?? { name: { ar: '', en: '' } };
const NAME = 'مفتاح الرئيس';

/** What a page does to ask for a passkey, without a line of ours; runs in the browser. */
const ASK = `async ({ challenge, rpId }) => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
  const { id, response } = await navigator.credentials.get({ publicKey: { challenge: bytes(challenge), rpId, userVerification: 'required' } });
  return { id, clientDataJSON: text(response.clientDataJSON), authenticatorData: text(response.authenticatorData), signature: text(response.signature), userHandle: text(response.userHandle) };
}`;

describe('P19 a passkey in the browser', () => {
  let server: Server;
  let browser: Browser;
  let elsewhere: HttpServer;
  let chair: Person;
  let authenticator: VirtualAuthenticator;
  const others = new Map<string, Person>();

  beforeAll(async () => {
    [server, browser] = await Promise.all([Server.start(), launch('missing')]);
    elsewhere = createServer((_, response) =>
      response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Elsewhere</title>'),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, resolve));
    chair = await Person.at(browser, server.url, 'chair');
    authenticator = await VirtualAuthenticator.on(chair.page);
    for (const key of ['administrator', 'security-officer', 'holder']) others.set(key, await Person.at(browser, server.url, key));
  }, 300_000);
  afterAll(async () => {
    try {
      await endRun({ server, browser, people: [chair, ...others.values()] });
    } finally {
      // After the browser, which holds a line to it.
      await new Promise((resolve) => (elsewhere ? elsewhere.close(resolve) : resolve(null)));
    }
  });

  const step = (name: string, work: () => Promise<void>) =>
    it(
      name,
      async () => {
        try {
          await work();
        } catch (error) {
          const folder = await keepEvidence([chair, ...others.values()], name);
          throw new Error(`${name}: see ${folder}`, { cause: error });
        }
      },
      60_000,
    );

  const options = (): Promise<AssertionOptions> => new ApiClient(server.url).call(endpoints.startPasskeySignIn);
  const hand = (body: unknown) => new ApiClient(server.url).try(endpoints.signInWithPasskey, { body });
  const asked = (page: Page, given: AssertionOptions): Promise<unknown> => page.evaluate(`(${ASK})(${JSON.stringify(given)})`);
  const pressSignIn = async () => {
    await chair.page.goto('/');
    await chair.page.getByRole('button', { name: chair.t('signIn.withPasskey') }).click();
  };
  const signOut = async () => {
    await chair.json('DELETE', '/api/session', {});
    await chair.page.goto('/');
    await chair.page.getByRole('button', { name: chair.t('signIn.withPasskey') }).waitFor();
  };
  const signedIn = () =>
    chair.page.getByRole('button', { name: chair.t('common.personMenu', { name: chair.words.pick(CHAIR.name) }), exact: true }).waitFor();
  let sent: unknown;

  step('is added on the page of one’s own sign-ins', async () => {
    const { page, t } = chair;
    await new SignInPage(chair).enterAs('chair-bh');
    await page.goto('/security');
    await page.getByRole('button', { name: t('security.add') }).click();
    await page.getByLabel(t('security.name'), { exact: true }).fill(NAME);
    await page.getByRole('button', { name: t('security.addAction') }).click();
    await page.getByRole('listitem').getByText(NAME).waitFor();
    expect((await authenticator.credential()).isResidentCredential).toBe(true);
  });

  step('signs in without a word typed', async () => {
    await signOut();
    const request = chair.page.waitForRequest((each) => each.method() === 'POST' && each.url().endsWith(endpoints.signInWithPasskey.path));
    await pressSignIn();
    sent = (await request).postDataJSON() as unknown;
    await signedIn();
    expect(await chair.json('GET', '/api/session')).toMatchObject({ status: 'signed-in', signIn: { assurance: 2 } });
  });

  step('is not removed while the line is down, and the dialog that gives it another name says nothing of that', async () => {
    const { page, t } = chair;
    const renamed = `${NAME} ٢`;
    await page.goto('/security');
    const own = page.getByRole('listitem').filter({ hasText: NAME });
    await own.getByRole('button', { name: `${t('security.remove')}: ${NAME}`, exact: true }).click();
    const removal = page.getByRole('dialog', { name: t('security.removeTitle', { name: NAME }) });
    await page.context().setOffline(true);
    await removal.getByRole('button', { name: t('security.remove'), exact: true }).click();
    await removal.getByRole('alert').getByText(t('errorWhat.network_lost'), { exact: false }).waitFor();
    await page.context().setOffline(false);
    await removal.getByRole('button', { name: t('common.cancel'), exact: true }).click();
    await removal.waitFor({ state: 'detached' });

    await own.getByRole('button', { name: `${t('security.rename')}: ${NAME}`, exact: true }).click();
    const renaming = page.getByRole('dialog', { name: t('security.renameTitle', { name: NAME }) });
    const field = renaming.getByLabel(t('security.name'), { exact: true });
    await field.waitFor();
    expect(await renaming.getByRole('alert').count()).toBe(0);
    await field.fill(renamed);
    await renaming.getByRole('button', { name: t('common.save'), exact: true }).click();
    await renaming.waitFor({ state: 'detached' });
    await page.getByRole('listitem').getByText(renamed, { exact: true }).waitFor();
  });

  step('is refused when its answer is sent again', async () => {
    const answer = await hand(sent);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'sign_in_failed']);
  });

  step('is refused when another page asked for it', async () => {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      const other = await VirtualAuthenticator.on(page);
      await other.restore(await authenticator.credential());
      // The same host name, so the browser lets it ask for our passkeys; the origin gives it away.
      await page.goto(`http://localhost:${(elsewhere.address() as AddressInfo).port}/`);
      const stolen = await asked(page, await options());
      const answer = await hand(stolen);
      expect([answer.status, codeOf(answer)]).toEqual([401, 'sign_in_failed']);
      // The same gesture on our own page is taken: it was the origin and nothing else.
      await page.goto(`${server.url}/`);
      expect((await hand(await asked(page, await options()))).status).toBe(200);
      await authenticator.restore(await other.credential());
    } finally {
      await context.close();
    }
  });

  step('is refused once it was copied, and stays suspended', async () => {
    const copy = await authenticator.credential();
    await signOut();
    await pressSignIn();
    await signedIn();
    await signOut();
    await authenticator.restore(copy);
    await pressSignIn();
    await chair.page
      .getByRole('alert')
      .filter({ hasText: chair.t('errorWhat.sign_in_failed') })
      .waitFor();
    expect(await chair.json('GET', '/api/session')).toMatchObject({ status: 'anonymous' });
    await new SignInPage(chair).enterAs('chair-bh');
    const { passkeys } = await chair.json<{ passkeys: Passkey[] }>('GET', '/api/passkeys');
    expect(passkeys).toEqual([expect.objectContaining({ suspended: true })]);
    await chair.page.goto('/security');
    await chair.page.getByText(chair.t('security.suspended')).waitFor();
  });

  const HOLDER = PERSONAS.find(({ key }) => key === 'expert-bh') ?? { name: { ar: '', en: '' } };
  let code = '';
  let link = '';
  /** What is shown once, read off the dialog that shows it. */
  const shownOnce = async (person: Person, kind: 'code' | 'link') => {
    const dialog = person.page.getByRole('dialog', { name: person.t(`offices.${kind}Title`) });
    const text = await dialog.locator('code').innerText();
    await dialog.getByRole('button', { name: person.t('offices.handedOver') }).click();
    await dialog.waitFor({ state: 'detached' });
    return text.trim();
  };

  const person = (key: string) => others.get(key) ?? chair;

  step('of an office is made by two persons: the administrator proposes', async () => {
    const administrator = person('administrator');
    await new SignInPage(administrator).enterAs('administrator');
    const { page, t } = administrator;
    await page.getByRole('link', { name: t('offices.title') }).click();
    await page.getByRole('button', { name: t('offices.propose') }).click();
    const dialog = page.getByRole('dialog', { name: t('offices.propose') });
    await dialog.getByLabel(t('system.filter')).fill('expert-bh');
    await dialog.getByText('expert-bh@demo.invalid').waitFor();
    await choose(page, dialog, 'radio', /expert-bh@demo\.invalid/, true);
    await choose(page, dialog, 'radio', t('role.auditor'), true);
    await dialog.getByRole('button', { name: t('offices.save') }).click();
    code = await shownOnce(administrator, 'code');
    // Whoever proposed does not decide.
    const row = page.getByRole('row').filter({ hasText: administrator.words.pick(HOLDER.name) });
    expect(await row.getByRole('button').allInnerTexts()).toEqual([t('offices.withdraw')]);
  });

  step('a security officer approves', async () => {
    const officer = person('security-officer');
    await new SignInPage(officer).enterAs('security-officer');
    const { page, t, words } = officer;
    await page.getByRole('link', { name: t('offices.title') }).click();
    await page.getByRole('button', { name: t('offices.approveNamed', { name: words.pick(HOLDER.name) }) }).click();
    link = await shownOnce(officer, 'link');
    await page.getByText(t('offices.noProposals')).waitFor();
  });

  step('and its person comes in with the link of one and the code of the other', async () => {
    const holder = person('holder');
    const { page, t } = holder;
    await VirtualAuthenticator.on(page);
    await page.goto(link);
    await page.getByLabel(t('signIn.enrolPasskeyName'), { exact: true }).fill(NAME);
    const finish = page.getByRole('button', { name: t('signIn.enrolPasskey') });
    await page.getByLabel(t('signIn.enrolCode'), { exact: true }).fill('AAAAA-AAAAA-AAAAA-AAAAA');
    await finish.click();
    await page
      .getByRole('alert')
      .filter({ hasText: t('errorWhat.enrolment_code') })
      .waitFor();
    await page.getByLabel(t('signIn.enrolCode'), { exact: true }).fill(code.toLowerCase());
    const letHomeCome = await new SignInPage(holder).holdHome();
    await finish.click();
    await page.getByRole('button', { name: t('common.personMenu', { name: holder.words.pick(HOLDER.name) }), exact: true }).waitFor();
    // Over a slow line the page with the link stays, busy: it does not say that the link, now used, is none.
    await page.getByRole('heading', { name: t('signIn.enrolTitle'), exact: true }).waitFor();
    expect(await page.getByRole('button', { name: t('signIn.enrolPasskey') }).getAttribute('aria-disabled')).toBe('true');
    letHomeCome();
    await page.waitForURL((url) => url.pathname === '/');
    expect(await holder.json('GET', '/api/session')).toMatchObject({ person: { systemRole: 'auditor' }, abilities: { readAudit: true } });
  });
});
