// A part of the tests in a process group of its own, so that a hanging one can be ended with all its children and
// nothing else.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { onInterrupt, ROOT, say } from './process.mjs';

const LINGER_MS = 1_500;
const GRACE_MS = 5_000;

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, minutes: number }} options
 * @returns {Promise<boolean>} did it end well and in time?
 */
export async function runInGroup(command, args, { env, minutes }) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const before = onInterrupt(async (signal) => {
    await endGroup(child.pid);
    process.exit(128 + constants.signals[signal]);
  });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    say(`not finished after ${minutes} minutes: ending it (a test hangs, or something it opened is never closed)`);
    void endGroup(child.pid);
  }, minutes * 60_000);
  const code = await new Promise((done, refuse) => child.on('error', refuse).on('exit', done));
  clearTimeout(limit);
  await endLeftovers(child.pid, late);
  onInterrupt(before);
  return code === 0 && !late;
}

/** What outlives the tests would disturb the next part: databases, browsers, servers. */
async function endLeftovers(group, expected) {
  for (let waited = 0; waited < LINGER_MS && signalGroup(group, 0); waited += 50) await delay(50);
  if (!signalGroup(group, 0)) return;
  if (!expected) say('the tests left processes behind: ending them');
  await endGroup(group);
}

async function endGroup(group) {
  signalGroup(group, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS && signalGroup(group, 0); waited += 50) await delay(50);
  signalGroup(group, 'SIGKILL');
}

/** @returns {boolean} is anybody there? */
function signalGroup(group, signal) {
  try {
    return process.kill(-group, signal);
  } catch {
    return false;
  }
}
