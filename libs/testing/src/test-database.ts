import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { appDataSource, Database, EmbeddedServer, migrate, ownerDataSource, type DatabaseLocation } from '@app/database';
import type { DataSource } from 'typeorm';

const TEMPLATE = 'majlis_template';

export interface TestDatabase {
  readonly database: Database;
  readonly source: DataSource;
  readonly app: DatabaseLocation;
  readonly owner: DatabaseLocation;
  /** A connection as superuser of the same database, for looking at rows that no policy shows. */
  superuser(): Promise<DataSource>;
  close(): Promise<void>;
}

/**
 * A fresh, migrated database on a real server. The server is shared by the spec files of one jest process
 * (found again by its lock file) and ended by the tier's global teardown; each call makes a database of its own.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const folder = join(tmpdir(), `majlis-test-${process.env['MAJLIS_TEST_RUN'] ?? 'adhoc'}-${process.pid}`);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const server = await EmbeddedServer.start(folder);
  await migrate((await server.ensureDatabase(TEMPLATE)).owner);
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const { app, owner } = await server.ensureDatabase(name, TEMPLATE);
  const source = await appDataSource(app, 10).initialize();
  const opened: DataSource[] = [source];
  return {
    database: new Database(source),
    source,
    app,
    owner,
    async superuser() {
      const connection = await ownerDataSource(server.location(name, 'postgres')).initialize();
      opened.push(connection);
      return connection;
    },
    async close() {
      await Promise.all(opened.filter((connection) => connection.isInitialized).map((connection) => connection.destroy()));
    },
  };
}
