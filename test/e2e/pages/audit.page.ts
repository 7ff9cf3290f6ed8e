import type { Locator } from 'playwright-core';
import { until } from '../../smoke/built-process.js';
import type { Person } from '../browser.js';

/** The trail, as the auditor reads it. */
export class AuditTrailPage {
  constructor(private readonly person: Person) {}

  get rows(): Locator {
    return this.person.page.getByRole('table').locator('tbody tr');
  }

  row(...words: string[]): Locator {
    return words.reduce((rows, hasText) => rows.filter({ hasText }), this.rows).first();
  }

  /** Chooses one of a filter's offers. */
  async choose(filter: string, offer: string): Promise<void> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t(filter) }).click();
    await page.getByRole('option', { name: t(offer), exact: true }).click();
  }

  /** Narrows the trail to a person whose name is typed letter by letter. */
  async find(name: string): Promise<void> {
    const { page, t } = this.person;
    const field = page.getByRole('combobox', { name: t('audit.person'), exact: true });
    await field.click();
    await field.pressSequentially(name.slice(0, -1), { delay: 30 });
    await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    await until(async () => (await field.inputValue()) === name || null, 'the person stands in the field', 5000);
  }

  /** Takes the entries with him. @returns the lines of the file */
  async export(): Promise<string[]> {
    const { page, t } = this.person;
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: t('audit.export'), exact: true }).click(),
    ]);
    const parts: Buffer[] = [];
    for await (const part of await file.createReadStream()) parts.push(part as Buffer);
    return Buffer.concat(parts).toString('utf8').trim().split('\n');
  }
}
