import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** One's own ways of signing in, and where one is signed in. */
export class SecurityPage {
  constructor(private readonly person: Person) {}

  /** Through the menu, as one gets there. */
  async open(): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('common.personMenu', { name: '' }).trim() }).click();
    await page.getByRole('menuitem', { name: t('common.security'), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t('security.title'), exact: true }).waitFor();
    await this.sessions.first().waitFor();
  }

  async addPasskey(name: string): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('security.add'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t('security.addTitle') });
    await dialog.getByLabel(t('security.name'), { exact: true }).fill(name);
    await dialog.getByRole('button', { name: t('security.addAction'), exact: true }).click();
    await this.passkey(name).waitFor();
  }

  passkey(name: string): Locator {
    return this.#list('security.passkeys').filter({ hasText: name });
  }

  get sessions(): Locator {
    return this.#list('security.sessions');
  }

  /** The one of this page. */
  get thisOne(): Locator {
    return this.sessions.filter({ hasText: this.person.t('security.thisOne') });
  }

  /** Ends what is the only other one. */
  async endOther(): Promise<void> {
    await this.sessions.getByRole('button', { name: this.person.t('security.end') }).click();
  }

  /** Asks to sign out everywhere; what is pressed then ends it. */
  async askToEndAll(): Promise<Locator> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('security.endAll'), exact: true }).click();
    return page.getByRole('dialog', { name: t('security.endAllTitle') });
  }

  #list(heading: string): Locator {
    return this.person.page.getByRole('region', { name: this.person.t(heading), exact: true }).getByRole('listitem');
  }
}

/** The dialog that asks for a fresh proof, wherever one is. */
export class StepUpDialog {
  constructor(private readonly person: Person) {}

  get dialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.person.t('stepUp.title') });
  }

  async cancel(): Promise<void> {
    await this.dialog.getByRole('button', { name: this.person.t('common.close'), exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }

  async withPasskey(): Promise<void> {
    await this.dialog.getByRole('button', { name: this.person.t('stepUp.withPasskey'), exact: true }).click();
    await this.dialog.waitFor({ state: 'detached' });
  }
}
