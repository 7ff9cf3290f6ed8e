import { Database } from '@app/database';
import { type Closing, type Config, HealthRegistry, type Log, type RunningApplication, startApplication } from '@app/platform';
import { DemoSeeder } from '../../agenda/src/demo/demo.seeder.js';
import { serveBuiltClient } from '../../agenda/src/edge/client.middleware.js';
import { openDatabase } from './local-database.js';
import { withLocalKeys } from './local-keys.js';
import { MajlisModule } from './majlis.module.js';

/** Starts the one-process form: database, services, client, and the demo where it is wanted. */
export async function startMajlis(
  given: Config,
  log: Log,
  closing: Closing,
  onProgress: (step: string) => void,
): Promise<RunningApplication> {
  const database = await openDatabase(given, onProgress);
  closing.add(() => database.stop());
  const config = await withLocalKeys(given);
  const running = await startApplication(MajlisModule.forRoot(config, log, database.location), config, log, serveBuiltClient(config));
  closing.add(() => running.close());
  const pool = running.app.get(Database);
  running.app.get(HealthRegistry).add('database', () => pool.ready());
  await running.app.get(DemoSeeder).seed((step) => onProgress(`demo: ${step}`));
  return running;
}
