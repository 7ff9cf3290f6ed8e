import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** Who takes part in a meeting, opened from its workbench. */
export class ParticipantsPanel {
  constructor(private readonly person: Person) {}

  async open(): Promise<void> {
    await this.person.page.getByRole('button', { name: this.person.t('participants.title'), exact: true }).click();
    await this.#dialog.getByRole('row').nth(1).waitFor();
  }

  row(name: string): Locator {
    return this.#dialog.getByRole('row').filter({ has: this.person.page.getByText(name, { exact: true }) });
  }

  /** With the keyboard alone. */
  async remove(name: string): Promise<void> {
    const { page, t } = this.person;
    await this.row(name)
      .getByRole('button', { name: t('participants.removeNamed', { name }), exact: true })
      .press('Enter');
    const question = page.getByRole('dialog', { name: t('participants.removeTitle', { name }) });
    await question.getByRole('button', { name: t('participants.removeNow'), exact: true }).press('Enter');
    await question.waitFor({ state: 'detached' });
    await this.row(name).waitFor({ state: 'detached' });
  }

  async bringIn(name: string, role: string): Promise<void> {
    const { page, t } = this.person;
    const choose = async (field: string, option: string | RegExp) => {
      await this.#dialog.getByRole('button', { name: t(field) }).click();
      await page.getByRole('option', { name: option }).click();
    };
    await choose('participants.person', new RegExp(name));
    await choose('participants.role', t(`role.${role}`));
    await this.#dialog.getByRole('button', { name: t('participants.bringIn'), exact: true }).click();
    await this.row(name).waitFor();
  }

  get #dialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.person.t('participants.title'), exact: true });
  }
}
