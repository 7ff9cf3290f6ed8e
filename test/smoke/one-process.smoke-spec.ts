import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endpoints } from '@app/contracts';
import { PERSONAS } from '../../apps/agenda/src/demo/personas.js';
import { ApiClient } from '../support/api-client.js';
import { type BuiltApp, descendantsOf, isAlive, mediaWorker, ROOT, type StartedProcess, startBuilt, until } from './built-process.js';

jest.setTimeout(240_000);

const clientIsBuilt = existsSync(join(ROOT, 'dist/web/index.html'));

/** The whole product in one process, as `npm start` runs it: from an empty folder, and again with what it left there. */
describe('one process with a data folder of its own', () => {
  const started: StartedProcess[] = [];
  const figures: string[] = [];
  let folder: string;
  let dataDir: string;
  let url: string;
  let chair: ApiClient;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'majlis-smoke-'));
    await chmod(folder, 0o711); // as root the database runs as another user, who has to get through
    dataDir = join(folder, 'data');
    url = await start('first start');
  });

  afterAll(async () => {
    for (const one of started) await one.destroy();
    const database = databaseProcess();
    if (database && isAlive(database)) {
      process.kill(database, 'SIGINT'); // left behind by a start that was killed and not followed by another
      await until(() => !isAlive(database) || null, 'the database ends', 15_000);
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.stdout.write(`one process: ${figures.join('; ')}\n`);
  });

  /** @returns where it is reached */
  async function start(title: string): Promise<string> {
    const majlis = startBuilt('majlis', { MAJLIS_MODE: 'demo', PORT: '0', MAJLIS_DATA_DIR: dataDir, MEDIASOUP_WORKER_BIN: mediaWorker() });
    started.push(majlis);
    const [, at = ''] = await majlis.said(/is ready: (http:\S+)/, 200_000);
    figures.push(`${title} ready after ${majlis.age.toFixed(1)} s`);
    return at.replace('localhost', '127.0.0.1');
  }

  function current(): StartedProcess {
    const last = started.at(-1);
    if (!last) throw new Error('nothing was started');
    return last;
  }

  /** First line of the server's lock file. */
  function databaseProcess(): number | null {
    try {
      return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]) || null;
    } catch {
      return null;
    }
  }

  async function meetingIds(client: ApiClient): Promise<string[]> {
    return (await client.call(endpoints.listMeetings)).meetings.map(({ id }) => id).sort();
  }

  it('says where it is and who can sign in', async () => {
    await current().said(/Ctrl-C stops it/, 5000);
    expect(PERSONAS.length).toBeGreaterThan(10);
    for (const { name, description } of PERSONAS) {
      expect(current().output).toContain(name.en);
      expect(current().output).toContain(description.en);
    }
    expect(current().errors).toBe('');
  });

  it('answers as one process: ready, signs in, shows both demo meetings to their chair', async () => {
    const ready = await fetch(`${url}/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ok', checks: { bus: true, database: true } }]);
    chair = new ApiClient(url);
    await chair.signIn('chair-bh');
    expect(await meetingIds(chair)).toHaveLength(2);
  });

  (clientIsBuilt ? it : it.skip)('serves the client under a policy that lets nothing come from elsewhere', async () => {
    for (const path of ['/', '/meetings/anything']) {
      const page = await fetch(url + path, { headers: { accept: 'text/html' } });
      expect([page.status, page.headers.get('content-type'), page.headers.get('cache-control')]).toEqual([
        200,
        expect.stringContaining('text/html'),
        'no-store',
      ]);
      const policy = new Map(
        (page.headers.get('content-security-policy') ?? '')
          .split(';')
          .map((part) => [part.trim().split(' ')[0], part.trim().split(' ').slice(1)]),
      );
      expect(policy.get('default-src')).toEqual(["'none'"]);
      const [nonce, ...others] = policy.get('script-src') ?? [];
      expect([nonce, others]).toEqual([expect.stringMatching(/^'nonce-.{24}'$/), ["'strict-dynamic'"]]);
      expect(policy.get('style-src')).toEqual(["'self'"]);
      expect(policy.get('require-trusted-types-for')).toEqual(["'script'"]);
      expect(policy.get('connect-src')).toEqual(["'self'"]);
      expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
      const html = await page.text();
      const scripts = html.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      // The policy would refuse anything else, and the page would stay empty.
      for (const tag of [...scripts, ...(html.match(/<link rel="modulepreload"[^>]*>/g) ?? [])]) {
        expect(tag).toMatch(/\b(src|href)="\/[^/]/);
        expect(`'nonce-${/\bnonce="([^"]+)"/.exec(tag)?.[1]}'`).toBe(nonce);
      }
      expect(html.replace(/<!--[^]*?-->/g, '')).not.toContain('<style');
    }
    // The build's own names: a worker that was not recognised would be closed, and no paper would open.
    const workers = readdirSync(join(ROOT, 'dist/web/assets')).filter((name) => name.endsWith('.mjs'));
    expect(workers).toHaveLength(2);
    for (const name of workers)
      expect((await fetch(`${url}/assets/${name}`)).headers.get('content-security-policy')).toContain("'wasm-unsafe-eval'");
    const missing = await fetch(`${url}/assets/nothing.js`);
    expect([missing.status, missing.headers.get('content-security-policy')]).toEqual([404, expect.stringContaining('sandbox')]);
    const asset = /src="(\/assets\/[^"]+\.js)"/.exec(await (await fetch(url, { headers: { accept: 'text/html' } })).text())?.[1];
    const script = await fetch(`${url}${asset}`);
    expect([script.status, script.headers.get('content-type')]).toEqual([200, expect.stringContaining('javascript')]);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${url}/api/nothing`, { headers: { accept: 'text/html' } })).headers.get('content-type')).toContain('json');
  });

  it('stops in order, database included', async () => {
    const before = [current().pid, databaseProcess() ?? 0, ...descendantsOf(current().pid)];
    expect(before.filter((pid) => !isAlive(pid))).toEqual([]);
    const { code, signal, seconds } = await current().end('SIGTERM', 30_000);
    figures.push(`stopped in ${seconds.toFixed(1)} s`);
    expect({ code, signal }).toEqual({ code: 0, signal: null });
    expect(seconds).toBeLessThan(10);
    await until(() => before.every((pid) => !isAlive(pid)) || null, 'no process is left', 5000);
  });

  it('is up again within ten seconds with the same data, papers and sessions', async () => {
    const papers = await storedPapers();
    expect(papers.length).toBeGreaterThan(10);
    url = await start('second start');
    expect(current().age).toBeLessThan(10);
    const again = new ApiClient(url);
    again.cookie = chair.cookie;
    expect(await meetingIds(again)).toHaveLength(2);
    expect(await storedPapers()).toEqual(papers);
    expect(current().output).not.toContain('demo:'); // nothing is created a second time
  });

  it('takes over the database of a process that was killed', async () => {
    const database = databaseProcess();
    if (database === null) throw new Error('no database runs');
    const ofDatabase = [database, ...descendantsOf(database)];
    const below = descendantsOf(current().pid).filter((pid) => !ofDatabase.includes(pid));
    expect(below.length).toBeGreaterThan(0); // the media worker at least
    expect((await current().end('SIGKILL', 10_000)).signal).toBe('SIGKILL');
    expect(isAlive(database)).toBe(true);
    await until(() => below.every((pid) => !isAlive(pid)) || null, 'the media worker follows its process', 10_000);
    url = await start('start after a kill');
    expect(databaseProcess()).toBe(database);
    const again = new ApiClient(url);
    again.cookie = chair.cookie;
    expect(await meetingIds(again)).toHaveLength(2);
    expect((await current().end('SIGTERM', 30_000)).code).toBe(0);
    expect(isAlive(database)).toBe(false);
  });

  /** Names of the stored, encrypted objects. */
  async function storedPapers(): Promise<string[]> {
    const files = await readdir(dataDir, { recursive: true });
    return files.filter((name) => /[0-9a-f]{8}-[0-9a-f]{4}/.test(name)).sort();
  }
});

describe('settings that cannot be', () => {
  const values = { PORT: 'abc', STORAGE_KEY: 'c2VjcmV0LXdvcmQ=', GRANT_PUBLIC_KEY: 'my-own-key', REDIS_URL: 'hunter2' };

  it.each<BuiltApp>(['majlis', 'agenda', 'annotation', 'conference'])(
    '%s names each, repeats no value and ends with code 1',
    async (app) => {
      const failing = startBuilt(app, values);
      expect(await failing.ended(60_000)).toMatchObject({ code: 1, signal: null });
      const said = failing.output + failing.errors;
      for (const [name, value] of Object.entries(values)) {
        expect(said).toContain(`  - ${name}: `);
        expect(said).not.toContain(value);
      }
      expect(said.trim().split('\n')).toHaveLength(1 + Object.keys(values).length); // and no stack
    },
  );

  it('a bad port alone is said in two lines', async () => {
    const failing = startBuilt('majlis', { MAJLIS_MODE: 'demo', PORT: 'abc' });
    expect((await failing.ended(60_000)).code).toBe(1);
    expect(failing.errors).toMatch(/^Majlis cannot start with these settings:\n {2}- PORT: [^\n]+\n$/);
    expect(failing.errors).not.toContain('abc');
  });

  it('a service names what it lacks', async () => {
    const failing = startBuilt('agenda', {});
    expect((await failing.ended(60_000)).code).toBe(1);
    for (const name of ['DATABASE_URL', 'REDIS_URL', 'GRANT_PRIVATE_KEY', 'STORAGE_KEY'])
      expect(failing.errors).toContain(`  - ${name}: needed by agenda`);
  });
});
