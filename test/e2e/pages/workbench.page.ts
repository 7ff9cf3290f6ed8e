import type { Bilingual, ItemType, Level } from '@app/contracts';
import type { Locator, Page } from 'playwright-core';
import { COUNTRIES, LEVEL_NAMES } from '@app/contracts';
import { until } from '../../smoke/built-process.js';
import type { Person } from '../browser.js';
import { choose } from './choice.js';

export interface NewMeeting {
  body: Bilingual;
  title: Bilingual;
  sites: readonly (keyof typeof COUNTRIES)[];
}

export interface NewItem {
  cover: Bilingual;
  title?: Bilingual;
  type: ItemType;
  minutes: number;
  level: Level;
  caveats?: string;
  /** Left out: as the meeting. */
  releasableTo?: readonly (keyof typeof COUNTRIES)[];
}

/** The secretary's table of items, and the dialogs around it. */
export class WorkbenchPage {
  constructor(private readonly person: Person) {}

  get #page(): Page {
    return this.person.page;
  }

  #dialog(title: string | RegExp): Locator {
    return this.#page.getByRole('dialog', { name: title });
  }

  /** Fills the dialog of a new meeting; ends in its workbench. @returns the meeting's id */
  async createMeeting({ body, title, sites }: NewMeeting): Promise<string> {
    const { t, words } = this.person;
    const dialog = this.#dialog(t('workbench.newMeetingTitle'));
    await dialog.getByRole('button', { name: t('workbench.body') }).click();
    await this.#page.getByRole('option', { name: words.pick(body), exact: true }).click();
    await dialog.getByRole('textbox', { name: t('workbench.meetingTitleAr') }).fill(title.ar);
    await dialog.getByRole('textbox', { name: t('workbench.meetingTitleEn') }).fill(title.en);
    for (const site of sites)
      await this.#tick(dialog.getByRole('group', { name: t('workbench.sitesField') }), words.pick(COUNTRIES[site].site), true);
    await dialog.getByRole('button', { name: t('workbench.create'), exact: true }).click();
    await this.#page.waitForURL(/\/meetings\/[0-9a-f-]{36}\/prepare$/);
    await this.#page.getByRole('heading', { level: 1, name: words.pick(title) }).waitFor();
    return /meetings\/([0-9a-f-]{36})/.exec(this.#page.url())?.[1] ?? '';
  }

  async addItem(item: NewItem): Promise<void> {
    const { t, words } = this.person;
    const before = await this.rows().count();
    await this.#page
      .getByRole('button', { name: t('workbench.addItem'), exact: true })
      .first()
      .click();
    const dialog = this.#dialog(new RegExp(t('workbench.newItemTitle')));
    const write = (key: string, text: string) => dialog.getByRole('textbox', { name: t(`workbench.${key}`) }).fill(text);
    await write('coverAr', item.cover.ar);
    await write('coverEn', item.cover.en);
    if (item.title) {
      await write('titleAr', item.title.ar);
      await write('titleEn', item.title.en);
    }
    await this.#pick(dialog, t(item.type === 'decision' ? 'room.typeDecision' : 'room.typeInformation'));
    const minutes = dialog.getByRole('textbox', { name: t('workbench.minutesField') });
    await minutes.click();
    await this.#page.keyboard.press('Control+A');
    await this.#page.keyboard.type(words.number(item.minutes));
    await this.#page.keyboard.press('Tab');
    await this.#pick(dialog.getByRole('radiogroup', { name: t('level.levelField') }), words.pick(LEVEL_NAMES[item.level]));
    if (item.caveats) await dialog.getByRole('textbox', { name: t('level.caveatsField') }).fill(item.caveats);
    if (item.releasableTo) {
      const countries = dialog.getByRole('group', { name: t('level.releasableField') });
      for (const [code, { [words.language]: name }] of Object.entries(COUNTRIES)) {
        const box = countries.getByRole('checkbox', { name, exact: true });
        if ((await box.count()) > 0)
          await this.#tick(
            countries,
            name,
            item.releasableTo.some((wanted) => wanted === code),
          );
      }
    }
    await dialog.getByRole('button', { name: t('workbench.addItem'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await this.rows().nth(before).waitFor();
  }

  /** The items; the row that says that there are none is none of them. */
  rows(): Locator {
    const grip = this.#page.getByRole('button', { name: this.person.t('workbench.moveItem', { number: '' }).trim() });
    return this.#page
      .getByRole('grid', { name: this.person.t('workbench.itemsTable') })
      .getByRole('row')
      .filter({ has: grip });
  }

  row(cover: Bilingual): Locator {
    return this.rows().filter({ has: this.#page.locator(`input[value="${cover.ar}"]`) });
  }

  /** Cover titles, from the first item to the last. */
  async order(): Promise<string[]> {
    const fields = this.rows().getByRole('textbox', { name: this.person.t('workbench.coverAr') });
    return Promise.all((await fields.all()).map((field) => field.inputValue()));
  }

  /** Drops files of this machine on an item, as the mouse would bring them from a folder. */
  async dropFiles(row: Locator, files: readonly string[]): Promise<void> {
    await row.scrollIntoViewIfNeeded();
    const box = await row.boundingBox();
    if (!box) throw new Error('the item is not in sight');
    const devtools = await this.person.context.newCDPSession(this.#page);
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
      await devtools.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files: [...files], dragOperationsMask: 1 } });
    }
    await devtools.detach();
  }

  /** Adds files through the button of an item. */
  async chooseFiles(row: Locator, files: readonly string[]): Promise<void> {
    const chooser = this.#page.waitForEvent('filechooser');
    await row.getByRole('button', { name: this.person.t('workbench.addPapers'), exact: true }).click();
    await (await chooser).setFiles([...files]);
  }

  /** Says which state the next papers come from. */
  async choosePapersOrigin(within: Locator, code: keyof typeof COUNTRIES): Promise<void> {
    const { t, words } = this.person;
    await within.getByRole('button', { name: t('workbench.papersOrigin') }).click();
    await this.#page.getByRole('option', { name: words.pick(COUNTRIES[code]), exact: true }).click();
  }

  paper(row: Locator, title: string): Locator {
    return row.getByRole('button', { name: this.person.t('workbench.removePaper', { title }), exact: true });
  }

  /** Takes an item up, goes to the place before the first item, and puts it down: with the keyboard alone. */
  async moveToTopByKeys(cover: Bilingual): Promise<void> {
    const { keyboard } = this.#page;
    const [first = ''] = await this.order();
    // While an item is in the air, the places between the others are buttons; the first names one item, the others two.
    const place = this.#page.locator('[role=button][aria-roledescription]:focus');
    await this.row(cover)
      .getByRole('button', { name: this.person.t('workbench.moveItem', { number: '' }).trim() })
      .focus();
    await keyboard.press('Enter');
    for (let name = ''; ;) {
      name = await until(
        async () =>
          (await place.count()) === 1 && (await place.getAttribute('aria-label')) !== name ? place.getAttribute('aria-label') : null,
        'the next place has the focus',
        5000,
      );
      if (new RegExp(`^\\S+ \\S+ ١ ${first}$`, 'u').test(name)) break;
      await keyboard.press('ArrowUp');
    }
    await keyboard.press('Enter');
    await until(async () => (await this.order())[0] === cover.ar || null, 'the item is the first', 5000);
  }

  async open(meetingId: string): Promise<void> {
    await this.#page.goto(`/meetings/${meetingId}/prepare`);
    await this.rows().first().waitFor();
  }

  /** Everything of one item, beside the table. */
  async openPanel(number: number): Promise<Locator> {
    const { t, words } = this.person;
    const place = words.number(number);
    await this.#page.getByRole('button', { name: t('workbench.openPanel', { number: place }), exact: true }).click();
    return this.#dialog(t('workbench.panelTitle', { number: place }));
  }

  /** Asks for another level of what the button belongs to. */
  async askForLevel(within: Locator, level: Level, reason: string): Promise<void> {
    const dialog = await this.wishForLevel(within, level, reason);
    await dialog.waitFor({ state: 'detached' });
  }

  /** Sends the wish for another level. @returns its dialog, which closes once it was taken */
  async wishForLevel(within: Locator, level: Level, reason: string): Promise<Locator> {
    const { t, words } = this.person;
    await within.getByRole('button', { name: t('labels.wishTitle'), exact: true }).click();
    const dialog = this.#dialog(t('labels.wishTitle'));
    await this.#pick(dialog.getByRole('radiogroup', { name: t('level.levelField') }), words.pick(LEVEL_NAMES[level]));
    await dialog.getByRole('textbox', { name: t('labels.reason') }).fill(reason);
    await this.sendWish(dialog);
    return dialog;
  }

  async sendWish(dialog: Locator): Promise<void> {
    await dialog.getByRole('button', { name: this.person.t('labels.wishSend'), exact: true }).click();
  }

  /** Keeps a paper from all but those who prepare the meeting until the time that is offered. */
  async holdBack(paper: Locator): Promise<void> {
    await this.#embargo(paper, 'workbench.embargoSet');
  }

  async endEmbargo(paper: Locator): Promise<void> {
    await this.#embargo(paper, 'workbench.embargoEnd');
  }

  async #embargo(paper: Locator, action: string): Promise<void> {
    const { t } = this.person;
    await paper.getByRole('button', { name: t('workbench.embargoTitle'), exact: true }).click();
    const dialog = this.#dialog(t('workbench.embargoTitle'));
    await dialog.getByRole('button', { name: t(action), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Says of people that an item is about their own affairs, or that it is not any more. */
  async recuse(panel: Locator, names: readonly string[], on = true): Promise<void> {
    const { t } = this.person;
    await panel.getByRole('button', { name: t('workbench.needToKnow'), exact: true }).click();
    const dialog = this.#dialog(t('workbench.needToKnow'));
    const list = dialog.getByRole('group', { name: t('workbench.recused'), exact: true });
    for (const name of names) await choose(this.#page, list, 'checkbox', new RegExp(name), on);
    await dialog.getByRole('button', { name: t('common.save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  /** Closes an item to all but oneself and the people named. */
  async limitTo(panel: Locator, names: readonly string[]): Promise<void> {
    const { t } = this.person;
    await panel.getByRole('button', { name: t('workbench.needToKnow'), exact: true }).click();
    const dialog = this.#dialog(t('workbench.needToKnow'));
    await this.#pick(dialog.getByRole('radiogroup', { name: t('workbench.whoSees') }), t('workbench.whoSeesListed'));
    const list = dialog.getByRole('group', { name: t('workbench.listed'), exact: true });
    for (const name of names) await choose(this.#page, list, 'checkbox', new RegExp(name), true);
    await dialog.getByRole('button', { name: t('common.save'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  async openPublication(): Promise<Locator> {
    await this.#page.getByRole('button', { name: this.person.t('workbench.publish'), exact: true }).click();
    const dialog = this.#dialog(this.person.t('workbench.publishTitle'));
    await dialog.getByRole('row').nth(1).waitFor();
    return dialog;
  }

  async publish(dialog: Locator): Promise<void> {
    await dialog.getByRole('button', { name: this.person.t('workbench.publishNow'), exact: true }).click();
    await this.#page.getByText(this.person.t('workbench.publishedNow'), { exact: true }).waitFor();
  }

  #pick(within: Locator, text: string): Promise<void> {
    return choose(this.#page, within, 'radio', text, true);
  }

  #tick(within: Locator, text: string, on: boolean): Promise<void> {
    return choose(this.#page, within, 'checkbox', text, on);
  }
}
