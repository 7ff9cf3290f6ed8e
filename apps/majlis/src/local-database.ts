import { mkdir } from 'node:fs/promises';
import { type DatabaseLocation, EmbeddedServer, migrate } from '@app/database';
import type { Config } from '@app/platform';

/**
 * The database of the one-process form: the server of DATABASE_URL, or an embedded one in the data folder. `attached`:
 * it was running already.
 */
export async function openDatabase(
  config: Config,
  onProgress: (step: string) => void,
): Promise<{ location: DatabaseLocation; attached: boolean; stop(): Promise<void> }> {
  if (config.databaseUrl) {
    if (config.databaseOwnerUrl) await migrate({ url: config.databaseOwnerUrl });
    return { location: { url: config.databaseUrl }, attached: true, stop: () => Promise.resolve() };
  }
  // Passable for the database's own user (as root it is another one), readable for nobody but us.
  await mkdir(config.dataDir, { recursive: true, mode: 0o711 });
  const server = await EmbeddedServer.start(config.dataDir, (step) => onProgress(`database: ${step}`));
  const { app, owner } = await server.ensureDatabase();
  await migrate(owner);
  return { location: app, attached: server.attached, stop: () => server.stop() };
}
