import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateGrantKeys } from '@app/identity';
import { createLog, loadConfig, type RunningApplication, startApplication } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { MajlisModule } from '../../../apps/majlis/src/majlis.module.js';
import { workerBinary } from '../../wire/conference-drivers.js';

export interface Product {
  readonly running: RunningApplication;
  readonly url: string;
  readonly db: TestDatabase;
  readonly superuser: DataSource;
  close(): Promise<void>;
}

/** The whole product in one process, on a database of its own and with nobody in it. */
export async function startProduct(): Promise<Product> {
  const db = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'majlis-world-'));
  const keys = generateGrantKeys();
  const config = {
    ...loadConfig('majlis', {
      MAJLIS_MODE: 'demo',
      PORT: '0',
      HOST: '127.0.0.1',
      MAJLIS_DATA_DIR: dataDir,
      STORAGE_KEY: randomBytes(32).toString('base64'),
      GRANT_PRIVATE_KEY: keys.privateKey,
      MEDIASOUP_WORKER_BIN: workerBinary(),
    }),
    grantPublicKey: keys.publicKey,
  };
  const log = createLog({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent', service: 'test' });
  const running = await startApplication(MajlisModule.forRoot(config, log, db.app), config, log);
  return {
    running,
    url: running.url,
    db,
    superuser: await db.superuser(),
    async close() {
      await running.close();
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
