import { median } from '../../support/median.js';
import { InkPage } from '../pages/ink.page.js';
import { ReaderPage } from '../pages/reader.page.js';
import { RoomPage } from '../pages/room.page.js';
import { ARABIC, ENGLISH } from '../words.js';
import { INDICATORS, LINE, NETWORK, PLAN, REPORT, nameOf } from './cast.js';
import type { Story } from './story.js';

export function theyWrite(story: Story): void {
  describe('they write on the same page', () => {
    let mine: InkPage;
    let his: InkPage;
    let marks = 0;

    story.step('what one writes the other sees at once', async () => {
      for (const [person, words] of [
        [story.chair, ARABIC],
        [story.head, ENGLISH],
      ] as const) {
        await new RoomPage(person).openPaper(words.pick(REPORT), INDICATORS);
        await new ReaderPage(person).painted(1, 100);
      }
      mine = new InkPage(story.chair, new ReaderPage(story.chair), 1);
      his = new InkPage(story.head, new ReaderPage(story.head), 1);
      for (const ink of [mine, his]) {
        await ink.writeFor('meeting');
        await ink.takeUp('pen');
        await ink.watch();
      }
      const stored: number[] = [];
      for (let round = 0; round < 12; round += 1) {
        const [writer, from, reader, to] =
          round % 2 === 0 ? ([mine, story.chair, his, story.head] as const) : ([his, story.head, mine, story.chair] as const);
        const before = (await to.read<number[]>('ink.stored')).length;
        await writer.draw(round * 0.06);
        marks += 1;
        await reader.shows(marks);
        const lifted = (await from.read<number[]>('ink.lifted')).at(-1) ?? NaN;
        const seen = (await to.read<number[]>('ink.stored'))[before] ?? NaN;
        stored.push(seen - lifted);
      }
      expect(
        (await Promise.all([story.chair, story.head].map((person) => person.read<number[]>('ink.live')))).every((live) => live.length > 0),
      ).toBe(true);
      const middle = median(stored);
      story.figures['pen lifted here to stored mark there'] =
        `median ${middle.toFixed(0)} ms, max ${Math.max(...stored).toFixed(0)} ms of ${stored.length}`;
      expect(middle).toBeLessThan(250);
    });

    story.step('marked text too, and nothing of what one writes to himself', async () => {
      await mine.takeUp('highlighter');
      await mine.markText(LINE);
      marks += 1;
      await his.shows(marks);
      await his.takeUp('highlighter');
      await his.markText(LINE, 'beyond it');
      marks += 1;
      await mine.shows(marks);
      for (const person of [story.chair, story.head]) {
        const highlights = await person.page.locator('svg path[class*=highlight]').all();
        const lines = await Promise.all(highlights.map(async (path) => (await path.getAttribute('d'))?.match(/M/g)?.length));
        expect(lines).toEqual([1, 1]);
      }
      await mine.writeFor('private');
      await mine.takeUp('pen');
      await mine.draw(0.85);
      await mine.shows(marks + 1);
      await mine.writeFor('meeting');
      await mine.draw(0.88);
      marks += 1;
      await his.shows(marks);
    });

    story.step('all of it is there after a reload', async () => {
      await story.head.page.reload();
      await new ReaderPage(story.head).painted(1, 100);
      await his.shows(marks);
      await his.watch();
    });

    story.step('and after a restart of the server, without a reload', async () => {
      const loaded = await Promise.all([story.chair, story.head].map((person) => person.read<number>('loadedAt')));
      const offline = story.chair.page.getByText(story.chair.t('annotation.offline'));
      const stopping = performance.now();
      const { code } = await story.server.stop();
      expect(code).toBe(0);
      await offline.waitFor();
      story.figures['outage on the screen after'] = `${((performance.now() - stopping) / 1000).toFixed(1)} s (asked to stop until told)`;
      // Written while nobody is there to store it.
      await mine.draw(0.92);
      marks += 1;
      await story.server.start();
      story.figures['second start'] = `${story.server.age.toFixed(1)} s`;
      const ready = performance.now();
      await Promise.all([his.shows(marks, 30_000), mine.shows(marks + 1, 30_000)]);
      story.figures['healed after the restart'] = `${((performance.now() - ready) / 1000).toFixed(1)} s`;
      await offline.waitFor({ state: 'hidden' });
      expect(await Promise.all([story.chair, story.head].map((person) => person.read<number>('loadedAt')))).toEqual(loaded);
      const before = (await story.head.read<number[]>('ink.stored')).length;
      await mine.draw(0.95);
      marks += 1;
      await his.shows(marks);
      expect((await story.head.read<number[]>('ink.stored')).length).toBe(before + 1);
    });

    story.step('the chair leads, the other follows, leaves and follows again', async () => {
      const reader = new ReaderPage(story.head);
      const [leading, following] = [new RoomPage(story.chair), new RoomPage(story.head)];
      await mine.takeUp('select');
      await leading.button('annotation.lead').click();
      await story.head.page
        .getByText(story.head.t('annotation.following', { name: nameOf('chair-bh', ENGLISH) }), { exact: true })
        .waitFor();
      await story.goTo(story.chair, 5);
      await reader.isAt(5);
      await following.button('annotation.leaveFollowing').click();
      await following.button('annotation.follow').waitFor();
      await story.goTo(story.chair, 9);
      await new RoomPage(story.chair).openPaper(NETWORK.title.ar, PLAN);
      await new ReaderPage(story.chair).painted(1, 100);
      await reader.isAt(5);
      await following.button('annotation.follow').click();
      await story.head.page.getByRole('group', { name: story.head.t('reader.paper', { title: PLAN }) }).waitFor();
      await leading.button('annotation.stopLeading').click();
      await following.button('annotation.leaveFollowing').waitFor({ state: 'hidden' });
    });
  });
}
