import { COUNTRIES, LEVEL_NAMES, type MeetingSummary } from '@app/contracts';
import { PERSONAS } from '../../../apps/agenda/src/demo/personas.js';
import { until } from '../../smoke/built-process.js';
import { textOf } from '../../support/papers.js';
import { type Person } from '../browser.js';
import { ReaderPage } from '../pages/reader.page.js';
import { RoomPage } from '../pages/room.page.js';
import { TodayPage } from '../pages/today.page.js';
import { distance, paintedByPoppler, stampsOf } from '../pictures.js';
import { ARABIC, ENGLISH, type Words } from '../words.js';
import { INDICATORS, JOINT, LINE, NETWORK, PAGES, PLAN, REPORT, SECRET_PAPER, TITLE, gcc } from './cast.js';
import type { Copy, Story } from './story.js';

export function officialsOpenIt(story: Story): void {
  describe('officials of two countries open it', () => {
    story.step('each sees the meeting with both calendars, in the language he reads', async () => {
      [story.chair, story.head, story.kuwait] = await Promise.all([
        story.arrive('chair-bh'),
        story.arrive('head-sa', { timezoneId: 'Asia/Riyadh' }),
        story.arrive('head-kw', { timezoneId: 'Asia/Kuwait' }),
      ]);
      await story.head.readEnglish();
      for (const [person, words] of [
        [story.chair, ARABIC],
        [story.head, ENGLISH],
        [story.kuwait, ARABIC],
      ] as const) {
        const today = new TodayPage(person);
        await today.open();
        const { meetings } = await person.json<{ meetings: MeetingSummary[] }>('GET', '/api/meetings');
        const ours = meetings.find(({ id }) => id === story.meetingId);
        if (!ours) throw new Error(`${person.name} does not see the meeting`);
        await today.link(words.pick(TITLE)).waitFor();
        const { hijri, gregorian, shown } = today.dates(ours);
        const said = await shown.innerText();
        expect(said).toContain(hijri);
        expect(said).toContain(gregorian);
        expect(hijri).toMatch(words === ARABIC ? /[٠-٩]{4} هـ$/ : /\d{4} AH$/);
      }
    });

    story.step('the agenda shows each only what he may see', async () => {
      for (const [person, words, cleared] of [
        [story.chair, ARABIC, true],
        [story.head, ENGLISH, true],
        [story.kuwait, ARABIC, false],
      ] as const) {
        const room = new RoomPage(person);
        await new TodayPage(person).link(words.pick(TITLE)).click();
        await room.item(words.pick(REPORT)).waitFor();
        await room
          .item(words.pick(NETWORK.title))
          .getByText(person.t('common.minutes', { count: 25 }), { exact: true })
          .waitFor();
        await room.item(words.pick(cleared ? JOINT.title : JOINT.cover)).waitFor();
        expect(await room.item(words.pick(cleared ? JOINT.cover : JOINT.title)).count()).toBe(0);
        expect(await room.lockOf(words.pick(JOINT.cover)).count()).toBe(cleared ? 0 : 1);
      }
      const room = new RoomPage(story.kuwait);
      await room.item(JOINT.cover.ar).click();
      await story.kuwait.page.getByText(story.kuwait.t('room.coveredTitle')).waitFor();
    });

    story.step('the classification stands at the top and at the bottom, in words', async () => {
      for (const [person, words, level, countries] of [
        [story.chair, ARABIC, 3, ['BH', 'SA']],
        [story.head, ENGLISH, 3, ['BH', 'SA']],
        [story.kuwait, ARABIC, 2, null],
      ] as const) {
        const banners = await until(
          async () => ((await new RoomPage(person).banners()).length === 2 ? new RoomPage(person).banners() : null),
          'two banners',
          10_000,
        );
        expect(banners[0]).toBe(banners[1]);
        expect(banners[0]).toContain(words.pick(LEVEL_NAMES[level]));
        expect(banners[0]).toContain('NET');
        for (const code of countries ?? gcc().releasableTo)
          expect(banners[0]).toContain(words.pick(COUNTRIES[code as keyof typeof COUNTRIES]));
      }
    });

    story.step('the reader: thumbnails, zoom, fit, keyboard', async () => {
      await Promise.all(
        [
          [story.chair, ARABIC],
          [story.head, ENGLISH],
        ].map(([person, words]) => new RoomPage(person as Person).openPaper((words as Words).pick(REPORT), INDICATORS)),
      );
      const reader = new ReaderPage(story.chair);
      await reader.painted(1, 100);
      await new ReaderPage(story.head).painted(1, 100);

      await reader.button('reader.thumbnails').click();
      const strip = story.chair.page.getByRole('navigation', { name: story.chair.t('reader.thumbnails') });
      await strip.getByRole('button', { name: story.chair.t('reader.page', { page: 3 }), exact: true }).click();
      await reader.isAt(3);
      await reader.painted(3, 100);
      await reader.button('reader.thumbnails').click();

      const fitted = await reader.zoom();
      await reader.button('reader.zoomIn').click();
      await until(async () => (await reader.zoom()) !== fitted || null, 'it is larger', 5000);
      await reader.button('reader.fitWidth').click();
      await until(async () => (await reader.zoom()) === fitted || null, 'it fits the width again', 5000);
      await reader.button('reader.fitPage').click();
      await until(async () => (await reader.zoom()) !== fitted || null, 'the whole page is in sight', 5000);

      const { keyboard } = story.chair.page;
      await reader.pane.getByRole('group').focus();
      await keyboard.press('End');
      await reader.isAt(PAGES);
      // Right-to-left: the page before lies to the right.
      await keyboard.press('ArrowRight');
      await reader.isAt(PAGES - 1);
      await keyboard.press('ArrowLeft');
      await reader.isAt(PAGES);
      await keyboard.press('Home');
      await reader.isAt(1);
    });

    story.step('search in the paper, Latin and Arabic, goes to the match', async () => {
      const reader = new ReaderPage(story.chair);
      const bar = await reader.search(`${INDICATORS} page 7`.toLowerCase());
      await bar.getByText(story.chair.t('reader.matchOf', { position: 1, count: 1 }), { exact: true }).waitFor();
      await reader.isAt(7);
      await bar.getByRole('button', { name: story.chair.t('reader.closeSearch'), exact: true }).click();

      await new RoomPage(story.chair).openPaper(NETWORK.title.ar, PLAN);
      await reader.painted(1, 100);
      // Written with another alef and without vowel signs than in the paper.
      const arabic = await reader.search('الامارات والربط');
      await arabic.getByText(story.chair.t('reader.matchOf', { position: 1, count: 1 }), { exact: true }).waitFor();
      await story.chair.page.keyboard.press('Escape');
      await new RoomPage(story.chair).openPaper(REPORT.ar, INDICATORS);
      await reader.painted(1, 100);
    });

    story.step('every page carries its own reader’s stamp, in the bytes and on the screen', async () => {
      const readers = await Promise.all([story.chair, story.head].map((person) => story.copyOf(person, INDICATORS)));
      const [mine, his] = readers as [Copy, Copy];
      expect(mine.view.copyNumber).not.toBe(his.view.copyNumber);
      expect(mine.pdf.equals(his.pdf)).toBe(false);
      const unstamped = paintedByPoppler(story.original, 1, 72);
      const apart: string[] = [];
      for (const { person, view, pdf } of readers) {
        const persona = PERSONAS.find(({ key }) => key === person.name);
        if (!persona) throw new Error('no persona');
        // The window holds exactly this reader's stamp, drawn as outlines: nothing for a text search to find.
        expect(stampsOf(view, persona, person.words.language).some((stamp) => pdf.includes(stamp))).toBe(true);
        const text = await textOf(pdf);
        expect(text).toContain(LINE);
        for (const words of [persona.name.ar, persona.name.en, 'copy', 'نسخة']) expect(text).not.toContain(words);
        // What is on the screen is what an independent program paints from this reader's bytes, and from no others.
        for (const page of [1, PAGES]) {
          await story.goTo(person, page);
          const own = paintedByPoppler(pdf, page, 72);
          const other = paintedByPoppler(person === story.chair ? his.pdf : mine.pdf, page, 72);
          const screen = await new ReaderPage(person).painted(page, own.width);
          const [toOwn, toOther, toNone] = [distance(screen, own), distance(screen, other), distance(screen, unstamped)];
          apart.push(`${toOwn.toFixed(2)} < ${toOther.toFixed(2)}`);
          expect(toOwn).toBeLessThan(toOther * 0.9);
          expect(toOwn).toBeLessThan(toNone * 0.9);
        }
        await story.goTo(person, 1);
      }
      story.figures['screen to own bytes < to the other’s (0–255)'] = apart.join(', ');
      const [here, there] = await Promise.all([new ReaderPage(story.chair).painted(1, 595), new ReaderPage(story.head).painted(1, 595)]);
      expect(distance(here, there)).toBeGreaterThan(0.2);
    });

    story.step('a scanned page shows its picture', async () => {
      const { pdf } = await story.copyOf(story.chair, INDICATORS);
      await story.goTo(story.chair, PAGES);
      const painted = paintedByPoppler(pdf, PAGES, 72);
      const screen = await new ReaderPage(story.chair).painted(PAGES, painted.width);
      // Without the picture, whose left half is black, the two are some forty apart.
      expect(distance(screen, painted)).toBeLessThan(10);
      await story.goTo(story.chair, 1);
    });

    story.step('a secret paper is pictures only, each with its reader’s stamp', async () => {
      const pictures: Buffer[] = [];
      for (const [person, words] of [
        [story.chair, ARABIC],
        [story.head, ENGLISH],
      ] as const) {
        const reader = new ReaderPage(person);
        await new RoomPage(person).openPaper(words.pick(JOINT.title), SECRET_PAPER);
        await reader.painted(1, 100, 'image');
        const view = await reader.view(await story.documentId(SECRET_PAPER));
        expect(view.delivery).toBe('images');
        expect((await person.ask({ method: 'GET', path: `/api/views/${view.id}/paper` })).status).toBe(404);
        const image = await person.ask({ method: 'GET', path: `/api/views/${view.id}/pages/1/image?scale=1` });
        expect([image.status, image.type]).toEqual([200, 'image/png']);
        pictures.push(image.body);
        await reader.button('reader.search').click();
        await person.page.getByText(person.t('reader.searchUnavailable'), { exact: true }).waitFor();
        await person.page.keyboard.press('Escape');
      }
      expect(pictures[0]?.equals(pictures[1] ?? Buffer.of())).toBe(false);
    });
  });
}
