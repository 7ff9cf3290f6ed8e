import type { Browser } from 'playwright-core';
import { until } from '../smoke/built-process.js';
import type { Person } from './browser.js';
import type { Server } from './server.js';

/** Nobody asks for it: what our policy refuses stays in the browser. */
const LAST = 'https://last-report.test';

interface Run {
  /** Undefined: it did not come up when the run began. */
  readonly server: Server | undefined;
  readonly browser: Browser | undefined;
  readonly people: readonly (Person | undefined)[];
  /** Origins of others that somebody is sent to: an identity provider. */
  readonly abroad?: readonly string[];
  /** Violations that were made on purpose, as the server told of them. */
  readonly provoked?: readonly string[];
}

/**
 * Ends every run in the browser: looks whether a page failed, asked another host or broke a policy, and whether the
 * server heard of a violation (also by a worker, whose events no page sees) or complained; then closes everything.
 */
export async function endRun(run: Run): Promise<void> {
  const { server, browser } = run;
  try {
    if (server && browser) await nobodyComplained({ ...run, server, browser });
  } finally {
    await browser?.close();
    await server?.destroy();
  }
}

async function nobodyComplained({ server, browser, people, abroad = [], provoked = [] }: Run & { server: Server; browser: Browser }) {
  await lastReport(server, browser);
  const seen = people.flatMap((person) => {
    if (!person) return [];
    const { name, trespasses } = person;
    return [{ name, ...trespasses, foreign: trespasses.foreign.filter((address) => !abroad.includes(new URL(address).origin)) }];
  });
  expect(seen.length).toBeGreaterThan(0);
  expect(seen).toEqual(seen.map(({ name }) => ({ name, foreign: [], violations: [], crashes: [], complaints: [] })));
  expect(server.violations.filter((line) => !provoked.includes(line) && !line.includes(LAST))).toEqual([]);
  expect(server.errors).toBe('');
}

/**
 * A report travels by itself and is lost with its browser. One that is sent last, and that the server has heard of, says
 * that those before have come, and that one would have been heard at all.
 */
async function lastReport(server: Server, browser: Browser): Promise<void> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(server.url);
    await page.evaluate(`fetch('${LAST}/').catch(() => undefined)`);
    await until(() => server.violations.some((line) => line.includes(LAST)), 'the server hears of the last violation', 10_000);
  } finally {
    await context.close();
  }
}
