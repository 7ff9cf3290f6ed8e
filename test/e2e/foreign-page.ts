import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ANNOTATION_PATH, CONFERENCE_PATH, endpoints, type EndpointContract } from '@app/contracts';
import type { Browser, Request } from 'playwright-core';
import { ROOT } from '../smoke/built-process.js';
import type { Person } from './browser.js';

const HEADERS_MS = 5_000;
/** Endpoints tried at the same time: as many lines as a browser opens to one host. */
const AT_A_TIME = 6;

/** What somebody's page can know to try: ids of a real meeting, and a grant he was given by mistake. */
export interface Target {
  readonly url: string;
  readonly ids: Record<string, string>;
  readonly grants: { annotation: string; conference: string };
}

export interface Outcome {
  /** Everything that was sent to the product: `METHOD path`, for what, and the status, or null where the browser kept it from the page. */
  readonly requests: { what: string; destination: string; status: number | null; withCookie: boolean }[];
  /** What the page itself learned. */
  readonly learned: string[];
}

/**
 * A page of another origin, opened by somebody who is signed in to the product in the same browser: it tries every
 * endpoint in every way a page has, embeds what it can, and calls the sockets.
 *
 * @param host `localhost` is the product's own site under another port, where the browser sends its SameSite cookie;
 *   `127.0.0.1` is another site
 */
export async function tryFromElsewhere(browser: Browser, host: string, victim: Person, target: Target): Promise<Outcome> {
  const script = await readFile(join(ROOT, 'test/e2e/in-foreign-page.mjs'), 'utf8');
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(`<!doctype html><body><script>${script}</script></body>`);
  }).listen(0);
  const context = await browser.newContext({ storageState: await victim.context.storageState() });
  const requests: Outcome['requests'] = [];
  const pending: Promise<void>[] = [];
  const note = async (request: Request, status: number | null) => {
    const address = new URL(request.url());
    if (address.origin !== target.url) return;
    const noted = { what: `${request.method()} ${address.pathname}`, destination: request.resourceType(), status, withCookie: false };
    requests.push(noted);
    noted.withCookie = (await request.allHeaders())['cookie']?.includes('__Host-majlis=') ?? false;
  };
  const watch = (noting: Promise<void>) => void pending.push(noting.catch(() => undefined)); // the page was left meanwhile
  context.on('requestfailed', (request) => watch(note(request, null)));
  context.on('response', (response) => watch(note(response.request(), response.status())));
  try {
    const page = await context.newPage();
    await page.goto(`http://${host}:${(server.address() as AddressInfo).port}/`);
    const addresses = Object.values<EndpointContract>(endpoints).map(({ method, path }) => {
      const filled = path.replace(/:(\w+)/g, (_, name: string) => target.ids[name] ?? '1');
      return { method, address: target.url + filled };
    });
    const learned: string[] = [];
    for (let from = 0; from < addresses.length; from += AT_A_TIME) {
      const some = JSON.stringify(addresses.slice(from, from + AT_A_TIME));
      learned.push(...(await page.evaluate<string[]>(`Promise.all(${some}.map(attempt.request)).then((found) => found.flat())`)));
    }
    const bytes = addresses.filter(({ address }) => address.includes('/views/')).map(({ address }) => address);
    for (const address of [...bytes, `${target.url}/api/session`, `${target.url}/`, `${target.url}/assets/none.js`])
      learned.push(...(await page.evaluate<string[]>(`attempt.embed(${JSON.stringify(address)})`)));
    for (const [path, grant] of [
      [ANNOTATION_PATH, target.grants.annotation],
      [CONFERENCE_PATH, target.grants.conference],
    ] as const) {
      const address = `${target.url.replace(/^http/, 'ws')}${path}/?EIO=4&transport=websocket`;
      learned.push(...(await page.evaluate<string[]>(`attempt.call(${JSON.stringify({ address, grant })})`)));
    }
    // The browser shows a page of its own where something may not be framed.
    const frames = page.frames().map((frame) => frame.url());
    learned.push(...frames.filter((address) => address.startsWith(target.url)).map((address) => `framed ${address}`));
    // Of a frame that is gone the browser never tells which headers it sent.
    await Promise.race([Promise.all(pending), new Promise((resolve) => setTimeout(resolve, HEADERS_MS))]);
    return { requests, learned };
  } finally {
    await context.close();
    server.close();
  }
}
