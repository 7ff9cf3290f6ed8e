import { createPublicKey, randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateGrantKeys } from '@app/identity';
import type { Config } from '@app/platform';

/**
 * The keys of the one-process form: from the settings, or (demo mode) made at the first start and kept in the data
 * folder. Production gives them from outside, so that a copied data folder is worth nothing.
 */
export async function withLocalKeys(
  config: Config,
): Promise<Config & { storageKey: string; grantPrivateKey: string; grantPublicKey: string }> {
  const folder = join(config.dataDir, 'keys');
  const storageKey = config.storageKey ?? (await keptSecret(folder, 'storage-key', () => randomBytes(32).toString('base64')));
  const grantPrivateKey = config.grantPrivateKey ?? (await keptSecret(folder, 'grant-key.pem', () => generateGrantKeys().privateKey));
  const grantPublicKey = config.grantPublicKey ?? createPublicKey(grantPrivateKey).export({ type: 'spki', format: 'pem' }).toString();
  return { ...config, storageKey, grantPrivateKey, grantPublicKey };
}

async function keptSecret(folder: string, name: string, make: () => string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const file = join(folder, name);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await writeFile(file, make(), { mode: 0o600, flag: 'wx' });
    return readFile(file, 'utf8');
  }
}
