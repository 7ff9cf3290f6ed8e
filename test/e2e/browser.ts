import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ROOT } from '../smoke/built-process.js';
import { ARABIC, ENGLISH, type Words } from './words.js';

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Several people on one machine: a window that lies under another one is still looked at.
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];
/** A camera, a microphone and a screen without hardware. */
const FAKE_DEVICES = '--use-fake-device-for-media-stream';

/** What the machine has: devices and somebody who says yes to every question, devices and nobody who does, or nothing. */
export type Media = { readonly voice: string } | 'not allowed' | 'missing';

function flagsFor(media: Media): string[] {
  if (media === 'missing') return [];
  if (media === 'not allowed') return [FAKE_DEVICES];
  return [
    FAKE_DEVICES,
    '--use-fake-ui-for-media-stream',
    '--auto-accept-this-tab-capture',
    `--use-file-for-fake-audio-capture=${media.voice}`,
  ];
}

export function launch(media: Media): Promise<Browser> {
  const known = [process.env['CHROMIUM_BIN'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = known.find((file) => file && existsSync(file));
  if (!executablePath) throw new Error('No browser: install Chromium, or name one in CHROMIUM_BIN.');
  return chromium.launch({ executablePath, headless: true, args: [...QUIET, ...flagsFor(media)] });
}

export interface Asked {
  readonly status: number;
  readonly type: string | null;
  readonly length: string | null;
  readonly body: Buffer;
}

export interface Request {
  method: string;
  path: string;
  json?: unknown;
  form?: Record<string, string | { name: string; text: string }>;
  headers?: Record<string, string>;
}

/** What must never be seen in a browser of ours, whatever the story does. */
export interface Trespasses {
  readonly foreign: string[];
  readonly violations: string[];
  readonly crashes: string[];
  readonly complaints: string[];
}

/** Words of the browser itself about a request that was refused or lost; the story asks for both on purpose. */
const OF_THE_NETWORK = /^(Failed to load resource|WebSocket connection to)/;

/** One person at one screen: a browser context of its own, everything that reaches it, and the words he reads. */
export class Person {
  words: Words = ARABIC;
  /** Everything the page received: socket frames and JSON answers. */
  readonly received: string[] = [];
  /** The socket frames among it. */
  readonly frames: string[] = [];
  readonly console: string[] = [];
  readonly trespasses: Trespasses = { foreign: [], violations: [], crashes: [], complaints: [] };

  private constructor(
    readonly name: string,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {}

  static async at(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({
      baseURL: url,
      locale: 'ar-BH',
      timezoneId: 'Asia/Bahrain',
      viewport: { width: 1500, height: 950 },
      ...options,
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const person = new Person(name, context, page);
    await person.#watch(new URL(url).host);
    return person;
  }

  async #watch(host: string): Promise<void> {
    const { page, context, trespasses } = this;
    const judge = (address: string) => {
      const { protocol, host: asked } = new URL(address);
      if (protocol !== 'data:' && protocol !== 'blob:' && asked !== host) trespasses.foreign.push(address);
    };
    await context.exposeFunction('majlisViolation', (text: string) => void trespasses.violations.push(text));
    await context.addInitScript({ path: join(ROOT, 'test/e2e/in-page.mjs') });
    context.on('request', (request) => judge(request.url()));
    page.on('websocket', (socket) => {
      judge(socket.url().replace(/^ws/, 'http'));
      socket.on('framereceived', ({ payload }) => {
        this.frames.push(payload.toString());
        this.received.push(payload.toString());
      });
    });
    page.on('response', (response) => {
      if (!(response.headers()['content-type'] ?? '').includes('json')) return;
      response.text().then(
        (text) => void this.received.push(text),
        () => undefined, // the page was left before the answer was read
      );
    });
    page.on('pageerror', (error) => void trespasses.crashes.push(error.stack ?? error.message));
    page.on('console', (message) => {
      const text = message.text();
      this.console.push(`${message.type()}: ${text}`);
      if (message.type() === 'error' && !OF_THE_NETWORK.test(text)) trespasses.complaints.push(text);
    });
  }

  get t(): Words['t'] {
    return this.words.t.bind(this.words);
  }

  /** Calls the page's own probe (in-page.mjs). */
  probe<T>(name: string, ...given: unknown[]): Promise<T> {
    return this.page.evaluate(`majlisProbe.${name}(...${JSON.stringify(given)})`);
  }

  /** Reads a value of the page's own probe. */
  read<T>(name: string): Promise<T> {
    return this.page.evaluate(`majlisProbe.${name}`);
  }

  /** A request from within his page, with his own session. */
  async ask(request: Request): Promise<Asked> {
    const { bytes, ...answer } = await this.probe<Omit<Asked, 'body'> & { bytes: string }>('ask', request);
    return { ...answer, body: Buffer.from(bytes, 'base64') };
  }

  async json<T>(method: string, path: string, json?: unknown): Promise<T> {
    const { status, body } = await this.ask({ method, path, ...(json === undefined ? {} : { json }) });
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${body.toString()}`);
    return JSON.parse(body.toString()) as T;
  }

  /** The interface in English from now on. */
  async readEnglish(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('common.otherLanguage'), exact: true }).click();
    this.words = ENGLISH;
    await this.page.locator('html[lang=en][dir=ltr]').waitFor();
  }
}

/** Keeps what there is to see when a step failed. @returns the folder */
export async function keepEvidence(people: readonly Person[], step: string): Promise<string> {
  const folder = join(tmpdir(), 'majlis-e2e-failures', `${Date.now()}-${step.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}`);
  mkdirSync(folder, { recursive: true });
  for (const { name, page, console: said, trespasses } of people) {
    await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined);
    writeFileSync(join(folder, `${name}.log`), [page.url(), ...said, JSON.stringify(trespasses, null, 2)].join('\n'));
  }
  return folder;
}
