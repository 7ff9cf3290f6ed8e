import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Meeting } from '@app/contracts';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { makeEncryptedPaper, makePaper, withScan } from '../../support/papers.js';
import { Person, keepEvidence, launch } from '../browser.js';
import { endRun } from '../ending.js';
import { ReaderPage } from '../pages/reader.page.js';
import { SignInPage } from '../pages/sign-in.page.js';
import { Server } from '../server.js';
import { voice } from '../voice.js';
import { ANNEX, INDICATORS, PAGES, PLAN, SECRET_PAPER, arabicPaper } from './cast.js';

/** Bytes this person's reader showed him, and the view they came by. */
export interface Copy {
  readonly person: Person;
  readonly view: Awaited<ReturnType<ReaderPage['view']>>;
  readonly pdf: Buffer;
}

/** What the chapters share: the server, the browser, who has come, and what was made on the way. */
export class Story {
  /** Printed at the end. */
  readonly figures: Record<string, string> = {};
  readonly people: Person[] = [];
  /** Violations that were made on purpose, as the server told of them. */
  readonly provoked: string[] = [];
  server!: Server;
  browser!: Browser;
  secretary!: Person;
  chair!: Person;
  head!: Person;
  kuwait!: Person;
  member!: Person;
  meetingId!: string;
  /** The paper as it was before anybody uploaded it. */
  original!: Uint8Array;
  readonly #begun = performance.now();
  #files = '';
  #failed: string | undefined;

  async open(): Promise<void> {
    this.#files = await mkdtemp(join(tmpdir(), 'majlis-e2e-files-'));
    this.original = await withScan(await makePaper(INDICATORS, PAGES - 1, 'The line below'));
    await Promise.all([
      this.write(`${INDICATORS}.pdf`, this.original),
      this.write(`${ANNEX}.pdf`, await makePaper(ANNEX, 3)),
      this.write(`${PLAN}.pdf`, await arabicPaper()),
      this.write(`${SECRET_PAPER}.pdf`, await makePaper(SECRET_PAPER, 2)),
      this.write('minutes.pdf', Buffer.from('These are words and no PDF.')),
      this.write('locked.pdf', await makeEncryptedPaper()),
      this.write('voice.wav', voice()),
    ]);
    [this.server, this.browser] = await Promise.all([Server.start(), launch({ voice: this.path('voice.wav') })]);
    this.figures['first start'] = `${this.server.age.toFixed(1)} s`;
  }

  async close(): Promise<void> {
    try {
      await endRun({ server: this.server, browser: this.browser, people: this.people, provoked: this.provoked });
    } finally {
      if (this.#files) await rm(this.#files, { recursive: true, force: true });
      this.#tell();
    }
  }

  #tell(): void {
    this.figures['whole story'] = `${((performance.now() - this.#begun) / 1000).toFixed(0)} s`;
    const lines = Object.entries(this.figures).map(([name, figure]) => `  ${name}: ${figure}`);
    process.stdout.write(`${lines.join('\n')}\n`);
  }

  /** A step of the story; what everybody saw is kept when it fails, and what follows on it is not waited for. */
  step(title: string, act: () => Promise<void>): void {
    it(title, async () => {
      if (this.#failed) throw new Error(`follows on «${this.#failed}»`);
      const start = performance.now();
      try {
        await act();
      } catch (failure) {
        this.#failed = title;
        process.stdout.write(`  evidence: ${await keepEvidence(this.people, title)}\n`);
        throw failure;
      }
      process.stdout.write(`  ${((performance.now() - start) / 1000).toFixed(1)} s — ${title}\n`);
    });
  }

  /** Where a file lies that somebody uploads. */
  path(name: string): string {
    return join(this.#files, name);
  }

  write(name: string, bytes: Uint8Array): Promise<void> {
    return writeFile(this.path(name), bytes);
  }

  async arrive(key: string, options: BrowserContextOptions = {}, at = this.browser): Promise<Person> {
    const person = await Person.at(at, this.server.url, key, options);
    this.people.push(person);
    await new SignInPage(person).enterAs(key);
    return person;
  }

  /** The bytes this person's reader shows, through his own page and session. */
  async copyOf(person: Person, title: string): Promise<Copy> {
    const view = await new ReaderPage(person).view(await this.documentId(title));
    const { status, body } = await person.ask({ method: 'GET', path: `/api/views/${view.id}/paper` });
    expect(status).toBe(200);
    return { person, view, pdf: body };
  }

  async documentId(title: string): Promise<string> {
    const meeting = await this.chair.json<Meeting>('GET', `/api/meetings/${this.meetingId}`);
    const found = meeting.items.flatMap(({ content }) => content?.documents ?? []).find((document) => document.title === title);
    if (!found) throw new Error(`no paper ${title}`);
    return found.id;
  }

  async goTo(person: Person, page: number): Promise<void> {
    const reader = new ReaderPage(person);
    const field = reader.tools.getByRole('textbox', { name: person.t('reader.pageField') });
    await field.fill(String(page));
    await field.press('Enter');
    await reader.isAt(page);
  }
}
