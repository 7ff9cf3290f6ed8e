import type { Locator } from 'playwright-core';
import { until } from '../../smoke/built-process.js';
import type { Person } from '../browser.js';
import type { ReaderPage } from './reader.page.js';

export interface Marks {
  readonly stored: number;
  readonly waiting: number;
  readonly live: number;
}

/** Writing on a page of the paper on the screen. */
export class InkPage {
  constructor(
    private readonly person: Person,
    private readonly reader: ReaderPage,
    private readonly page: number,
  ) {}

  get tools(): Locator {
    return this.person.page.getByRole('toolbar', { name: this.person.t('annotation.tools') });
  }

  async takeUp(tool: 'pen' | 'highlighter' | 'select' | 'eraser'): Promise<void> {
    await this.tools.getByRole('button', { name: this.person.t(`annotation.${tool}`), exact: true }).click();
  }

  async writeFor(layer: 'private' | 'delegation' | 'meeting'): Promise<void> {
    await this.tools.getByRole('radio', { name: this.person.t(`annotation.layer_${layer}`), exact: true }).click();
  }

  watch(): Promise<void> {
    return this.person.probe('watchInk', this.reader.sheetName(this.page));
  }

  marks(): Promise<Marks> {
    return this.person.probe<Marks>('marks', this.reader.sheetName(this.page));
  }

  shows(stored: number, limitMs = 20_000): Promise<unknown> {
    return until(
      async () => {
        const { stored: shown, waiting } = await this.marks();
        return (shown === stored && waiting === 0) || null;
      },
      `${this.person.name} sees ${stored} marks`,
      limitMs,
    );
  }

  /** Draws a wave; `at` from 0 to 1 says how far down it lies between the tools above and those below. */
  async draw(at: number): Promise<void> {
    const sheet = await this.reader.sheet(this.page).boundingBox();
    const stage = await this.reader.pane.getByRole('group').first().boundingBox();
    if (!sheet || !stage) throw new Error('the page is not in sight');
    const y = stage.y + stage.height * (0.2 + at * 0.55);
    const { mouse } = this.person.page;
    await mouse.move(sheet.x + sheet.width * 0.25, y);
    await mouse.down();
    for (let step = 1; step <= 8; step += 1) await mouse.move(sheet.x + sheet.width * (0.25 + step * 0.05), y + (step % 2) * 8);
    await mouse.up();
  }

  /** Draws the mouse over a line of text, from its first letter to its last; or throws it from there far beside the page. */
  async markText(text: string, how: 'over it' | 'beyond it' = 'over it'): Promise<void> {
    const line = await this.reader.sheet(this.page).getByText(text, { exact: true }).first().boundingBox();
    if (!line) throw new Error(`no text ${text}`);
    const { mouse } = this.person.page;
    await mouse.move(line.x + 2, line.y + line.height / 2);
    await mouse.down();
    if (how === 'over it') {
      await mouse.move(line.x + line.width / 2, line.y + line.height / 2);
      await mouse.move(line.x + line.width - 2, line.y + line.height / 2);
    } else await mouse.move((this.person.page.viewportSize()?.width ?? 0) - 5, line.y + line.height / 2);
    await mouse.up();
  }
}
