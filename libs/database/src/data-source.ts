import { DataSource } from 'typeorm';
import { ENTITIES } from './entities/index.js';
import { MIGRATIONS } from './migrations/index.js';
import { PooledClient } from './pooled-client.js';

/** Where a PostgreSQL server is: a URL, or the socket folder of the embedded one. */
export type DatabaseLocation = { url: string } | { socketFolder: string; database: string; user: string };

/** The same place, in the words of the driver. */
export const clientOptions = (location: DatabaseLocation) =>
  'url' in location
    ? { connectionString: location.url }
    : { host: location.socketFolder, database: location.database, user: location.user };

const connection = (location: DatabaseLocation) =>
  'url' in location ? { url: location.url } : { host: location.socketFolder, database: location.database, username: location.user };

/** How long a connection waits for its next use: a new one has to learn the catalogue and to plan everything again. */
const IDLE_MS = 5 * 60_000;

/** The services' data source: role majlis_app, never synchronizes, knows no migrations. */
export function appDataSource(location: DatabaseLocation, poolSize: number): DataSource {
  return new DataSource({
    type: 'postgres',
    ...connection(location),
    entities: ENTITIES,
    synchronize: false,
    poolSize,
    applicationName: 'majlis',
    logging: false,
    // A lock that somebody holds for ever (the trail's table, by hand) fails what needs it instead of piling requests up.
    extra: {
      Client: PooledClient,
      // What is not waited for is sent at once, and not after the answer to what was sent before it.
      pipeline: true,
      idleTimeoutMillis: IDLE_MS,
      lock_timeout: 5_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}

/** The owner's data source, for migrations only. */
export function ownerDataSource(location: DatabaseLocation): DataSource {
  return new DataSource({
    type: 'postgres',
    ...connection(location),
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migrations',
    synchronize: false,
    logging: false,
    poolSize: 1,
    applicationName: 'majlis-migrations',
  });
}

/** Brings the schema up to date as the owner. @returns the names of the migrations that ran. */
export async function migrate(location: DatabaseLocation): Promise<string[]> {
  const source = await ownerDataSource(location).initialize();
  try {
    // Two processes that start at once must not both create the first table; the pool has one connection, so the lock holds for what follows.
    await source.query('select pg_advisory_lock(7201000)');
    const ran = await source.runMigrations({ transaction: 'all' });
    await source.query('grant select on schema_migrations to majlis_app');
    return ran.map((migration) => migration.name);
  } finally {
    await source.destroy();
  }
}

/** Which migrations this build knows and the database lacks; asked by services that may not migrate. */
export async function missingMigrations(source: DataSource): Promise<string[]> {
  const rows = await source.query<{ name: string }[]>(`select name from schema_migrations`).catch(() => []);
  const known = new Set(rows.map((row) => row.name));
  return MIGRATIONS.map((migration) => new migration().name).filter((name) => !known.has(name));
}
