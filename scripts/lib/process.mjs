// Child processes, messages and one lock: what every script here shares. No dependency, Node >= 20, because this
// runs before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The repository, wherever it was cloned and wherever the script is called from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const HEARTBEAT_MS = 10_000;
const KEPT_OUTPUT = 64 * 1024;

/** A refusal meant for a person: it is printed without a stack, so its text must say what to do. */
export class Stop extends Error {}

/** @param {string} text */
export const say = (text) => process.stdout.write(`majlis: ${text}\n`);

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

// Through process.exit, so that `exit` hooks (scratch folders, the lock, policy-rc.d) run on an interrupt too.
let react = (signal) => {
  for (const child of running) child.kill(signal);
  process.exit(128 + constants.signals[signal]);
};

/**
 * Takes over what an interrupt does.
 * @param {(signal: NodeJS.Signals) => void} handler
 * @returns {(signal: NodeJS.Signals) => void} the one before
 */
export function onInterrupt(handler) {
  const before = react;
  react = handler;
  return before;
}

/**
 * Runs a script's main function and turns its end into an exit code.
 * @param {() => Promise<number | void>} body
 */
export async function main(body) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => react(signal));
  // Not without npm: whoever starts a script by hand and leaves it behind (nohup) means it.
  if (process.env.npm_lifecycle_event) await import('./follow-parent.mjs');
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    process.stderr.write(`\n${error instanceof Stop ? `majlis: ${error.message}` : error.stack}\n`);
    process.exitCode = 1;
  }
}

/** Is this module what the person started? @param {string} url its import.meta.url */
export const isMain = (url) => fileURLToPath(url) === resolve(process.argv[1] ?? '');

/** Seconds since `start` (from performance.now()), as people read them. */
export const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);

/**
 * Runs a command to its end. Its output is kept back and shown only when it fails; meanwhile a line every ten seconds
 * tells that it is alive, which also works where no terminal is attached (CI, Docker).
 * @param {string} command
 * @param {string[]} args
 * @param {{ title: string, cwd?: string, env?: NodeJS.ProcessEnv, advice?: string, beat?: boolean }} options
 * @returns {Promise<string>} what it printed
 */
export function run(command, args, { title, cwd = ROOT, env = process.env, advice = '', beat = true }) {
  const start = performance.now();
  return new Promise((done, refuse) => {
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-KEPT_OUTPUT));
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const alive = setInterval(() => beat && say(`${title} … ${Math.round((performance.now() - start) / 1000)} s`), HEARTBEAT_MS);
    const end = () => {
      clearInterval(alive);
      running.delete(child);
    };
    const fail = (why) => {
      end();
      refuse(new Stop(`${title}: ${why}\n${output.trimEnd()}\n${advice && `\n${advice}`}`));
    };
    running.add(child);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => fail(`"${command}" cannot be started (${error.code})`));
    child.on('close', (code, signal) => {
      if (code !== 0) return fail(`"${[command, ...args].join(' ').slice(0, 200)}" ended with ${signal ?? code}`);
      end();
      done(output);
    });
  });
}

/**
 * A quick question to a program: its standard output, or null when it is missing or fails.
 * @param {string} command
 * @param {string[]} args
 */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : null;
}

/** Is a command in PATH? Returns where. @param {string} name */
export const which = (name) => ask('sh', ['-c', 'command -v "$1"', 'sh', name])?.trim() || null;

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/**
 * Only one bootstrap per checkout at a time: several copies may be started side by side, and two `npm ci` or two
 * compilers in one folder would destroy each other's work. A lock whose owner is dead is taken over.
 * @template T
 * @param {() => Promise<T>} body
 */
export async function withLock(body) {
  const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  const file = join(tmpdir(), `majlis-bootstrap-${checkout}.lock`);
  for (let told = false; ;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner !== null && !isAlive(owner)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`another start or test is preparing this checkout (process ${owner ?? 'unknown'}; ${file}); waiting`);
    told = true;
    await delay(500);
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await body();
  } finally {
    process.off('exit', release);
    release();
  }
}

function ownerOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || null;
  } catch {
    return null;
  }
}
