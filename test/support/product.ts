import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateGrantKeys } from '@app/identity';
import { createLog, loadConfig, type RunningApplication, startApplication } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { DemoSeeder } from '../../apps/agenda/src/demo/demo.seeder.js';
import { MajlisModule } from '../../apps/majlis/src/majlis.module.js';
import { workerBinary } from '../wire/conference-drivers.js';
import { ApiClient } from './api-client.js';

export interface Product {
  readonly running: RunningApplication;
  readonly db: TestDatabase;
  readonly url: string;
  as(persona: string): Promise<ApiClient>;
  close(): Promise<void>;
}

/** The whole product in one process, as `npm start` runs it, on a database of its own; with people and without meetings. */
export async function startProduct(environment: NodeJS.ProcessEnv = {}): Promise<Product> {
  const db = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'majlis-product-'));
  const keys = generateGrantKeys();
  const config = loadConfig('majlis', {
    MAJLIS_MODE: 'demo',
    PORT: '0',
    MAJLIS_DATA_DIR: dataDir,
    STORAGE_KEY: randomBytes(32).toString('base64'),
    GRANT_PRIVATE_KEY: keys.privateKey,
    MEDIASOUP_WORKER_BIN: workerBinary(),
    ...environment,
  });
  const log = createLog({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent', service: 'majlis' });
  const running = await startApplication(
    MajlisModule.forRoot({ ...config, grantPublicKey: keys.publicKey }, log, db.app),
    { ...config, service: 'majlis' },
    log,
  );
  await running.app.get(DemoSeeder).people();
  return {
    running,
    db,
    url: running.url,
    async as(persona) {
      const client = new ApiClient(running.url);
      await client.signIn(persona);
      return client;
    },
    async close() {
      await running.close();
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
