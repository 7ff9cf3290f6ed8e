// What the machine itself must have. As root on Debian it is installed; otherwise the exact command is shown, because
// asking for a password or guessing another system's package manager helps nobody.
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { ask, run, say, Stop, which } from './process.mjs';

const POLICY = '/usr/sbin/policy-rc.d';
let listsAreFresh = false;

/** @param {string} name */
const isInstalled = (name) => ask('dpkg-query', ['-W', '-f=${db:Status-Status}', name]) === 'installed';

/**
 * @typedef {object} Need
 * @property {string} name Debian's package
 * @property {string} [command] a program of it: where it is in PATH, however it came there, nothing is installed
 * @property {string} [service] a service the package would start and enable, which nobody asked for
 */

/**
 * @param {Need[]} needs
 * @param {string} why shown to the person, as in "needed for: checking papers"
 */
export async function ensureDebianPackages(needs, why) {
  const missing = needs.filter(({ name, command }) => !(command && which(command)) && !isInstalled(name));
  if (missing.length === 0) return;
  const names = missing.map(({ name }) => name);
  const install = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!which('apt-get'))
    throw new Stop(`missing for ${why}: ${missing.map(({ name, command }) => command ?? name).join(', ')}.
Please install (on Debian 12: ${install}), then start again.`);
  if (process.getuid() !== 0)
    throw new Stop(`missing for ${why}. Please run this once, then start again:

  sudo apt-get update && sudo ${install}`);
  say(`installing for ${why}: ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = ['-q', '-o', 'DPkg::Lock::Timeout=600', '-o', 'Dpkg::Use-Pty=0'];
  if (!listsAreFresh) await run('apt-get', [...apt, 'update'], { title: 'apt-get update', env });
  listsAreFresh = true;
  await withoutServiceStart(() =>
    run('apt-get', [...apt, 'install', '-y', '--no-install-recommends', ...names], { title: `apt-get install (${why})`, env }),
  );
  // `disable` only edits links, so it is right with and without a running systemd.
  for (const { service } of missing) if (service && which('systemctl')) ask('systemctl', ['disable', service]);
}

/**
 * Debian starts a service when its package is installed, unless this file says no. An administrator's own file stays.
 * @param {() => Promise<unknown>} body
 */
async function withoutServiceStart(body) {
  if (existsSync(POLICY)) return body();
  // Left behind, it would keep the machine from ever starting a service, so an interrupt removes it too.
  const remove = () => rmSync(POLICY, { force: true });
  process.once('exit', remove);
  try {
    writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
    chmodSync(POLICY, 0o755);
    return await body();
  } finally {
    remove();
    process.off('exit', remove);
  }
}
