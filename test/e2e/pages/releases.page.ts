import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** Requests about labels, and questions about what one may not see. */
export class ReleasesPage {
  constructor(private readonly person: Person) {}

  /** Through the menu, as one gets there. */
  async open(): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('common.personMenu', { name: '' }).trim() }).click();
    await page.getByRole('menuitem', { name: t('labels.title'), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t('labels.title'), exact: true }).waitFor();
  }

  request(title: string): Locator {
    const { page } = this.person;
    return page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3, name: title, exact: true }) });
  }

  async approve(title: string): Promise<void> {
    const { t } = this.person;
    await this.request(title)
      .getByRole('button', { name: t('labels.approve'), exact: true })
      .click();
    await this.person.page.getByText(t('labels.noRequests'), { exact: true }).waitFor();
  }
}
