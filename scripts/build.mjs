// Builds the server and the client, and only what changed. `node scripts/build.mjs [server] [web]` for images and CI.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMain, main, ROOT, run, say, secondsSince, Stop, withLock } from './lib/process.mjs';
import { findNode, runtimeEnv } from './lib/runtime.mjs';

/**
 * `script` is the npm script that does it, so that there is one command line for people and for us; `inputs` is all it
 * reads; `output` has to exist afterwards.
 */
const BUILDS = {
  server: {
    script: 'build:server',
    inputs: [
      'apps/majlis',
      'apps/agenda',
      'apps/annotation',
      'apps/conference',
      'libs',
      'tsconfig.json',
      'nest-cli.json',
      'package-lock.json',
    ],
    output: 'dist/apps/majlis/src/main.js',
    // The compiler's own memory of what it wrote; without the files it is wrong.
    memory: 'dist/server.tsbuildinfo',
  },
  web: {
    script: 'build:web',
    inputs: ['apps/web', 'libs/contracts', 'tsconfig.json', 'package-lock.json'],
    output: 'dist/web/index.html',
  },
};

/**
 * @param {{ env: NodeJS.ProcessEnv, names?: string[] }} options env from bootstrap
 */
export async function build({ env, names = Object.keys(BUILDS) }) {
  const unknown = names.filter((name) => !BUILDS[name]);
  if (unknown.length > 0) throw new Stop(`no such build: ${unknown.join(', ')}. There are: ${Object.keys(BUILDS).join(', ')}`);
  await withLock(() => Promise.all(names.map((name) => buildOne(name, env))));
}

async function buildOne(name, env) {
  const { script, inputs, output, memory } = BUILDS[name];
  const start = performance.now();
  const stamp = join(ROOT, `dist/.built-${name}`);
  const command = npmScript(script);
  const hash = hashOf(inputs, command);
  if (existsSync(join(ROOT, output))) {
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  } else if (memory) rmSync(join(ROOT, memory), { force: true });
  // Gone before the first byte is written and back after the last, so that an interrupted build never looks finished.
  rmSync(stamp, { force: true });
  say(`building ${name}`);
  await run('sh', ['-c', command], { title: `building ${name}`, env });
  if (!existsSync(join(ROOT, output))) throw new Stop(`building ${name} ended well but left no ${output}`);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  // The hash from before the build: what was edited meanwhile is built the next time.
  writeFileSync(stamp, hash);
  say(`built ${name} in ${secondsSince(start)} s`);
}

/** The command line of a package.json script; runtimeEnv gives it the same PATH as npm would. @param {string} name */
export const npmScript = (name) => JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).scripts[name];

/** Contents rather than times: right after a checkout, a copy, and a touched file. */
function hashOf(inputs, command) {
  const hash = createHash('sha256').update(command);
  for (const file of inputs.flatMap(filesUnder).sort()) {
    if (!/\.(e2e|spec)\.tsx?$/.test(file))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  if (!existsSync(join(ROOT, path))) return [];
  if (statSync(join(ROOT, path)).isFile()) return [path];
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isFile() || entry.isDirectory())
    .flatMap((entry) => filesUnder(`${path}/${entry.name}`));
}

if (isMain(import.meta.url)) {
  await main(async () => {
    const names = process.argv.slice(2);
    await build({ env: runtimeEnv(findNode()), ...(names.length > 0 && { names }) });
  });
}
