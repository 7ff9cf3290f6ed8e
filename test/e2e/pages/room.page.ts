import type { Locator } from 'playwright-core';
import type { Person } from '../browser.js';

/** The room: agenda, paper, people, and the bar below. */
export class RoomPage {
  constructor(private readonly person: Person) {}

  async open(meetingId: string, address = ''): Promise<void> {
    await this.person.page.goto(`/meetings/${meetingId}${address}`);
    await this.agenda.getByRole('listitem').first().waitFor();
  }

  get agenda(): Locator {
    return this.person.page.getByRole('region', { name: this.person.t('room.agenda'), exact: true });
  }

  get bar(): Locator {
    return this.person.page.getByRole('toolbar', { name: this.person.t('room.controls') });
  }

  item(title: string): Locator {
    return this.agenda.getByRole('link').filter({ has: this.person.page.getByText(title, { exact: true }) });
  }

  /** The sign on an item of which one sees the cover title only. */
  lockOf(title: string): Locator {
    return this.item(title).getByRole('img', { name: this.person.t('room.covered') });
  }

  /** A paper among those of the item that is open. */
  paper(title: string): Locator {
    return this.agenda.getByRole('link').filter({ has: this.person.page.getByText(title, { exact: true }) });
  }

  async openPaper(item: string, paper: string): Promise<void> {
    await this.item(item).click();
    await this.paper(paper).click();
  }

  /** What the classification banners say, from the top of the screen to the bottom. */
  async banners(): Promise<string[]> {
    return this.person.page.locator(':is(section, div)[data-level]').allInnerTexts();
  }

  button(key: string): Locator {
    return this.bar.getByRole('button', { name: this.person.t(key), exact: true });
  }
}
