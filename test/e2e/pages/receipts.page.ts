import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** Who has read a paper, wherever it is opened from. */
export class ReceiptsPanel {
  constructor(private readonly person: Person) {}

  /** What opens it, beside a paper. */
  offer(within: Locator, title: string): Locator {
    return within.getByRole('button', { name: this.person.t('receipts.ofPaper', { title }), exact: true });
  }

  get dialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.person.t('receipts.title'), exact: true });
  }

  /** Names in the order shown, each with the words of his row. */
  async rows(): Promise<[name: string, words: string][]> {
    const rows = await this.dialog.locator('tbody tr').all();
    return Promise.all(
      rows.map(async (row) => [await row.getByRole('rowheader').locator('bdi').innerText(), await row.innerText()] as const),
    ).then((pairs) => pairs.map(([name, words]) => [name, words]));
  }

  /** A number of the summary. */
  count(key: string): Promise<string> {
    const { page, t } = this.person;
    return this.dialog
      .locator('dl > div')
      .filter({ has: page.getByText(t(`receipts.${key}`), { exact: true }) })
      .locator('dd')
      .innerText();
  }
}
