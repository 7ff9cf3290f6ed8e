import { until } from '../../smoke/built-process.js';
import { launch } from '../browser.js';
import { ConferencePage } from '../pages/conference.page.js';
import { RoomPage } from '../pages/room.page.js';
import { ENGLISH } from '../words.js';
import { nameOf } from './cast.js';
import type { Story } from './story.js';

export function theySpeak(story: Story): void {
  describe('they speak', () => {
    let mine: ConferencePage;
    let his: ConferencePage;

    story.step('look at their devices, then join with picture and sound', async () => {
      [mine, his] = [new ConferencePage(story.chair), new ConferencePage(story.head)];
      for (const [desk, person] of [
        [mine, story.chair],
        [his, story.head],
      ] as const) {
        await desk.openCheck();
        await until(async () => (await person.probe<number>('mirror')) || null, 'the mirror shows a picture', 15_000);
        const level = desk.check.locator('meter');
        await until(async () => Number(await level.getAttribute('data-level')) > 0 || null, 'the microphone hears something', 15_000);
        await desk.enter();
        await desk.isOn('camera', true);
        await desk.isOn('microphone', true);
      }
      const [here, there] = await Promise.all([mine.decodes('person'), his.decodes('person')]);
      for (const [who, { frames, seconds, size }] of [
        ['chair', here],
        ['head', there],
      ] as const) {
        story.figures[`pictures decoded by the ${who}`] = `${frames} in ${seconds.toFixed(1)} s at ${size}`;
      }
    });

    story.step('see who speaks, and who is muted', async () => {
      await until(async () => (await mine.others()).some(({ speaking }) => speaking) || null, 'the other is shown speaking', 20_000);
      const muted = story.head.page.getByText(story.head.t('conference.muted')).first();
      await mine.toggle('microphone').click();
      await mine.isOn('microphone', false);
      await muted.waitFor({ state: 'attached' });
      await mine.toggle('microphone').click();
      await mine.isOn('microphone', true);
      await muted.waitFor({ state: 'detached' });
    });

    story.step('share a screen', async () => {
      await mine.toggle('share').click();
      await mine.isOn('share', true);
      await story.head.page
        .getByText(story.head.t('conference.screenOf', { name: nameOf('chair-bh', ENGLISH) }))
        .first()
        .waitFor();
      const { frames, seconds, size } = await his.decodes('screen', 3);
      story.figures['shared screen'] = `${frames} pictures in ${seconds.toFixed(1)} s at ${size}`;
      await mine.toggle('share').click();
      await mine.isOn('share', false);
      await until(async () => !(await his.others()).some(({ tile }) => tile.startsWith('screen:')) || null, 'the screen is gone', 10_000);
    });

    story.step('leave and come back', async () => {
      await his.leave();
      await until(async () => (await mine.others()).length === 0 || null, 'he is gone', 10_000);
      await his.openCheck();
      await his.enter();
      await Promise.all([mine.decodes('person'), his.decodes('person')]);
    });

    story.step('are told plainly when there is no camera, or it is not allowed', async () => {
      for (const [media, problem] of [
        ['missing', 'missing'],
        ['not allowed', 'denied'],
      ] as const) {
        const poorer = await launch(media);
        try {
          const person = await story.arrive('head-om', {}, poorer);
          await new RoomPage(person).open(story.meetingId);
          const desk = new ConferencePage(person);
          await desk.openCheck();
          for (const device of ['Camera', 'Microphone'])
            await desk.check.getByText(person.t(`conference.${problem}${device}`), { exact: true }).waitFor();
          await desk.enter();
          // Without either he still sees and hears the others.
          await desk.decodes('person', 5);
        } finally {
          await poorer.close();
        }
      }
      await mine.leave();
      await his.leave();
    });
  });
}
