import type { Locator } from 'playwright-core';
import { until } from '../../smoke/built-process.js';
import { RoomPage } from '../pages/room.page.js';
import { WorkbenchPage } from '../pages/workbench.page.js';
import { ARCHIVE, nameOf, POST, REPORT, stay, stayed, type Visit } from './visit.js';

/** The secretary in English, the member in Arabic. */
export function whatIsHeldBack(visit: Visit): void {
  describe('what the secretary holds back', () => {
    let workbench: WorkbenchPage;
    let room: RoomPage;
    const paperOf = (panel: Locator) => panel.getByRole('group', { name: REPORT, exact: true });

    visit.step('a paper under embargo goes from the screen of whoever reads it', async () => {
      const { member, secretary } = visit;
      room = new RoomPage(member);
      await room.open(visit.meetingId);
      await room.openPaper(ARCHIVE.title, REPORT);
      await member.page.locator('canvas').first().waitFor();
      await stay(member);

      workbench = new WorkbenchPage(secretary);
      await workbench.open(visit.meetingId);
      const paper = paperOf(await workbench.openPanel(1));
      await workbench.holdBack(paper);
      await paper.getByText(secretary.t('labels.embargoMark', { when: '' }).trim(), { exact: false }).waitFor();

      await room.paper(REPORT).waitFor({ state: 'detached' });
      await until(async () => (await member.page.locator('canvas').count()) === 0 || null, 'no page of it is left', 10_000);
      expect(await member.page.getByText(REPORT).count()).toBe(0);
      expect(await member.page.title()).not.toContain(REPORT);
      expect(await stayed(member)).toBe(true);
    });

    visit.step('and comes back when the embargo is ended', async () => {
      const paper = paperOf(visit.secretary.page.getByRole('dialog'));
      await workbench.endEmbargo(paper);
      await room.paper(REPORT).click();
      await visit.member.page.locator('canvas').first().waitFor();
      expect(await stayed(visit.member)).toBe(true);
    });

    visit.step('an item about somebody’s own affairs is a cover to him, as long as it is', async () => {
      const { member, secretary } = visit;
      await room.item(POST.title).click();
      await member.page.getByText(member.t('room.noPapersInItem'), { exact: true }).waitFor();
      await workbench.open(visit.meetingId);
      const panel = await workbench.openPanel(3);
      await workbench.recuse(panel, [nameOf('member-bh', secretary)]);
      await room.lockOf(POST.cover).waitFor();
      await member.page.getByText(member.t('room.coveredTitle'), { exact: false }).waitFor();
      expect(await member.page.getByText(POST.title).count()).toBe(0);
      await workbench.recuse(panel, [nameOf('member-bh', secretary)], false);
      await room.item(POST.title).waitFor();
      expect(await stayed(member)).toBe(true);
    });
  });
}
