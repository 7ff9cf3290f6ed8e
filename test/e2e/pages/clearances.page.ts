import type { Level } from '@app/contracts';
import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';
import { choose, select } from './choice.js';
import { levelName } from '../words.js';

/** Who may know what, as a security officer sees it. */
export class ClearancesPage {
  constructor(private readonly person: Person) {}

  /** What waits for a second officer. */
  proposal(name: string): Locator {
    return this.#row('clearances.proposals', name);
  }

  /** Somebody with the clearance he has. */
  row(name: string): Locator {
    return this.#row('clearances.people', name);
  }

  async openPerson(name: string): Promise<Locator> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('clearances.changeNamed', { name }), exact: true }).click();
    return page.getByRole('dialog', { name });
  }

  async propose(name: string, level: Level, term: string): Promise<void> {
    const { page, t } = this.person;
    const dialog = await this.openPerson(name);
    await choose(page, dialog.getByRole('radiogroup', { name: t('level.levelField') }), 'radio', levelName(this.person.words, level), true);
    await select(page, dialog, t('clearances.term'), t(term));
    await dialog.getByRole('button', { name: t('clearances.save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async setCeiling(dialog: Locator, device: string, level: Level): Promise<void> {
    const { page, t } = this.person;
    await select(page, dialog, t('clearances.ceilingOf', { device }), levelName(this.person.words, level));
    await page.getByText(t('clearances.done_ceiling'), { exact: true }).waitFor();
  }

  async openCaveats(): Promise<Locator> {
    const { page, t } = this.person;
    await page.getByRole('button', { name: t('clearances.caveats'), exact: true }).click();
    return page.getByRole('dialog', { name: t('clearances.caveats') });
  }

  #row(table: string, name: string): Locator {
    const { page, t } = this.person;
    return page
      .getByRole('region', { name: t(table), exact: true })
      .getByRole('row')
      .filter({ has: page.getByText(name, { exact: true }) });
  }
}
