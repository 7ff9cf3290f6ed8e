// `node scripts/complete-lockfile.mjs` after `npm install` changed the lockfile where the registry is a partial mirror.
// Such a mirror lacks the binaries of foreign platforms; npm then leaves these optional packages out of the lockfile
// without a word, and from then on `npm ci` refuses it everywhere ("Missing: … from lock file"). This adds them by
// name, version and platform. They carry no integrity hash: a machine of such a platform takes what its registry says,
// and a machine of another one never asks for them. `--check` only tells.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, main, ROOT, say, Stop } from './lib/process.mjs';

const FILE = join(ROOT, 'package-lock.json');
const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony', 'sunos', 'aix'];
const PROCESSORS = ['arm64', 'x64', 'ia32', 'riscv64', 's390x', 'ppc64', 'loong64', 'arm'];

/**
 * @param {Record<string, any>} packages the lockfile's own
 * @returns {[string, object][]} the entries it should have and has not
 */
export function missingEntries(packages) {
  const missing = new Map();
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const key = `node_modules/${name}`;
      if (!packages[key] && !packages[`${path}/${key}`]) missing.set(key, { version: exact(name, version), ...platformOf(name) });
    }
  }
  return [...missing];
}

function exact(name, version) {
  if (/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)) return version;
  throw new Stop(`${name}@${version} is missing in the lockfile and has no exact version: run npm install against a complete registry`);
}

/** Packages of this kind are named after their platform, as in @swc/core-linux-x64-musl. */
function platformOf(name) {
  const words = name.replace('windows', 'win32').split(/[/-]/);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  if (!os || !cpu)
    throw new Stop(`${name} is missing in the lockfile and its name tells no platform: run npm install against a complete registry`);
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : null;
  // In npm's own order, so that its next rewrite changes nothing.
  return { cpu: [cpu], ...(libc && os === 'linux' && { libc: [libc] }), optional: true, os: [os] };
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const lock = JSON.parse(readFileSync(FILE, 'utf8'));
    const missing = missingEntries(lock.packages);
    if (missing.length === 0) return void say('the lockfile is complete');
    if (process.argv.includes('--check'))
      throw new Stop(`the lockfile lacks ${missing.length} packages; run node scripts/complete-lockfile.mjs`);
    lock.packages = Object.fromEntries([...Object.entries(lock.packages), ...missing].sort(([a], [b]) => a.localeCompare(b, 'en')));
    writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
    say(`added ${missing.length} packages of other platforms to the lockfile`);
  });
}
