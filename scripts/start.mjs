// `npm start`: from a fresh clone to the running product with the demo meetings.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { main, onInterrupt, ROOT, say, secondsSince } from './lib/process.mjs';

const IMPATIENCE_MS = 3_000;

await main(async () => {
  const start = performance.now();
  const { node, env, dataDir } = await bootstrap();
  await build({ env });
  const port = process.env.PORT || '3000';
  say(
    `ready to start after ${secondsSince(start)} s; port ${port}, data in ${process.env.DATABASE_URL ? 'DATABASE_URL and ' : ''}${dataDir}`,
  );
  return serve(node, { MAJLIS_MODE: 'demo', ...env, PORT: port, MAJLIS_DATA_DIR: dataDir });
});

/**
 * The application in a process group of its own: a Ctrl-C in the terminal goes to the whole foreground group, and the
 * application should hear it once, from us, and take its time to drain.
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
function serve(node, env) {
  const app = spawn(node, ['--import', './scripts/lib/follow-parent.mjs', 'dist/apps/majlis/src/main.js'], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
    detached: true,
  });
  let toldAt = null;
  onInterrupt((signal) => {
    // One Ctrl-C arrives here twice, from the terminal and from npm; one that comes later is a person losing patience.
    if (toldAt === null) app.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    else if (performance.now() - toldAt > IMPATIENCE_MS) app.kill('SIGKILL');
    toldAt ??= performance.now();
  });
  return new Promise((done, refuse) => {
    app.on('error', refuse);
    app.on('exit', (code, signal) => {
      // Whatever it left behind (a database after a crash) ends with it; after an orderly end nobody is there.
      try {
        process.kill(-app.pid, 'SIGINT');
      } catch {
        // Nobody was.
      }
      done(code ?? 128 + constants.signals[signal]);
    });
  });
}
