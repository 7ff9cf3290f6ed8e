import type { View } from '@app/contracts';
import type { Locator } from 'playwright-core';
import { until } from '../../smoke/built-process.js';
import type { Person } from '../browser.js';
import type { Picture } from '../pictures.js';

/** A paper on the screen. */
export class ReaderPage {
  constructor(private readonly person: Person) {}

  get pane(): Locator {
    return this.person.page.getByRole('region', { name: this.person.t('reader.title'), exact: true });
  }

  get tools(): Locator {
    return this.pane.getByRole('toolbar', { name: this.person.t('reader.tools') });
  }

  /** The words a page's sheet is found by. */
  sheetName(page: number, as: 'text' | 'image' = 'text'): string {
    return this.person.t(as === 'image' ? 'reader.imagePage' : 'reader.page', { page });
  }

  sheet(page: number, as: 'text' | 'image' = 'text'): Locator {
    return this.pane.getByRole('region', { name: this.sheetName(page, as), exact: true });
  }

  button(key: string): Locator {
    return this.tools.getByRole('button', { name: this.person.t(key), exact: true });
  }

  /** Waits until a page is drawn. @returns its picture, so many pixels wide */
  painted(page: number, width: number, as: 'text' | 'image' = 'text'): Promise<Picture> {
    const look = async () => {
      const seen = await this.person.probe<{ width: number; height: number; bright: string } | null>(
        'pagePixels',
        this.sheetName(page, as),
        width,
      );
      return seen && { ...seen, bright: Buffer.from(seen.bright, 'base64') };
    };
    return until(look, `page ${page} is drawn for ${this.person.name}`, 30_000);
  }

  /** The page one is at, as its field says. */
  async currentPage(): Promise<number> {
    const shown = await this.tools.getByRole('textbox', { name: this.person.t('reader.pageField') }).inputValue();
    return Number([...shown].map((digit) => ('٠١٢٣٤٥٦٧٨٩'.includes(digit) ? '٠١٢٣٤٥٦٧٨٩'.indexOf(digit) : digit)).join(''));
  }

  async isAt(page: number): Promise<void> {
    await until(
      async () => (await this.currentPage()) === page || null,
      `${this.person.name} is at page ${page} (at ${await this.currentPage()})`,
      15_000,
    );
  }

  /** Share of 100 %, as the toolbar says it. */
  zoom(): Promise<string> {
    return this.tools.locator('output').innerText();
  }

  async search(words: string): Promise<Locator> {
    await this.button('reader.search').click();
    const bar = this.pane.getByRole('search');
    await bar.getByRole('searchbox', { name: this.person.t('reader.searchField') }).fill(words);
    return bar;
  }

  /** The viewing the server opened last for this person and paper. */
  view(documentId: string): Promise<View> {
    const opened = () =>
      this.person.received
        .filter((text) => text.includes('"copyNumber"'))
        .map((text) => JSON.parse(text) as View)
        .findLast((view) => view.documentId === documentId) ?? null;
    return until(opened, 'the paper is opened', 20_000);
  }
}
