import type { Bilingual, Level } from '@app/contracts';
import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';
import { choose, select } from './choice.js';
import { levelName } from '../words.js';

/** Sites and accounts, as the administrator keeps them. */
export class AdministrationPage {
  constructor(private readonly person: Person) {}

  /** One of the tables of a system role, through the links above it. */
  async open(title: string): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('link', { name: t(title), exact: true }).click();
    await page.getByRole('heading', { level: 1, name: t(title), exact: true }).waitFor();
  }

  row(words: string): Locator {
    return this.person.page.getByRole('row').filter({ hasText: words });
  }

  async openSite(name: string): Promise<Locator> {
    return this.#openRow('sites.openNamed', name);
  }

  async setCeiling(site: Locator, level: Level): Promise<void> {
    const { page, t } = this.person;
    await choose(page, site.getByRole('radiogroup', { name: t('sites.ceiling') }), 'radio', levelName(this.person.words, level), true);
    await site.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.getByText(t('sites.saved'), { exact: true }).waitFor();
    await site.waitFor({ state: 'detached' });
  }

  /** Ends where the site lists it. */
  async addNetwork(site: Locator, network: string, level: Level): Promise<void> {
    const { page, t } = this.person;
    await site.getByLabel(t('sites.network'), { exact: true }).fill(network);
    await select(page, site, t('sites.ceiling'), levelName(this.person.words, level));
    await site.getByRole('button', { name: t('sites.add'), exact: true }).click();
    await this.#removal(site, network).waitFor();
  }

  async removeNetwork(site: Locator, network: string): Promise<void> {
    await this.#removal(site, network).click();
    await this.#removal(site, network).waitFor({ state: 'detached' });
  }

  async createAccount({ login, name, site }: { login: string; name: Bilingual; site: string }): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('accounts.create'), exact: true }).click();
    const dialog = page.getByRole('dialog', { name: t('accounts.create') });
    await dialog.getByLabel(t('accounts.nameAr'), { exact: true }).fill(name.ar);
    await dialog.getByLabel(t('accounts.nameEn'), { exact: true }).fill(name.en);
    await dialog.getByLabel(t('system.columnLogin'), { exact: true }).fill(login);
    await select(page, dialog, t('accounts.site'), site);
    await dialog.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.getByText(t('accounts.saved'), { exact: true }).waitFor();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Narrows the accounts to those whose names match. */
  async filter(text: string): Promise<void> {
    await this.person.page.getByLabel(this.person.t('system.filter'), { exact: true }).fill(text);
  }

  async openAccount(name: string): Promise<Locator> {
    return this.#openRow('accounts.openNamed', name);
  }

  /** Says who somebody is at a provider. */
  async linkIdentity(account: Locator, provider: string, subject: string): Promise<void> {
    const { page, t } = this.person;
    await select(page, account, t('accounts.provider'), provider);
    await account.getByLabel(t('accounts.subject'), { exact: true }).fill(subject);
    await account.getByRole('button', { name: t('accounts.link'), exact: true }).click();
  }

  async #openRow(words: string, name: string): Promise<Locator> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t(words, { name }), exact: true }).click();
    return page.getByRole('dialog', { name });
  }

  #removal(site: Locator, network: string): Locator {
    return site.getByRole('button', { name: this.person.t('sites.removeNamed', { network }), exact: true });
  }
}
