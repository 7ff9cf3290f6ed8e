import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** Search and commands, from anywhere by the keyboard. */
export class PalettePage {
  constructor(private readonly person: Person) {}

  get dialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.person.t('palette.title') });
  }

  /** @returns titles of what was found, without the commands */
  async find(words: string): Promise<string[]> {
    const { page, t } = this.person;
    if (!(await this.dialog.isVisible())) await page.keyboard.press('Control+K');
    const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get('q') === words);
    await this.dialog.getByRole('searchbox', { name: t('palette.placeholder') }).fill(words);
    const { hits } = (await (await answered).json()) as { hits: unknown[] };
    if (hits.length === 0) await this.dialog.getByText(t('palette.nothing'), { exact: true }).waitFor();
    else await this.dialog.getByRole('option').first().waitFor();
    return hits.length === 0 ? [] : this.dialog.getByRole('option').allInnerTexts();
  }

  async close(): Promise<void> {
    await this.person.page.keyboard.press('Escape');
    if (await this.dialog.isVisible()) await this.person.page.keyboard.press('Escape');
    await this.dialog.waitFor({ state: 'detached' });
  }
}
