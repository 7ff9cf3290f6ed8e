import type { PersonThere } from '../../support/identity-provider.js';
import type { Person } from '../browser.js';
import { SignInPage } from '../pages/sign-in.page.js';
import { readEnglishHere, type Visit } from './visit.js';

/** In English. */
export function anIdentityProvider(visit: Visit): void {
  describe('signing in at an identity provider', () => {
    /** In a browser of his own: the provider remembers whom it signed in. */
    const someone = async (name: string): Promise<Person> => {
      const person = await visit.someone(name);
      await readEnglishHere(person);
      return person;
    };
    const come = async (person: Person, at: PersonThere): Promise<void> => {
      await visit.provider.nextIs({ ...at, acr: 'urn:test:strong' });
      const { page, t } = person;
      await page.getByRole('button', { name: t('signIn.withProvider', { name: 'National identity' }), exact: true }).click();
    };

    visit.step('a stranger comes back to a page that says so, and can begin again', async () => {
      const person = await someone('stranger');
      const { page, t } = person;
      await come(person, { accountId: 'nobody-we-know' });
      await page.getByRole('heading', { name: t('signIn.returnFailed'), exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/sign-in/return/national');
      expect(new URL(page.url()).search).toBe('');
      await page.getByRole('link', { name: t('signIn.returnAgain'), exact: true }).click();
      await page.getByRole('heading', { name: t('signIn.title'), exact: true }).waitFor();
    });

    visit.step('whoever the administrator linked is signed in, over another site and back', async () => {
      const person = await someone('newcomer-at-the-provider');
      const { page, t, trespasses } = person;
      const letHomeCome = await new SignInPage(person).holdHome();
      await come(person, { accountId: visit.newcomer.subject });
      // In the language he chose on this device: his account has none yet.
      const name = person.words.pick(visit.newcomer.name);
      await page.getByRole('button', { name: t('common.personMenu', { name }), exact: true }).waitFor();
      // Over a slow line the page he came back to is still there, and says what happens rather than that it failed.
      await page.getByRole('heading', { name: t('signIn.returning'), exact: true }).waitFor();
      letHomeCome();
      await page.waitForURL((url) => url.pathname === '/');
      expect(await person.json('GET', '/api/session')).toMatchObject({ signIn: { assurance: 2, provider: 'national' } });
      // It was the browser that went there.
      expect(new Set(trespasses.foreign.map((address) => new URL(address).origin))).toEqual(new Set([visit.provider.issuer]));
    });
  });
}
