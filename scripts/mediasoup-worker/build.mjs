// Builds mediasoup's worker from the sources in its npm package with the distribution's libraries: no network, no
// meson, no python. Patched OpenSSL and libsrtp then come by the distribution's security updates.
// The folder of this file is the recipe: its hash is part of the cached binary's name, so any change here rebuilds.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run, say, secondsSince, Stop } from '../lib/process.mjs';

const SHIMS = join(dirname(fileURLToPath(import.meta.url)), 'include');

/** Names without a version: right for Debian 12 and its successors. */
export const BUILD_PACKAGES = [
  'g++',
  'pkg-config',
  'libuv1-dev',
  'libssl-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
];

// Parsing headers is most of the work, so many sources go through one compiler run. Fewer batches would be faster, but
// at 7 two files with equally named static functions meet (a loud compile error): check again on a version change.
const BATCHES = 15;
const BYTES_PER_COMPILER = 1.5e9;
const LIBRARIES = ['libuv', 'openssl', 'libsrtp2', 'absl_strings', 'absl_optional'];
const DEFINES = ['NDEBUG', 'MS_EXECUTABLE', 'MS_LITTLE_ENDIAN', 'FLATBUFFERS_LOCALE_INDEPENDENT=1'];

/**
 * @param {string} sources `worker` folder of the mediasoup package
 * @param {string} scratch an empty folder
 * @returns {Promise<string>} the stripped binary
 */
export async function buildWorker(sources, scratch) {
  const start = performance.now();
  const tree = join(scratch, 'worker');
  for (const folder of ['src', 'deps', 'include']) cpSync(join(sources, folder), join(tree, folder), { recursive: true });
  repairDtls(join(tree, 'src/RTC/DtlsTransport.cpp'));
  await generateHeaders(join(sources, 'fbs'), join(tree, 'include/FBS'));

  const batches = writeBatches(tree);
  const flags = await compilerFlags(tree);
  let finished = 0;
  await inParallel(batches, async (batch) => {
    await run('g++', [...flags, '-c', batch, '-o', `${batch}.o`], { title: 'worker: compiling', cwd: tree, beat: false });
    say(`worker: batch ${++finished}/${batches.length}, ${secondsSince(start)} s`);
  });

  const binary = join(scratch, 'mediasoup-worker');
  const libraries = (await run('pkg-config', ['--libs', ...LIBRARIES], { title: 'worker: libraries' })).trim().split(/\s+/);
  await run('g++', ['-s', '-o', binary, ...batches.map((batch) => `${batch}.o`), ...libraries, '-pthread'], {
    title: 'worker: linking',
    cwd: tree,
  });
  say(`worker: built in ${secondsSince(start)} s`);
  return binary;
}

/**
 * BIO callbacks get BIO_CB_RETURN or-ed to the operation; comparing with `==` is never true after a real operation. The
 * "after" call then answers 1 to every query, and a libssl with kernel TLS (Debian's) takes that as "kTLS is on" and
 * dies at the first browser's ClientHello.
 */
function repairDtls(file) {
  const before = readFileSync(file, 'utf8');
  const parts = before.split('operationType == BIO_CB_RETURN');
  if (parts.length !== 2)
    throw new Stop(
      `the repair of DtlsTransport.cpp does not fit this mediasoup version (${parts.length - 1} places); see scripts/mediasoup-worker/build.mjs`,
    );
  writeFileSync(file, parts.join('operationType & BIO_CB_RETURN'));
}

async function generateHeaders(schemas, target) {
  mkdirSync(target, { recursive: true });
  const files = readdirSync(schemas)
    .filter((name) => extname(name) === '.fbs')
    .map((name) => join(schemas, name));
  const style = ['--cpp', '--cpp-field-case-style', 'lower', '--reflect-names', '--scoped-enums', '--filename-suffix', ''];
  await run('flatc', [...style, '-o', target, ...files], { title: 'worker: message headers' });
}

/** Round-robin over the sorted list spreads the heavy neighbours, so that batches take about equally long. */
function writeBatches(tree) {
  const sources = ['src', 'deps']
    .flatMap((folder) => readdirSync(join(tree, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((name) => ['.cpp', '.cc'].includes(extname(name)))
    .sort();
  return Array.from({ length: BATCHES }, (_, index) => {
    const file = join(tree, `batch${index}.cpp`);
    const mine = sources.filter((_source, position) => position % BATCHES === index);
    // Every source defines MS_CLASS for its log lines and expects to be the first.
    writeFileSync(file, mine.map((source) => `#undef MS_CLASS\n#include "${source}"\n`).join(''));
    return file;
  });
}

async function compilerFlags(tree) {
  const include = [SHIMS, '.', 'include', 'include/FBS', 'deps/libwebrtc', 'deps/libwebrtc/libwebrtc'].map((path) => `-I${path}`);
  const system = (await run('pkg-config', ['--cflags', ...LIBRARIES], { title: 'worker: headers', cwd: tree })).trim().split(/\s+/);
  return ['-std=c++20', '-O2', '-w', ...DEFINES.map((name) => `-D${name}`), ...include, ...system].filter(Boolean);
}

/** As many compilers as cores and memory carry. */
async function inParallel(items, work) {
  const queue = [...items];
  const lanes = Math.max(1, Math.min(availableParallelism(), Math.floor(freemem() / BYTES_PER_COMPILER)));
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let item = queue.shift(); item; item = queue.shift()) await work(item);
    }),
  );
}
