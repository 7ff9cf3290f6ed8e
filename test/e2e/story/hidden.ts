import { type Meeting, type MeetingSummary, endpoints } from '@app/contracts';
import { makePaper } from '../../support/papers.js';
import { type SecretIds, tryEveryEndpoint, tryEveryMessage } from '../attempts.js';
import { type Person } from '../browser.js';
import { PalettePage } from '../pages/palette.page.js';
import { ReaderPage } from '../pages/reader.page.js';
import { RoomPage } from '../pages/room.page.js';
import { WorkbenchPage } from '../pages/workbench.page.js';
import { DEMO_A, INDICATORS, TITLE } from './cast.js';
import type { Story } from './story.js';

export function whoeverMayNotKnow(story: Story): void {
  describe('whoever may not know', () => {
    const CODE_WORD = 'زمرّدة';
    const NEW_TITLE = `برنامج ${CODE_WORD} لحماية أمن المعلومات`;
    const LEAK = 'Findings per agency';
    let meetingA: Meeting;
    let secret: SecretIds;
    let secrets: string[];

    /** Nothing that reached his browser names the secret. */
    const learned = (person: Person) =>
      person.received.filter((text) => secrets.some((word) => text.includes(word))).map((text) => text.slice(0, 300));

    story.step('a member cleared to confidential sees a cover title of item 5, and no trace while it is edited', async () => {
      const { meetings } = await story.secretary.json<{ meetings: MeetingSummary[] }>('GET', '/api/meetings');
      const summary = meetings.find(({ title }) => title.ar === DEMO_A?.title.ar);
      if (!summary) throw new Error('no meeting A');
      meetingA = await story.secretary.json<Meeting>('GET', `/api/meetings/${summary.id}`);
      const five = meetingA.items[4];
      const paper = five?.content?.documents[0];
      if (!five?.content || !paper) throw new Error('item 5 has no paper');
      const view = await story.secretary.json<{ id: string }>('POST', `/api/documents/${paper.id}/views`, {});
      secret = { itemId: five.id, documentId: paper.id, versionId: paper.versionId, viewId: view.id };
      secrets = [
        five.content.title.ar,
        five.content.title.en,
        paper.title,
        NEW_TITLE,
        CODE_WORD,
        LEAK,
        ...five.content.documents.flatMap(({ id, versionId }) => [id, versionId]),
        view.id,
      ];

      story.member = await story.arrive('member-bh');
      const room = new RoomPage(story.member);
      await room.open(meetingA.id);
      await room.lockOf(five.coverTitle.ar).waitFor();

      // A line of his own would hear of it within milliseconds: item 1, which he may read, is edited after and shows that it lives.
      const workbench = new WorkbenchPage(story.secretary);
      await story.secretary.page.goto(`/meetings/${meetingA.id}/prepare`);
      const field = workbench
        .rows()
        .nth(4)
        .getByRole('textbox', { name: story.secretary.t('workbench.titleAr') });
      await field.fill(NEW_TITLE);
      await field.press('Enter');
      await story.write(`${LEAK}.pdf`, await makePaper(`${LEAK} ${CODE_WORD.length}`, 2));
      await workbench.chooseFiles(workbench.rows().nth(4), [story.path(`${LEAK}.pdf`)]);
      await workbench.paper(workbench.rows().nth(4), LEAK).waitFor();
      const after = await story.secretary.json<Meeting>('GET', `/api/meetings/${meetingA.id}`);
      const added = after.items[4]?.content?.documents.at(-1);
      secrets.push(added?.id ?? '', added?.versionId ?? '');
      expect(after.items[4]?.content?.title.ar).toBe(NEW_TITLE);
      // The notices of item 5 went to whoever may read it; to him not even one that something happened to it.
      expect(story.member.frames.filter((frame) => frame.includes(secret.itemId))).toEqual([]);
      const frames = story.member.frames.length;
      const first = workbench
        .rows()
        .nth(0)
        .getByRole('textbox', { name: story.secretary.t('workbench.titleAr') });
      await first.fill('تقرير الانتقال إلى الحوسبة السحابية');
      await first.press('Enter');
      await room.item('تقرير الانتقال إلى الحوسبة السحابية').waitFor();
      expect(story.member.frames.slice(frames).filter((frame) => frame.includes(meetingA.items[0]?.id ?? '-'))).not.toEqual([]);
      expect(learned(story.member)).toEqual([]);
      expect(learned(story.secretary)).not.toEqual([]);
      expect(await room.lockOf(five.coverTitle.ar).count()).toBe(1);
    });

    story.step('search finds it for the secretary and for him nothing, not even a number', async () => {
      const searching = new PalettePage(story.secretary);
      expect((await searching.find(CODE_WORD)).join()).toContain(CODE_WORD);
      await searching.close();
      const palette = new PalettePage(story.member);
      for (const words of [CODE_WORD, 'زمردة', LEAK, secret.documentId]) expect(await palette.find(words)).toEqual([]);
      await palette.close();
      expect(learned(story.member)).toEqual([]);
    });

    story.step('its address shows what an address of nothing shows', async () => {
      const room = new RoomPage(story.member);
      const shown: string[] = [];
      for (const paper of [secret.documentId, '01a20000-0000-7000-8000-000000000000']) {
        await room.open(meetingA.id, `?item=${secret.itemId}&paper=${paper}&page=1`);
        await story.member.page.getByText(story.member.t('room.coveredTitle')).waitFor();
        shown.push(await story.member.page.getByRole('main').innerText());
        expect(await new ReaderPage(story.member).pane.count()).toBe(0);
      }
      expect(shown[0]).toBe(shown[1]);
    });

    story.step('every endpoint and every message answers him as if it did not exist', async () => {
      const attempts = [
        ...(await tryEveryEndpoint(story.member, secret)),
        ...(await tryEveryMessage(story.member, story.server.url, meetingA.id, secret)),
      ];
      expect(attempts.map(({ name }) => name)).toEqual(
        expect.arrayContaining([
          'openView',
          'readPaper',
          'readPageImage',
          'downloadPaper',
          'uploadDocument',
          'editItem',
          'document:open',
          'annotation:commit',
        ]),
      );
      for (const { name, secret: answer, random } of attempts) expect({ name, answer }).toEqual({ name, answer: random });
      expect(attempts.filter(({ name, secret: answer }) => name in endpoints && (answer as { status: number }).status < 400)).toEqual([]);
      story.figures['attempts of the member'] = String(attempts.length);
      expect(learned(story.member)).toEqual([]);
    });

    story.step('the administrator runs the system and reads nothing', async () => {
      const administrator = await story.arrive('administrator');
      await administrator.page.getByRole('heading', { name: administrator.t('system.accountsTitle') }).waitFor();
      for (const address of [
        `/meetings/${meetingA.id}`,
        `/meetings/${meetingA.id}/prepare`,
        `/meetings/${meetingA.id}?item=${secret.itemId}&paper=${secret.documentId}`,
      ]) {
        await administrator.page.goto(address);
        await administrator.page.getByText(administrator.t('errorWhat.not_found'), { exact: true }).waitFor();
      }
      const attempts = await tryEveryEndpoint(administrator, { meetingId: meetingA.id, ...secret });
      for (const { name, secret: answer, random } of attempts) {
        expect({ name, answer }).toEqual({ name, answer: random });
        expect((answer as { status: number }).status).toBeGreaterThanOrEqual(400);
      }
      expect(attempts.map(({ name }) => name)).toEqual(expect.arrayContaining(['readMeeting', 'issueGrants', 'openView']));
      const titles = (meeting: Meeting) => meeting.items.flatMap(({ coverTitle }) => [coverTitle.ar, coverTitle.en]);
      secrets.push(...titles(meetingA), meetingA.title.ar, TITLE.ar, INDICATORS);
      expect(learned(administrator)).toEqual([]);
      story.figures['attempts of the administrator'] = String(attempts.length);
    });
  });
}
