import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTRIES, type EndpointContract, endpoints, type Label, LEVEL_NAMES, type Meeting, type MeetingSummary } from '@app/contracts';
import { PaperBuilder } from '@app/pdf';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { DEMO_MEETINGS } from '../../apps/agenda/src/demo/meetings.js';
import { BODIES, PERSONAS } from '../../apps/agenda/src/demo/personas.js';
import { until } from '../smoke/built-process.js';
import { makeEncryptedPaper, makePaper, textOf } from '../support/papers.js';
import { type SecretIds, tryEveryEndpoint, tryEveryMessage } from './attempts.js';
import { keepEvidence, launch, Person } from './browser.js';
import { tryFromElsewhere } from './foreign-page.js';
import { SAMPLE, violate, VIOLATIONS } from './violate.js';
import { ConferencePage } from './pages/conference.page.js';
import { InkPage } from './pages/ink.page.js';
import { PalettePage } from './pages/palette.page.js';
import { ReaderPage } from './pages/reader.page.js';
import { RoomPage } from './pages/room.page.js';
import { SignInPage } from './pages/sign-in.page.js';
import { TodayPage } from './pages/today.page.js';
import { WorkbenchPage } from './pages/workbench.page.js';
import { distance, paintedByPoppler, stampsOf } from './pictures.js';
import { Server } from './server.js';
import { voice } from './voice.js';
import { ARABIC, ENGLISH, failureWords, type Words } from './words.js';

// Real servers and browsers start in seconds, on a busy machine in many: the limit is for what hangs.
jest.setTimeout(180_000);

const TITLE = { ar: 'اجتماع تنسيق الخدمات المشتركة', en: 'Coordination of shared services' };
const REPORT = { ar: 'تقرير الخدمات المشتركة', en: 'Shared services report' };
const NETWORK = { cover: { ar: 'بند الشبكة', en: 'Network item' }, title: { ar: 'خطة الربط المرحلية', en: 'Phased interconnection plan' } };
const JOINT = {
  cover: { ar: 'بند بين وفدين', en: 'Item of two delegations' },
  title: { ar: 'مشروع المفتاح الموحّد', en: 'The single key project' },
};
const INDICATORS = 'Indicators 2026';
const ANNEX = 'Annex A';
const PLAN = 'خطة الربط';
const SECRET_PAPER = 'Single key design';
/** A line of the paper that both mark and search. */
const LINE = `${INDICATORS} page 1`;
const DEMO_A = DEMO_MEETINGS.find(({ key }) => key === 'A');
const PAGES = 12;

/** A meeting from its making to its end, as its secretary, two delegations and an uninvited eye see it. */
describe('a meeting of two countries, in the browser', () => {
  const figures: Record<string, string> = {};
  const people: Person[] = [];
  const begun = performance.now();
  let server: Server;
  let browser: Browser;
  let files: string;
  let secretary: Person;
  let chair: Person;
  let head: Person;
  let kuwait: Person;
  let member: Person;
  let meetingId: string;
  let original: Uint8Array;
  let failed: string | undefined;

  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'majlis-e2e-files-'));
    original = await makePaper(INDICATORS, PAGES);
    await Promise.all([
      write(`${INDICATORS}.pdf`, original),
      write(`${ANNEX}.pdf`, await makePaper(ANNEX, 3)),
      write(`${PLAN}.pdf`, await arabicPaper()),
      write(`${SECRET_PAPER}.pdf`, await makePaper(SECRET_PAPER, 2)),
      write('minutes.pdf', Buffer.from('These are words and no PDF.')),
      write('locked.pdf', await makeEncryptedPaper()),
      write('voice.wav', voice()),
    ]);
    [server, browser] = await Promise.all([Server.start(), launch({ voice: path('voice.wav') })]);
    figures['first start'] = `${server.age.toFixed(1)} s`;
  });

  afterAll(async () => {
    await browser?.close();
    await server?.destroy();
    if (files) await rm(files, { recursive: true, force: true });
    figures['whole story'] = `${((performance.now() - begun) / 1000).toFixed(0)} s`;
    process.stdout.write(
      `${Object.entries(figures)
        .map(([name, figure]) => `  ${name}: ${figure}`)
        .join('\n')}\n`,
    );
  });

  /** A step of the story; what everybody saw is kept when it fails, and what follows on it is not waited for. */
  const step = (title: string, act: () => Promise<void>) =>
    it(title, async () => {
      if (failed) throw new Error(`follows on «${failed}»`);
      const start = performance.now();
      try {
        await act();
      } catch (failure) {
        failed = title;
        process.stdout.write(`  evidence: ${await keepEvidence(people, title)}\n`);
        throw failure;
      }
      process.stdout.write(`  ${((performance.now() - start) / 1000).toFixed(1)} s — ${title}\n`);
    });

  const path = (name: string) => join(files, name);
  const write = (name: string, bytes: Uint8Array) => writeFile(path(name), bytes);

  async function arrive(key: string, options: BrowserContextOptions = {}, at: Browser = browser): Promise<Person> {
    const person = await Person.at(at, server.url, key, options);
    people.push(person);
    await new SignInPage(person).enterAs(key);
    return person;
  }

  describe('the secretary prepares', () => {
    let workbench: WorkbenchPage;
    const row = (cover: { ar: string; en: string }) => workbench.row(cover);

    step('signs in with one click and creates a meeting of the delegations', async () => {
      secretary = await arrive('secretary-bh');
      await secretary.page.locator('html[lang=ar][dir=rtl]').waitFor();
      await new TodayPage(secretary).newMeeting();
      workbench = new WorkbenchPage(secretary);
      meetingId = await workbench.createMeeting({ body: gcc().name, title: TITLE, sites: ['BH', 'SA', 'KW'] });
    });

    step('adds items with cover title, real title, type, duration and label', async () => {
      await workbench.addItem({ cover: NETWORK.cover, title: NETWORK.title, type: 'decision', minutes: 25, level: 2, caveats: 'NET' });
      await workbench.addItem({ ...JOINT, type: 'decision', minutes: 20, level: 3, releasableTo: ['BH', 'SA'] });
      await workbench.addItem({ cover: REPORT, type: 'information', minutes: 10, level: 1 });
      expect(await workbench.order()).toEqual([NETWORK.cover.ar, JOINT.cover.ar, REPORT.ar]);
    });

    it('takes numbers in either kind of digits, as keyboards of the region type them', async () => {
      const field = row(REPORT).getByRole('textbox', { name: secretary.t('workbench.minutesField') });
      for (const typed of [ARABIC.number(12), '15']) {
        await field.click();
        await secretary.page.keyboard.press('Control+A');
        await secretary.page.keyboard.type(typed);
        await secretary.page.keyboard.press('Tab');
        expect(await field.inputValue()).toBe(ARABIC.number(typed === '15' ? 15 : 12));
      }
    });

    step('drops files on items: progress for each, the wrong ones with their cure, the good ones kept', async () => {
      await secretary.probe('watchProgress');
      const dropped = [`${INDICATORS}.pdf`, 'minutes.pdf', `${ANNEX}.pdf`, 'locked.pdf'];
      await workbench.dropFiles(row(REPORT), dropped.map(path));
      await workbench.paper(row(REPORT), INDICATORS).waitFor();
      await workbench.paper(row(REPORT), ANNEX).waitFor();
      const alerts = row(REPORT).getByRole('alert');
      await until(async () => (await alerts.count()) === 2 || null, 'both wrong files are told', 30_000);
      expect((await alerts.allInnerTexts()).sort()).toEqual(
        [failureWords(ARABIC, 'file_not_pdf'), failureWords(ARABIC, 'file_encrypted')].sort(),
      );
      expect(Object.keys(await secretary.read<object>('progress'))).toEqual(
        expect.arrayContaining(dropped.map((file) => secretary.t('workbench.progress', { file }))),
      );
      for (const button of [1, 2]) {
        await row(REPORT)
          .getByRole('button', { name: secretary.t('workbench.dismiss'), exact: true })
          .first()
          .click();
        await until(async () => (await alerts.count()) === 2 - button || null, 'it is hidden', 5000);
      }
      await workbench.chooseFiles(row(NETWORK.cover), [path(`${PLAN}.pdf`)]);
      await workbench.chooseFiles(row(JOINT.cover), [path(`${SECRET_PAPER}.pdf`)]);
      await workbench.paper(row(NETWORK.cover), PLAN).waitFor();
      await workbench.paper(row(JOINT.cover), SECRET_PAPER).waitFor();
    });

    step('orders the items by the keyboard', async () => {
      await workbench.moveToTopByKeys(REPORT);
      const order = [REPORT.ar, NETWORK.cover.ar, JOINT.cover.ar];
      expect(await workbench.order()).toEqual(order);
      // Stored, not only shown.
      const stored = async () =>
        (await secretary.json<Meeting>('GET', `/api/meetings/${meetingId}`)).items.map(({ coverTitle }) => coverTitle.ar);
      await until(async () => (await stored()).join() === order.join() || null, 'the order is stored', 10_000);
    });

    step('sees what publishing shows to whom, and publishes', async () => {
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

  describe('officials of two countries open it', () => {
    step('each sees the meeting with both calendars, in the language he reads', async () => {
      [chair, head, kuwait] = await Promise.all([
        arrive('chair-bh'),
        arrive('head-sa', { timezoneId: 'Asia/Riyadh' }),
        arrive('head-kw', { timezoneId: 'Asia/Kuwait' }),
      ]);
      await head.readEnglish();
      for (const [person, words] of [
        [chair, ARABIC],
        [head, ENGLISH],
        [kuwait, ARABIC],
      ] as const) {
        const today = new TodayPage(person);
        await today.open();
        const { meetings } = await person.json<{ meetings: MeetingSummary[] }>('GET', '/api/meetings');
        const ours = meetings.find(({ id }) => id === meetingId);
        if (!ours) throw new Error(`${person.name} does not see the meeting`);
        await today.link(words.pick(TITLE)).waitFor();
        const { hijri, gregorian, shown } = today.dates(ours);
        const said = await shown.innerText();
        expect(said).toContain(hijri);
        expect(said).toContain(gregorian);
        expect(hijri).toMatch(words === ARABIC ? /[٠-٩]{4} هـ$/ : /\d{4} AH$/);
      }
    });

    step('the agenda shows each only what he may see', async () => {
      for (const [person, words, cleared] of [
        [chair, ARABIC, true],
        [head, ENGLISH, true],
        [kuwait, ARABIC, false],
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
      const room = new RoomPage(kuwait);
      await room.item(JOINT.cover.ar).click();
      await kuwait.page.getByText(kuwait.t('room.coveredTitle')).waitFor();
    });

    step('the classification stands at the top and at the bottom, in words', async () => {
      for (const [person, words, level, countries] of [
        [chair, ARABIC, 3, ['BH', 'SA']],
        [head, ENGLISH, 3, ['BH', 'SA']],
        [kuwait, ARABIC, 2, null],
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

    step('the reader: thumbnails, zoom, fit, keyboard', async () => {
      await Promise.all(
        [
          [chair, ARABIC],
          [head, ENGLISH],
        ].map(([person, words]) => new RoomPage(person as Person).openPaper((words as Words).pick(REPORT), INDICATORS)),
      );
      const reader = new ReaderPage(chair);
      await reader.painted(1, 100);
      await new ReaderPage(head).painted(1, 100);

      await reader.button('reader.thumbnails').click();
      const strip = chair.page.getByRole('navigation', { name: chair.t('reader.thumbnails') });
      await strip.getByRole('button', { name: chair.t('reader.page', { page: 3 }), exact: true }).click();
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

      const { keyboard } = chair.page;
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

    step('search in the paper, Latin and Arabic, goes to the match', async () => {
      const reader = new ReaderPage(chair);
      const bar = await reader.search(`${INDICATORS} page 7`.toLowerCase());
      await bar.getByText(chair.t('reader.matchOf', { position: 1, count: 1 }), { exact: true }).waitFor();
      await reader.isAt(7);
      await bar.getByRole('button', { name: chair.t('reader.closeSearch'), exact: true }).click();

      await new RoomPage(chair).openPaper(NETWORK.title.ar, PLAN);
      await reader.painted(1, 100);
      // Written with another alef and without vowel signs than in the paper.
      const arabic = await reader.search('الامارات والربط');
      await arabic.getByText(chair.t('reader.matchOf', { position: 1, count: 1 }), { exact: true }).waitFor();
      await chair.page.keyboard.press('Escape');
      await new RoomPage(chair).openPaper(REPORT.ar, INDICATORS);
      await reader.painted(1, 100);
    });

    step('every page carries its own reader’s stamp, in the bytes and on the screen', async () => {
      const readers = await Promise.all([chair, head].map((person) => copyOf(person, INDICATORS)));
      const [mine, his] = readers as [Copy, Copy];
      expect(mine.view.copyNumber).not.toBe(his.view.copyNumber);
      expect(mine.pdf.equals(his.pdf)).toBe(false);
      const unstamped = paintedByPoppler(original, 1, 72);
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
          await goTo(person, page);
          const own = paintedByPoppler(pdf, page, 72);
          const other = paintedByPoppler(person === chair ? his.pdf : mine.pdf, page, 72);
          const screen = await new ReaderPage(person).painted(page, own.width);
          const [toOwn, toOther, toNone] = [distance(screen, own), distance(screen, other), distance(screen, unstamped)];
          apart.push(`${toOwn.toFixed(2)} < ${toOther.toFixed(2)}`);
          expect(toOwn).toBeLessThan(toOther * 0.9);
          expect(toOwn).toBeLessThan(toNone * 0.9);
        }
        await goTo(person, 1);
      }
      figures['screen to own bytes < to the other’s (0–255)'] = apart.join(', ');
      const [here, there] = await Promise.all([new ReaderPage(chair).painted(1, 595), new ReaderPage(head).painted(1, 595)]);
      expect(distance(here, there)).toBeGreaterThan(0.2);
    });

    step('a secret paper is pictures only, each with its reader’s stamp', async () => {
      const pictures: Buffer[] = [];
      for (const [person, words] of [
        [chair, ARABIC],
        [head, ENGLISH],
      ] as const) {
        const reader = new ReaderPage(person);
        await new RoomPage(person).openPaper(words.pick(JOINT.title), SECRET_PAPER);
        await reader.painted(1, 100, 'image');
        const view = await reader.view(await documentId(SECRET_PAPER));
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

  describe('they write on the same page', () => {
    let mine: InkPage;
    let his: InkPage;
    let marks = 0;

    step('what one writes the other sees at once', async () => {
      for (const [person, words] of [
        [chair, ARABIC],
        [head, ENGLISH],
      ] as const) {
        await new RoomPage(person).openPaper(words.pick(REPORT), INDICATORS);
        await new ReaderPage(person).painted(1, 100);
      }
      mine = new InkPage(chair, new ReaderPage(chair), 1);
      his = new InkPage(head, new ReaderPage(head), 1);
      for (const ink of [mine, his]) {
        await ink.writeFor('meeting');
        await ink.takeUp('pen');
        await ink.watch();
      }
      const stored: number[] = [];
      for (let round = 0; round < 12; round += 1) {
        const [writer, from, reader, to] = round % 2 === 0 ? ([mine, chair, his, head] as const) : ([his, head, mine, chair] as const);
        const before = (await to.read<number[]>('ink.stored')).length;
        await writer.draw(round * 0.06);
        marks += 1;
        await reader.shows(marks);
        const lifted = (await from.read<number[]>('ink.lifted')).at(-1) ?? NaN;
        const seen = (await to.read<number[]>('ink.stored'))[before] ?? NaN;
        stored.push(seen - lifted);
      }
      expect((await Promise.all([chair, head].map((person) => person.read<number[]>('ink.live')))).every((live) => live.length > 0)).toBe(
        true,
      );
      figures['pen lifted here to stored mark there'] = spread(stored);
      expect(median(stored)).toBeLessThan(250);
    });

    step('marked text too, and nothing of what one writes to himself', async () => {
      await mine.takeUp('highlighter');
      await mine.markText(LINE);
      marks += 1;
      await his.shows(marks);
      await his.takeUp('highlighter');
      await his.markText(LINE);
      marks += 1;
      await mine.shows(marks);
      for (const person of [chair, head]) expect(await person.page.locator('svg path[class*=highlight]').count()).toBe(2);
      await mine.writeFor('private');
      await mine.takeUp('pen');
      await mine.draw(0.85);
      await mine.shows(marks + 1);
      await mine.writeFor('meeting');
      await mine.draw(0.88);
      marks += 1;
      await his.shows(marks);
    });

    step('all of it is there after a reload', async () => {
      await head.page.reload();
      await new ReaderPage(head).painted(1, 100);
      await his.shows(marks);
      await his.watch();
    });

    step('and after a restart of the server, without a reload', async () => {
      const loaded = await Promise.all([chair, head].map((person) => person.read<number>('loadedAt')));
      const offline = chair.page.getByText(chair.t('annotation.offline'));
      const stopping = performance.now();
      const { code } = await server.stop();
      expect(code).toBe(0);
      await offline.waitFor();
      figures['outage on the screen after'] = `${((performance.now() - stopping) / 1000).toFixed(1)} s (asked to stop until told)`;
      // Written while nobody is there to store it.
      await mine.draw(0.92);
      marks += 1;
      await server.start();
      figures['second start'] = `${server.age.toFixed(1)} s`;
      const ready = performance.now();
      await Promise.all([his.shows(marks, 30_000), mine.shows(marks + 1, 30_000)]);
      figures['healed after the restart'] = `${((performance.now() - ready) / 1000).toFixed(1)} s`;
      await offline.waitFor({ state: 'hidden' });
      expect(await Promise.all([chair, head].map((person) => person.read<number>('loadedAt')))).toEqual(loaded);
      const before = (await head.read<number[]>('ink.stored')).length;
      await mine.draw(0.95);
      marks += 1;
      await his.shows(marks);
      expect((await head.read<number[]>('ink.stored')).length).toBe(before + 1);
    });

    step('the chair leads, the other follows, leaves and follows again', async () => {
      const reader = new ReaderPage(head);
      const [leading, following] = [new RoomPage(chair), new RoomPage(head)];
      await mine.takeUp('select');
      await leading.button('annotation.lead').click();
      await head.page.getByText(head.t('annotation.following', { name: nameOf('chair-bh', ENGLISH) }), { exact: true }).waitFor();
      await goTo(chair, 5);
      await reader.isAt(5);
      await following.button('annotation.leaveFollowing').click();
      await following.button('annotation.follow').waitFor();
      await goTo(chair, 9);
      await new RoomPage(chair).openPaper(NETWORK.title.ar, PLAN);
      await new ReaderPage(chair).painted(1, 100);
      await reader.isAt(5);
      await following.button('annotation.follow').click();
      await head.page.getByRole('group', { name: head.t('reader.paper', { title: PLAN }) }).waitFor();
      await leading.button('annotation.stopLeading').click();
      await following.button('annotation.leaveFollowing').waitFor({ state: 'hidden' });
    });
  });

  describe('they speak', () => {
    let mine: ConferencePage;
    let his: ConferencePage;

    step('look at their devices, then join with picture and sound', async () => {
      [mine, his] = [new ConferencePage(chair), new ConferencePage(head)];
      for (const [desk, person] of [
        [mine, chair],
        [his, head],
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
        figures[`pictures decoded by the ${who}`] = `${frames} in ${seconds.toFixed(1)} s at ${size}`;
      }
    });

    step('see who speaks, and who is muted', async () => {
      await until(async () => (await mine.others()).some(({ speaking }) => speaking) || null, 'the other is shown speaking', 20_000);
      const muted = head.page.getByText(head.t('conference.muted')).first();
      await mine.toggle('microphone').click();
      await mine.isOn('microphone', false);
      await muted.waitFor({ state: 'attached' });
      await mine.toggle('microphone').click();
      await mine.isOn('microphone', true);
      await muted.waitFor({ state: 'detached' });
    });

    step('share a screen', async () => {
      await mine.toggle('share').click();
      await mine.isOn('share', true);
      await head.page
        .getByText(head.t('conference.screenOf', { name: nameOf('chair-bh', ENGLISH) }))
        .first()
        .waitFor();
      const { frames, seconds, size } = await his.decodes('screen', 3);
      figures['shared screen'] = `${frames} pictures in ${seconds.toFixed(1)} s at ${size}`;
      await mine.toggle('share').click();
      await mine.isOn('share', false);
      await until(async () => !(await his.others()).some(({ tile }) => tile.startsWith('screen:')) || null, 'the screen is gone', 10_000);
    });

    step('leave and come back', async () => {
      await his.leave();
      await until(async () => (await mine.others()).length === 0 || null, 'he is gone', 10_000);
      await his.openCheck();
      await his.enter();
      await Promise.all([mine.decodes('person'), his.decodes('person')]);
    });

    step('are told plainly when there is no camera, or it is not allowed', async () => {
      for (const [media, problem] of [
        ['missing', 'missing'],
        ['not allowed', 'denied'],
      ] as const) {
        const poorer = await launch(media);
        try {
          const person = await arrive('head-om', {}, poorer);
          await new RoomPage(person).open(meetingId);
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

    step('a member cleared to confidential sees a cover title of item 5, and no trace while it is edited', async () => {
      const { meetings } = await secretary.json<{ meetings: MeetingSummary[] }>('GET', '/api/meetings');
      const summary = meetings.find(({ title }) => title.ar === DEMO_A?.title.ar);
      if (!summary) throw new Error('no meeting A');
      meetingA = await secretary.json<Meeting>('GET', `/api/meetings/${summary.id}`);
      const five = meetingA.items[4];
      const paper = five?.content?.documents[0];
      if (!five?.content || !paper) throw new Error('item 5 has no paper');
      const view = await secretary.json<{ id: string }>('POST', `/api/documents/${paper.id}/views`, {});
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

      member = await arrive('member-bh');
      const room = new RoomPage(member);
      await room.open(meetingA.id);
      await room.lockOf(five.coverTitle.ar).waitFor();

      // A line of his own would hear of it within milliseconds: item 1, which he may read, is edited after and shows that it lives.
      const workbench = new WorkbenchPage(secretary);
      await secretary.page.goto(`/meetings/${meetingA.id}/prepare`);
      const field = workbench
        .rows()
        .nth(4)
        .getByRole('textbox', { name: secretary.t('workbench.titleAr') });
      await field.fill(NEW_TITLE);
      await field.press('Enter');
      await write(`${LEAK}.pdf`, await makePaper(`${LEAK} ${CODE_WORD.length}`, 2));
      await workbench.chooseFiles(workbench.rows().nth(4), [path(`${LEAK}.pdf`)]);
      await workbench.paper(workbench.rows().nth(4), LEAK).waitFor();
      const after = await secretary.json<Meeting>('GET', `/api/meetings/${meetingA.id}`);
      const added = after.items[4]?.content?.documents.at(-1);
      secrets.push(added?.id ?? '', added?.versionId ?? '');
      expect(after.items[4]?.content?.title.ar).toBe(NEW_TITLE);
      // The notices of item 5 went to whoever may read it; to him not even one that something happened to it.
      expect(member.frames.filter((frame) => frame.includes(secret.itemId))).toEqual([]);
      const frames = member.frames.length;
      const first = workbench
        .rows()
        .nth(0)
        .getByRole('textbox', { name: secretary.t('workbench.titleAr') });
      await first.fill('تقرير الانتقال إلى الحوسبة السحابية');
      await first.press('Enter');
      await room.item('تقرير الانتقال إلى الحوسبة السحابية').waitFor();
      expect(member.frames.slice(frames).filter((frame) => frame.includes(meetingA.items[0]?.id ?? '-'))).not.toEqual([]);
      expect(learned(member)).toEqual([]);
      expect(learned(secretary)).not.toEqual([]);
      expect(await room.lockOf(five.coverTitle.ar).count()).toBe(1);
    });

    step('search finds it for the secretary and for him nothing, not even a number', async () => {
      const searching = new PalettePage(secretary);
      expect((await searching.find(CODE_WORD)).join()).toContain(CODE_WORD);
      await searching.close();
      const palette = new PalettePage(member);
      for (const words of [CODE_WORD, 'زمردة', LEAK, secret.documentId]) expect(await palette.find(words)).toEqual([]);
      await palette.close();
      expect(learned(member)).toEqual([]);
    });

    step('its address shows what an address of nothing shows', async () => {
      const room = new RoomPage(member);
      const shown: string[] = [];
      for (const paper of [secret.documentId, '01a20000-0000-7000-8000-000000000000']) {
        await room.open(meetingA.id, `?item=${secret.itemId}&paper=${paper}&page=1`);
        await member.page.getByText(member.t('room.coveredTitle')).waitFor();
        shown.push(await member.page.getByRole('main').innerText());
        expect(await new ReaderPage(member).pane.count()).toBe(0);
      }
      expect(shown[0]).toBe(shown[1]);
    });

    step('every endpoint and every message answers him as if it did not exist', async () => {
      const attempts = [...(await tryEveryEndpoint(member, secret)), ...(await tryEveryMessage(member, server.url, meetingA.id, secret))];
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
      figures['attempts of the member'] = String(attempts.length);
      expect(learned(member)).toEqual([]);
    });

    step('the administrator runs the system and reads nothing', async () => {
      const administrator = await arrive('administrator');
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
      figures['attempts of the administrator'] = String(attempts.length);
    });
  });

  describe('another page in the same browser', () => {
    step('can change nothing, embed nothing and hear nothing, though the browser sends the cookie', async () => {
      const paper = await documentId(INDICATORS);
      const view = await secretary.json<{ id: string; itemId: string }>('POST', `/api/documents/${paper}/views`, {});
      const grants = await secretary.json<{ annotation: string; conference: string }>('POST', `/api/meetings/${meetingId}/grants`, {});
      const ids = { meetingId, itemId: view.itemId, documentId: paper, viewId: view.id, page: '1' };
      const state = async () => [
        await secretary.json('GET', '/api/session'),
        await secretary.json('GET', '/api/meetings'),
        await secretary.json('GET', `/api/meetings/${meetingId}`),
      ];
      const before = await state();
      let tried = 0;
      for (const host of ['localhost', '127.0.0.1']) {
        const { requests, learned } = await tryFromElsewhere(browser, host, secretary, { url: server.url, ids, grants });
        expect(learned).toEqual([]);
        // Refused by us, or kept from the page by the browser because of what we answered (no status).
        const ofApi = requests.filter(({ what }) => what.includes(' /api/'));
        expect(ofApi.filter(({ status }) => status !== null && status < 400)).toEqual([]);
        expect(ofApi.map(({ destination }) => destination)).toEqual(
          expect.arrayContaining(['document', 'fetch', 'image', 'media', 'script']),
        );
        // The other port is the hard case: the same site to the browser, which sends even a SameSite=Strict cookie there.
        expect(ofApi.some(({ withCookie }) => withCookie)).toBe(host === 'localhost');
        for (const { method, path } of Object.values<EndpointContract>(endpoints)) {
          if (!path.startsWith('/api/')) continue;
          const what = `${method} ${path.replace(/:(\w+)/g, (_, name: string) => ids[name as keyof typeof ids] ?? '1')}`;
          expect(ofApi.map((request) => request.what)).toContain(what);
        }
        tried += requests.length;
      }
      expect(await state()).toEqual(before);
      figures['attempts of other pages'] = String(tried);
    });
  });

  it('no request left for another host, no policy was violated, no page failed', () => {
    expect(people.length).toBeGreaterThan(6);
    expect(people.map(({ name, trespasses }) => ({ name, ...trespasses }))).toEqual(
      people.map(({ name }) => ({ name, foreign: [], violations: [], crashes: [], complaints: [] })),
    );
    expect(server.violations).toEqual([]);
    expect(server.errors).toBe('');
  });

  it('a violation would have been seen: what is injected does not run, and the server hears of it', async () => {
    const before = server.violations.length;
    const directives = () => server.violations.slice(before).map((line) => (JSON.parse(line) as { directive: string }).directive);
    const heard = () =>
      until(() => VIOLATIONS.every((directive) => directives().includes(directive)) || null, 'the server hears of each', 10_000);
    const { injected, seen } = await violate(browser, server.url, heard);
    expect(injected).toEqual([]);
    for (const directive of VIOLATIONS) expect(seen.join('\n')).toContain(directive);
    expect([...new Set(directives())].sort()).toEqual([...VIOLATIONS].sort());
    expect(server.violations.join()).not.toContain(SAMPLE);
  });

  // ---- what the steps share ----------------------------------------------------------------------------------

  interface Copy {
    readonly person: Person;
    readonly view: Awaited<ReturnType<ReaderPage['view']>>;
    readonly pdf: Buffer;
  }

  /** The bytes this person's reader shows, through his own page and session. */
  async function copyOf(person: Person, title: string): Promise<Copy> {
    const view = await new ReaderPage(person).view(await documentId(title));
    const { status, body } = await person.ask({ method: 'GET', path: `/api/views/${view.id}/paper` });
    expect(status).toBe(200);
    return { person, view, pdf: body };
  }

  async function documentId(title: string): Promise<string> {
    const meeting = await chair.json<Meeting>('GET', `/api/meetings/${meetingId}`);
    const found = meeting.items.flatMap(({ content }) => content?.documents ?? []).find((document) => document.title === title);
    if (!found) throw new Error(`no paper ${title}`);
    return found.id;
  }

  async function goTo(person: Person, page: number): Promise<void> {
    const reader = new ReaderPage(person);
    const field = reader.tools.getByRole('textbox', { name: person.t('reader.pageField') });
    await field.fill(String(page));
    await field.press('Enter');
    await reader.isAt(page);
  }
});

function gcc(): (typeof BODIES)[number] & { releasableTo: Label['releasableTo'] } {
  const body = BODIES.find(({ key }) => key === 'gcc');
  if (!body) throw new Error('no such body');
  return body as (typeof BODIES)[number] & { releasableTo: Label['releasableTo'] };
}

function nameOf(key: string, words: Words): string {
  const persona = PERSONAS.find((one) => one.key === key);
  if (!persona) throw new Error(`no persona ${key}`);
  return words.pick(persona.name);
}

/** A paper in Arabic, as a word processor would make it. */
async function arabicPaper(): Promise<Uint8Array> {
  const paper = await PaperBuilder.create({ language: 'ar', title: PLAN });
  paper
    .heading(PLAN)
    .paragraph('تبدأ المرحلة الأولى في الإمارات والرَّبط مع بقية الدول في ١٢ رجب، وتُعرض النتائج على اللجنة.')
    .paragraph('وتلي ذلك مرحلة القياس.');
  return paper.build();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

function spread(values: readonly number[]): string {
  return `median ${median(values).toFixed(0)} ms, max ${Math.max(...values).toFixed(0)} ms of ${values.length}`;
}
