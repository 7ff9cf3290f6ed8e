// Obtains the SFU's worker: given, cached, published, or built here. It is cached outside node_modules because
// `npm ci` deletes that. `node scripts/mediasoup-worker.mjs` prints where it is.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ask, isMain, main, ROOT, run, say, Stop } from './lib/process.mjs';
import { findNode } from './lib/runtime.mjs';
import { ensureDebianPackages } from './lib/system-packages.mjs';
import { BUILD_PACKAGES, buildWorker } from './mediasoup-worker/build.mjs';

const PACKAGE = join(ROOT, 'node_modules/mediasoup');
const RECIPE = join(ROOT, 'scripts/mediasoup-worker');
// Where the code host cannot be reached it usually shows by silence, so the first answer must come quickly.
const ANSWER_MS = 5_000;
const DOWNLOAD_MS = 60_000;
// main.cpp leaves with this code when it is started without mediasoup's environment: the loader found every library.
const STARTED_WITHOUT_PARENT = 41;

/**
 * @param {string} node the runtime under which the smoke test runs
 * @returns {Promise<string>} path of a working binary
 */
export async function obtainWorker(node) {
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (!runsHere(given)) throw new Stop(`MEDIASOUP_WORKER_BIN=${given} does not run on this machine`);
    return given;
  }
  const { version, repository } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const target = cachedBinary(version);
  if (runsHere(target)) return target;

  const scratch = mkdtempSync(join(tmpdir(), 'majlis-worker-'));
  const removeScratch = () => rmSync(scratch, { recursive: true, force: true });
  process.once('exit', removeScratch);
  try {
    const published = await downloadWorker(version, repository.url, scratch);
    if (published && (await accept(node, published, target).catch(() => null))) return target;
    say(`worker: no published binary to be had; building mediasoup ${version} from its sources (a few minutes, once)`);
    await ensureDebianPackages(
      BUILD_PACKAGES.map((name) => ({ name })),
      "building the SFU's worker",
    );
    // A cache carried over to a fresh machine lacked only the libraries, which have just come with the packages.
    if (runsHere(target)) return target;
    return await accept(node, await buildWorker(join(PACKAGE, 'worker'), scratch), target);
  } finally {
    process.off('exit', removeScratch);
    removeScratch();
  }
}

function cachedBinary(version) {
  const recipe = createHash('sha256');
  const files = readdirSync(RECIPE, { recursive: true })
    .map((name) => join(RECIPE, name))
    .filter((file) => statSync(file).isFile());
  for (const file of files.filter((name) => !name.endsWith('smoke.mjs')).sort()) recipe.update(readFileSync(file));
  const name = ['mediasoup-worker', version, process.platform, process.arch, recipe.digest('hex').slice(0, 12)].join('-');
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'majlis', name, 'mediasoup-worker');
}

/** An empty environment, so that nothing of ours is mistaken for mediasoup's own start. */
function runsHere(binary) {
  return existsSync(binary) && spawnSync(binary, [], { env: {}, stdio: 'ignore', timeout: 10_000 }).status === STARTED_WITHOUT_PARENT;
}

/** Tests the candidate beside its final place, then moves it there in one step: two copies may build at once. */
async function accept(node, candidate, target) {
  mkdirSync(dirname(target), { recursive: true });
  const fresh = `${target}.${process.pid}.new`;
  try {
    copyFileSync(candidate, fresh);
    chmodSync(fresh, 0o755);
    await run(node, [join(RECIPE, 'smoke.mjs'), fresh], { title: 'worker: smoke test' });
    renameSync(fresh, target);
    return target;
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** mediasoup's own release naming and variables (its npm-scripts.mjs). Returns null for every reason not to have it. */
async function downloadWorker(version, repository, scratch) {
  const { MAJLIS_OFFLINE, MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD, MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL } = process.env;
  if (MAJLIS_OFFLINE === '1' || MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD) return null;
  const base = MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL || `${repository.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
  const kernel = process.platform === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  const url = `${base}/${version}/mediasoup-worker-${version}-${process.platform}-${process.arch}${kernel}.tgz`;
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), ANSWER_MS);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) return null;
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), DOWNLOAD_MS);
    const archive = join(scratch, 'published.tgz');
    writeFileSync(archive, Buffer.from(await response.arrayBuffer()));
    if (ask('tar', ['-xzf', archive, '-C', scratch, 'mediasoup-worker']) === null) return null;
    const binary = join(scratch, 'mediasoup-worker');
    return runsHere(binary) ? binary : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

if (isMain(import.meta.url)) {
  await main(async () => {
    process.stdout.write(`${await obtainWorker(findNode())}\n`);
  });
}
