import type { Locator, Page } from 'playwright-core';
import { until } from '../../smoke/built-process.js';

/** Sets a radio button or a check box. The inputs of choices lie invisibly beside their words: the words are what one presses. */
export async function choose(page: Page, within: Locator, role: 'radio' | 'checkbox', name: string | RegExp, on: boolean): Promise<void> {
  const input = page.getByRole(role, { name, exact: true });
  const label = within.locator('label').filter({ has: input });
  if ((await within.locator(input).isChecked()) !== on) await label.click();
  await until(async () => (await within.locator(input).isChecked()) === on || null, 'the choice is made', 5000);
}

/** Chooses from a list that opens below its field. */
export async function select(page: Page, within: Locator, field: string, offer: string): Promise<void> {
  await within.getByRole('button', { name: field }).click();
  await page.getByRole('option', { name: offer, exact: true }).click();
}
