import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');

export type BuiltApp = 'majlis' | 'agenda' | 'annotation' | 'conference';

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly seconds: number;
}

/** One program a test started. Everything is ended by its process id, never by a name. */
export class StartedProcess {
  output = '';
  errors = '';
  readonly #watchers = new Set<() => void>();
  #ending: Ending | undefined;
  readonly #startedAt = performance.now();

  constructor(
    readonly name: string,
    readonly child: ChildProcess,
  ) {
    const wake = () => [...this.#watchers].forEach((watcher) => watcher());
    child.stdout?.setEncoding('utf8').on('data', (text: string) => ((this.output += text), wake()));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => ((this.errors += text), wake()));
    // "close" and not "exit": what it said last has arrived by then.
    child.on('close', (code, signal) => ((this.#ending = { code, signal, seconds: this.age }), wake()));
    child.on(
      'error',
      (error) => ((this.errors += error.message), (this.#ending = { code: null, signal: null, seconds: this.age }), wake()),
    );
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} was not started: ${this.errors}`);
    return this.child.pid;
  }

  /** Seconds since it was started. */
  get age(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** Waits for its standard output to match. @throws Error with its last words when it ends first or is late. */
  async said(pattern: RegExp, limitMs: number): Promise<RegExpExecArray> {
    return this.#when(() => pattern.exec(this.output), `say ${pattern}`, limitMs);
  }

  /** Waits for its end. */
  async ended(limitMs: number): Promise<Ending> {
    return this.#when(() => this.#ending, 'end', limitMs, true);
  }

  /** Sends a signal and waits. @returns how it ended, with the seconds that took */
  async end(signal: NodeJS.Signals, limitMs: number): Promise<Ending> {
    const asked = performance.now();
    this.child.kill(signal);
    const { code, signal: by } = await this.ended(limitMs);
    return { code, signal: by, seconds: (performance.now() - asked) / 1000 };
  }

  /** For the end of a test that may have failed anywhere. */
  async destroy(): Promise<void> {
    if (this.#ending || this.child.pid === undefined) return;
    this.child.kill('SIGTERM');
    await this.ended(15_000).catch(async () => {
      this.child.kill('SIGKILL');
      await this.ended(5_000).catch(() => undefined);
    });
  }

  #when<T>(look: () => T | null | undefined, what: string, limitMs: number, endIsFine = false): Promise<T> {
    return new Promise((resolve_, reject) => {
      const done = (act: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(check);
        act();
      };
      const failure = (why: string) =>
        new Error(`${this.name} did not ${what}: ${why}\n${this.output.slice(-2000)}\n${this.errors.slice(-2000)}`);
      const timer = setTimeout(() => done(() => reject(failure(`${limitMs} ms are over`))), limitMs);
      const check = () => {
        const found = look();
        if (found) done(() => resolve_(found));
        else if (this.#ending && !endIsFine) done(() => reject(failure(`it ended with ${this.#ending?.code ?? this.#ending?.signal}`)));
      };
      this.#watchers.add(check);
      check();
    });
  }
}

/** Starts a built application with these settings and no others: what the developer has exported must not decide. */
export function startBuilt(app: BuiltApp, settings: NodeJS.ProcessEnv): StartedProcess {
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  const env = { PATH, HOME, LANG, TMPDIR, ...settings };
  return new StartedProcess(
    app,
    spawn(process.execPath, [`dist/apps/${app}/src/main.js`], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] }),
  );
}

/** The media worker the bootstrap obtained: given, or the newest in the cache. */
export function mediaWorker(): string {
  const given = process.env['MEDIASOUP_WORKER_BIN'];
  if (given) return given;
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'majlis');
  const built = (existsSync(cache) ? readdirSync(cache) : [])
    .map((name) => join(cache, name, 'mediasoup-worker'))
    .filter((file) => existsSync(file))
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (!built[0]) throw new Error('No media worker: run `node scripts/mediasoup-worker.mjs`, or set MEDIASOUP_WORKER_BIN.');
  return built[0];
}

/** The processes below these ones, children of children included. */
export function descendantsOf(...roots: number[]): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = table
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const below = (parent: number): number[] => pairs.filter(([, ppid]) => ppid === parent).flatMap(([pid]) => [pid, ...below(pid)]);
  return roots.flatMap(below);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Asks again and again until there is an answer; the deadline is for what hangs. */
export async function until<T>(ask: () => T | Promise<T>, what: string, limitMs: number): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) return answer as Exclude<T, false | null | undefined>;
    if (performance.now() > deadline) throw new Error(`did not happen within ${limitMs} ms: ${what}`);
    await new Promise((resolve_) => setTimeout(resolve_, 25));
  }
}
