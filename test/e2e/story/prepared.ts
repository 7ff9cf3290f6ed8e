import type { Meeting } from '@app/contracts';
import { until } from '../../smoke/built-process.js';
import { TodayPage } from '../pages/today.page.js';
import { WorkbenchPage } from '../pages/workbench.page.js';
import { ARABIC, failureWords } from '../words.js';
import { ANNEX, INDICATORS, JOINT, NETWORK, PLAN, REPORT, SECRET_PAPER, TITLE, gcc, nameOf } from './cast.js';
import type { Story } from './story.js';

export function theSecretaryPrepares(story: Story): void {
  describe('the secretary prepares', () => {
    let workbench: WorkbenchPage;
    const row = (cover: { ar: string; en: string }) => workbench.row(cover);

    story.step('signs in with one click and creates a meeting of the delegations', async () => {
      story.secretary = await story.arrive('secretary-bh');
      await story.secretary.page.locator('html[lang=ar][dir=rtl]').waitFor();
      await new TodayPage(story.secretary).newMeeting();
      workbench = new WorkbenchPage(story.secretary);
      story.meetingId = await workbench.createMeeting({ body: gcc().name, title: TITLE, sites: ['BH', 'SA', 'KW'] });
    });

    story.step('adds items with cover title, real title, type, duration and label', async () => {
      await workbench.addItem({ cover: NETWORK.cover, title: NETWORK.title, type: 'decision', minutes: 25, level: 2, caveats: 'NET' });
      await workbench.addItem({ ...JOINT, type: 'decision', minutes: 20, level: 3, releasableTo: ['BH', 'SA'] });
      await workbench.addItem({ cover: REPORT, type: 'information', minutes: 10, level: 1 });
      expect(await workbench.order()).toEqual([NETWORK.cover.ar, JOINT.cover.ar, REPORT.ar]);
    });

    it('takes numbers in either kind of digits, as keyboards of the region type them', async () => {
      const field = row(REPORT).getByRole('textbox', { name: story.secretary.t('workbench.minutesField') });
      for (const typed of [ARABIC.number(12), '15']) {
        await field.click();
        await story.secretary.page.keyboard.press('Control+A');
        await story.secretary.page.keyboard.type(typed);
        await story.secretary.page.keyboard.press('Tab');
        expect(await field.inputValue()).toBe(ARABIC.number(typed === '15' ? 15 : 12));
      }
    });

    story.step('drops files on items: progress for each, the wrong ones with their cure, the good ones kept', async () => {
      await story.secretary.probe('watchProgress');
      const dropped = [`${INDICATORS}.pdf`, 'minutes.pdf', `${ANNEX}.pdf`, 'locked.pdf'];
      await workbench.dropFiles(
        row(REPORT),
        dropped.map((name) => story.path(name)),
      );
      await workbench.paper(row(REPORT), INDICATORS).waitFor();
      await workbench.paper(row(REPORT), ANNEX).waitFor();
      const alerts = row(REPORT).getByRole('alert');
      await until(async () => (await alerts.count()) === 2 || null, 'both wrong files are told', 30_000);
      expect((await alerts.allInnerTexts()).sort()).toEqual(
        [failureWords(ARABIC, 'file_not_pdf'), failureWords(ARABIC, 'file_encrypted')].sort(),
      );
      expect(Object.keys(await story.secretary.read<object>('progress'))).toEqual(
        expect.arrayContaining(dropped.map((file) => story.secretary.t('workbench.progress', { file }))),
      );
      for (const button of [1, 2]) {
        await row(REPORT)
          .getByRole('button', { name: story.secretary.t('workbench.dismiss'), exact: true })
          .first()
          .click();
        await until(async () => (await alerts.count()) === 2 - button || null, 'it is hidden', 5000);
      }
      await workbench.chooseFiles(row(NETWORK.cover), [story.path(`${PLAN}.pdf`)]);
      await workbench.chooseFiles(row(JOINT.cover), [story.path(`${SECRET_PAPER}.pdf`)]);
      await workbench.paper(row(NETWORK.cover), PLAN).waitFor();
      await workbench.paper(row(JOINT.cover), SECRET_PAPER).waitFor();
    });

    story.step('orders the items by the keyboard', async () => {
      await workbench.moveToTopByKeys(REPORT);
      const order = [REPORT.ar, NETWORK.cover.ar, JOINT.cover.ar];
      expect(await workbench.order()).toEqual(order);
      // Stored, not only shown.
      const stored = async () =>
        (await story.secretary.json<Meeting>('GET', `/api/meetings/${story.meetingId}`)).items.map(({ coverTitle }) => coverTitle.ar);
      await until(async () => (await stored()).join() === order.join() || null, 'the order is stored', 10_000);
    });

    story.step('sees what publishing shows to whom, and publishes', async () => {
      const dialog = await workbench.openPublication();
      const counts = async (key: string) => {
        const cells = await dialog
          .getByRole('row')
          .filter({ hasText: nameOf(key, ARABIC) })
          .getByRole('cell')
          .allInnerTexts();
        return cells.slice(-3).map((cell) => cell.trim());
      };
      const arabic = (...numbers: number[]) => numbers.map((number) => ARABIC.number(number));
      expect(await counts('chair-bh')).toEqual(arabic(3, 0, 4));
      expect(await counts('head-sa')).toEqual(arabic(3, 0, 4));
      expect(await counts('head-kw')).toEqual(arabic(2, 1, 3));
      expect(await counts('alternate-qa')).toEqual(arabic(1, 2, 2));
      await workbench.publish(dialog);
    });
  });
}
