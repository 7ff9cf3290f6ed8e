import type { Browser } from 'playwright-core';
import { Person } from './browser.js';

/** Stands in everything that is injected; neither runs, nor is it repeated in the server's log. */
export const SAMPLE = 'injectedSample';
/** Directives that refuse the injections below. */
export const VIOLATIONS = [
  'connect-src',
  'frame-src',
  'img-src',
  'require-trusted-types-for',
  'script-src-attr',
  'script-src-elem',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
] as const;

/** As hostile markup in the answer itself would be. */
const MARKUP = `<script>${SAMPLE} = ['inline script']</script>
<script src="data:text/javascript,${SAMPLE} = ['script of an address']"></script>
<img src="https://evil.test/${SAMPLE}.png?${SAMPLE}" onerror="${SAMPLE} = ['handler']">
<style>body { --${SAMPLE}: 1 }</style><p style="--${SAMPLE}: 1"></p>
<iframe src="https://evil.test/${SAMPLE}"></iframe>`;

/** As hostile strings in a script of ours would be; each has to throw or to reach nobody. */
const STRINGS = `(async () => {
  const ran = [];
  const attempt = async (name, act) => { try { await act(); ran.push(name); } catch { /* refused */ } };
  await attempt('innerHTML', () => { document.body.innerHTML = '<b>${SAMPLE}</b>'; });
  await attempt('insertAdjacentHTML', () => document.body.insertAdjacentHTML('beforeend', '${SAMPLE}'));
  await attempt('srcdoc', () => { document.createElement('iframe').srcdoc = '${SAMPLE}'; });
  await attempt('script text', () => { document.createElement('script').textContent = '${SAMPLE} = ["text"]'; document.createElement('script').text = '${SAMPLE}'; });
  await attempt('script address', () => { document.createElement('script').src = '/assets/${SAMPLE}.js'; });
  await attempt('worker', () => new Worker('/assets/${SAMPLE}.js'));
  await attempt('another policy', () => trustedTypes.createPolicy('${SAMPLE}', { createHTML: (text) => text }));
  await attempt('fetch', () => fetch('https://evil.test/${SAMPLE}'));
  return ran;
})()`;

/**
 * Opens the page with injected markup, then tries strings.
 *
 * @param told waits until the server has heard of it; a browser that is closed before sends no report
 * @returns what ran, and the violations its listener saw
 */
export async function violate(
  browser: Browser,
  url: string,
  told: () => Promise<unknown>,
): Promise<{ injected: string[]; seen: readonly string[] }> {
  const victim = await Person.at(browser, url, 'violations');
  try {
    await victim.context.route(`${url}/`, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('<div id="root">', `${MARKUP}<div id="root">`) });
    });
    await victim.page.goto('/');
    await victim.page.locator('#root > *').first().waitFor();
    const injected = await victim.page.evaluate<string[]>(`globalThis.${SAMPLE} ?? []`);
    injected.push(...(await victim.page.evaluate<string[]>(STRINGS)));
    await told();
    return { injected, seen: victim.trespasses.violations };
  } finally {
    await victim.context.close();
  }
}
