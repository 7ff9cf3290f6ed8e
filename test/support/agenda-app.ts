import { mkdtemp, rm } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseModule } from '@app/database';
import { generateGrantKeys } from '@app/identity';
import { createLog, loadConfig, PlatformModule, type RunningApplication, startApplication } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Module, type Type } from '@nestjs/common';
import { AgendaModule } from '../../apps/agenda/src/agenda.module.js';
import { DemoSeeder } from '../../apps/agenda/src/demo/demo.seeder.js';
import { ApiClient } from './api-client.js';

@Module({})
class AgendaUnderTest {}

export interface AgendaApp {
  readonly running: RunningApplication;
  readonly db: TestDatabase;
  readonly dataDir: string;
  readonly grantPublicKey: string;
  /** A client signed in as a persona of the scenario. */
  as(persona: string): Promise<ApiClient>;
  anonymous(): ApiClient;
  close(): Promise<void>;
}

/** The real HTTP API on a database of its own, with the scenario's people and bodies and no meetings yet. */
export async function startAgenda(environment: NodeJS.ProcessEnv = {}, also: Type[] = []): Promise<AgendaApp> {
  const db = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'majlis-data-'));
  const keys = generateGrantKeys();
  const config = {
    ...loadConfig('majlis', {
      MAJLIS_MODE: 'demo',
      PORT: '0',
      MAJLIS_DATA_DIR: dataDir,
      STORAGE_KEY: randomBytes(32).toString('base64'),
      GRANT_PRIVATE_KEY: keys.privateKey,
      ...environment,
    }),
  };
  const log = createLog({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent', service: 'test' });
  const running = await startApplication(
    { module: AgendaUnderTest, imports: [PlatformModule.forRoot(config, log), DatabaseModule.forRoot(db.app, 10), AgendaModule, ...also] },
    config,
    log,
  );
  if (config.mode === 'demo') await running.app.get(DemoSeeder).people();
  return {
    running,
    db,
    dataDir,
    grantPublicKey: keys.publicKey,
    async as(persona) {
      const client = new ApiClient(running.url);
      await client.signIn(persona);
      return client;
    },
    anonymous: () => new ApiClient(running.url),
    async close() {
      await running.close();
      await db.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
