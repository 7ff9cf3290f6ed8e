// `node docker/make-secrets.mjs` makes the secrets of a new site into docker/secrets/. It never replaces one: the
// storage key opens every stored paper, so keep a copy of it where the backups are not.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'secrets');
// Hexadecimal: nothing that a URL would have to escape or a command line take for an option.
const password = () => randomBytes(24).toString('hex');

const owner = password();
const app = password();
const redis = password();
const grant = generateKeyPairSync('ed25519', {
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

const secrets = {
  database_superuser_password: password(),
  database_owner_password: owner,
  database_app_password: app,
  database_owner_url: `postgres://majlis_owner:${owner}@postgres:5432/majlis`,
  database_url: `postgres://majlis_app:${app}@postgres:5432/majlis`,
  redis_password: redis,
  redis_url: `redis://:${redis}@redis:6379`,
  grant_private_key: grant.privateKey,
  grant_public_key: grant.publicKey,
  storage_key: randomBytes(32).toString('base64'),
};

const present = Object.keys(secrets).filter((name) => existsSync(join(FOLDER, name)));
if (present.length > 0) {
  console.error(`docker/secrets already holds ${present.join(', ')}; remove them first if this really is a new site`);
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
// The folder is closed to everybody else on this machine; the files are not, because each container reads its own by
// a mount and as another user.
chmodSync(FOLDER, 0o700);
for (const [name, value] of Object.entries(secrets)) writeFileSync(join(FOLDER, name), value, { mode: 0o644 });
console.log(`${Object.keys(secrets).length} secrets written to docker/secrets`);
