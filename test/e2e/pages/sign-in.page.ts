import { PERSONAS } from '../../../apps/agenda/src/demo/personas.js';
import type { Person } from '../browser.js';

export class SignInPage {
  constructor(private readonly person: Person) {}

  /** One click in the demo; ends where the person's own name is. */
  async enterAs(key: string): Promise<void> {
    const { page, t, words } = this.person;
    const persona = PERSONAS.find((one) => one.key === key);
    if (!persona) throw new Error(`no persona ${key}`);
    const name = words.pick(persona.name);
    await page.goto('/');
    await page.getByRole('heading', { name: t('signIn.personas') }).waitFor();
    await page
      .getByRole('button')
      .filter({ has: page.getByText(name, { exact: true }) })
      .click();
    await page.getByRole('button', { name: t('common.personMenu', { name }), exact: true }).waitFor();
  }

  /** Holds the page one is taken to after signing in, as a slow line does. @returns what lets it come */
  async holdHome(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    await this.person.page.route('**/assets/HomePage-*.js', async (route) => {
      await promise;
      await route.continue();
    });
    return resolve;
  }
}
