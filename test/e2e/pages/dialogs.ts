import type { Locator } from 'playwright-core';

/**
 * Closes a dialog from the keyboard. The focus must be in it: where the pressed button went with what it removed, it
 * comes back a frame later, and a key before that goes to the page behind.
 */
export async function closeByKey(dialog: Locator): Promise<void> {
  const page = dialog.page();
  await dialog
    .locator(':focus')
    .or(dialog.and(page.locator(':focus')))
    .waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
}
