import type { PersonThere } from '../../support/identity-provider.js';
import type { Person } from '../browser.js';
import { readEnglishHere, type Visit } from './visit.js';

/** In English. */
export function anIdentityProvider(visit: Visit): void {
  describe('signing in at an identity provider', () => {
    /** In a browser of his own: the provider remembers whom it signed in. */
    const come = async (name: string, at: PersonThere): Promise<Person> => {
      const person = await visit.someone(name);
      await readEnglishHere(person);
      await visit.provider.nextIs({ ...at, acr: 'urn:test:strong' });
      const { page, t } = person;
      await page.getByRole('button', { name: t('signIn.withProvider', { name: 'National identity' }), exact: true }).click();
      return person;
    };

    visit.step('a stranger comes back to a page that says so, and can begin again', async () => {
      const { page, t } = await come('stranger', { accountId: 'nobody-we-know' });
      await page.getByRole('heading', { name: t('signIn.returnFailed'), exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/sign-in/return/national');
      expect(new URL(page.url()).search).toBe('');
      await page.getByRole('link', { name: t('signIn.returnAgain'), exact: true }).click();
      await page.getByRole('heading', { name: t('signIn.title'), exact: true }).waitFor();
    });

    visit.step('whoever the administrator linked is signed in, over another site and back', async () => {
      const person = await come('newcomer-at-the-provider', { accountId: visit.newcomer.subject });
      const { page, t, trespasses } = person;
      // In the language he chose on this device: his account has none yet.
      const name = person.words.pick(visit.newcomer.name);
      await page.getByRole('button', { name: t('common.personMenu', { name }), exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toBe('/');
      expect(await person.json('GET', '/api/session')).toMatchObject({ signIn: { assurance: 2, provider: 'national' } });
      // It was the browser that went there.
      expect(new Set(trespasses.foreign.map((address) => new URL(address).origin))).toEqual(new Set([visit.provider.issuer]));
    });
  });
}
