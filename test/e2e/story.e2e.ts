import { until } from '../smoke/built-process.js';
import { SAMPLE, VIOLATIONS, violate } from './violate.js';
import { Story } from './story/story.js';
import { anotherPage } from './story/elsewhere.js';
import { whoeverMayNotKnow } from './story/hidden.js';
import { officialsOpenIt } from './story/opened.js';
import { theSecretaryPrepares } from './story/prepared.js';
import { theySpeak } from './story/spoken.js';
import { theyWrite } from './story/written.js';

// Real servers and browsers start in seconds, on a busy machine in many: the limit is for what hangs.
jest.setTimeout(180_000);

/** A meeting from its making to its end, as its secretary, two delegations and an uninvited eye see it. */
describe('a meeting of two countries, in the browser', () => {
  const story = new Story();
  beforeAll(() => story.open());
  afterAll(() => story.close());

  // In this order: each goes on with what the one before has left.
  theSecretaryPrepares(story);
  officialsOpenIt(story);
  theyWrite(story);
  theySpeak(story);
  whoeverMayNotKnow(story);
  anotherPage(story);

  it('a violation would have been seen: what is injected does not run, and the server hears of it', async () => {
    expect(story.server.violations).toEqual([]);
    const directives = () => story.server.violations.map((line) => (JSON.parse(line) as { directive: string }).directive);
    const heard = () =>
      until(() => VIOLATIONS.every((directive) => directives().includes(directive)) || null, 'the server hears of each', 10_000);
    const { injected, seen } = await violate(story.browser, story.server.url, heard);
    expect(injected).toEqual([]);
    for (const directive of VIOLATIONS) expect(seen.join('\n')).toContain(directive);
    expect([...new Set(directives())].sort()).toEqual([...VIOLATIONS].sort());
    expect(story.server.violations.join()).not.toContain(SAMPLE);
    story.provoked.push(...story.server.violations);
  });
});
