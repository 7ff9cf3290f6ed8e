import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';

/** Ends the database servers this run started, by the process id in their lock file, and removes their folders. */
export default async function end() {
  const prefix = `majlis-test-${process.env.MAJLIS_TEST_RUN}-`;
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    try {
      const [pid, , , , socketFolder] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
      process.kill(Number(pid), 'SIGQUIT');
      if (socketFolder?.startsWith(tmpdir())) rmSync(socketFolder, { recursive: true, force: true });
    } catch {
      // not running any more
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
