import { randomBytes } from 'node:crypto';
import { isAbsolute } from 'node:path';
import { type Config, ConfigError, loadConfig, type ServiceName } from './config.js';

const CANARY = 'CANARY-3d20';
const PEM = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----';
const KEY = randomBytes(32).toString('base64');

const complete: NodeJS.ProcessEnv = {
  DATABASE_URL: 'postgres://majlis_app:pw@db/majlis',
  REDIS_URL: 'redis://redis:6379',
  GRANT_PRIVATE_KEY: PEM,
  GRANT_PUBLIC_KEY: PEM,
  STORAGE_KEY: KEY,
  PUBLIC_ORIGIN: 'https://majlis.example',
};
const provider = {
  id: 'national',
  name: { ar: 'الهوية', en: 'Identity' },
  issuer: 'https://id.example',
  clientId: 'majlis',
  clientSecret: `${CANARY} and more of it`,
  strongAcr: ['strong'],
};
const SERVICES: readonly ServiceName[] = ['majlis', 'agenda', 'annotation', 'conference'];

/** The message an operator would read. */
function refusal(service: ServiceName, environment: NodeJS.ProcessEnv): string {
  try {
    loadConfig(service, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error('the settings were accepted');
}

describe('loadConfig', () => {
  it.each(SERVICES)('%s starts with complete settings', (service) => {
    const config = loadConfig(service, complete);
    expect(config).toMatchObject({ service, mode: 'production', port: 3000 } satisfies Partial<Config>);
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  it('is production unless the demo is asked for, and the demo is reachable from this machine only', () => {
    expect(loadConfig('majlis', complete)).toMatchObject({ mode: 'production', host: '0.0.0.0' });
    expect(loadConfig('majlis', { MAJLIS_MODE: 'demo' })).toMatchObject({ mode: 'demo', host: '127.0.0.1' });
  });

  it.each<[ServiceName, string]>([
    ['agenda', 'DATABASE_URL'],
    ['agenda', 'GRANT_PRIVATE_KEY'],
    ['agenda', 'STORAGE_KEY'],
    ['agenda', 'REDIS_URL'],
    ['annotation', 'DATABASE_URL'],
    ['annotation', 'GRANT_PUBLIC_KEY'],
    ['conference', 'GRANT_PUBLIC_KEY'],
    ['majlis', 'STORAGE_KEY'],
    ['majlis', 'GRANT_PRIVATE_KEY'],
    ['majlis', 'PUBLIC_ORIGIN'],
    ['agenda', 'PUBLIC_ORIGIN'],
    ['conference', 'PUBLIC_ORIGIN'],
  ])('%s does not start without %s, nor with an empty one', (service, name) => {
    const { [name]: _, ...without } = complete;
    expect(refusal(service, without)).toContain(`${name}: needed by ${service}`);
    expect(refusal(service, { ...without, [name]: '' })).toContain(name);
  });

  it('takes an empty setting for one that is not made, as compose files pass it', () => {
    const config = loadConfig('majlis', { ...complete, DATABASE_OWNER_URL: '', REDIS_URL: '', MEDIA_PORT: '', HOST: '' });
    expect([config.databaseOwnerUrl, config.redisUrl, config.media.port, config.host]).toEqual([null, null, null, '0.0.0.0']);
  });

  it('knows identity providers, over TLS or on this machine', () => {
    const local = { ...provider, id: 'local', issuer: 'http://localhost:9000' };
    const { oidcProviders } = loadConfig('majlis', { ...complete, OIDC_PROVIDERS: JSON.stringify([provider, local]) });
    expect(oidcProviders.map(({ id, scope }) => [id, scope])).toEqual([
      ['national', 'openid'],
      ['local', 'openid'],
    ]);
    expect(loadConfig('majlis', complete).oidcProviders).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['plain HTTP', [{ ...provider, issuer: `http://${CANARY}.example` }]],
    ['two ways of proving who we are', [{ ...provider, privateKey: '-----BEGIN PRIVATE KEY-----' }]],
    ['none', [{ ...provider, clientSecret: undefined }]],
    ['a member nobody knows', [{ ...provider, unexpected: CANARY }]],
    ['the same one twice', [provider, provider]],
  ])('refuses identity providers with %s, without repeating what was given', (_, providers) => {
    const message = refusal('agenda', { ...complete, OIDC_PROVIDERS: JSON.stringify(providers) });
    expect(message).toMatch(/^ {2}- OIDC_PROVIDERS/m);
    expect(message).not.toContain(CANARY);
  });

  it('names every problem at once, one a line', () => {
    const message = refusal('agenda', {});
    expect(message.split('\n').slice(1)).toEqual(
      ['DATABASE_URL', 'REDIS_URL', 'GRANT_PRIVATE_KEY', 'STORAGE_KEY', 'PUBLIC_ORIGIN'].map((name) => `  - ${name}: needed by agenda`),
    );
  });

  it.each([
    ['PORT', CANARY],
    ['PORT', '70000'],
    ['PUBLIC_ORIGIN', CANARY],
    ['DATABASE_URL', CANARY],
    ['DATABASE_OWNER_URL', CANARY],
    ['DATABASE_POOL', `${CANARY}`],
    ['REDIS_URL', CANARY],
    ['GRANT_PRIVATE_KEY', CANARY],
    ['GRANT_PUBLIC_KEY', CANARY],
    ['STORAGE_KEY', CANARY],
    ['STORAGE_KEY', randomBytes(16).toString('base64')],
    ['MAJLIS_MODE', CANARY],
    ['LOG_LEVEL', CANARY],
    ['MEDIA_WORKERS', '0'],
    ['ARGON2_MEMORY_KIB', '19455'],
    ['ARGON2_PASSES', '1'],
    ['OIDC_PROVIDERS', CANARY],
  ])('says that %s is wrong and does not repeat what it was', (name, value) => {
    const message = refusal('agenda', { ...complete, [name]: value });
    expect(message).toContain(`- ${name}: `);
    expect(message).not.toContain(value.length > 4 ? value : CANARY);
  });
});
