import { resolve } from 'node:path';
import { LEVEL, type Level, levelSchema } from '@app/contracts';
import { z } from 'zod';
import { type OidcProvider, oidcProvidersSchema } from './oidc-providers.js';

/** Injection token of the checked {@link Config}. */
export const CONFIG = Symbol('majlis:config');

export type ServiceName = 'majlis' | 'agenda' | 'annotation' | 'conference';

const port = z.coerce.number().int().min(0).max(65535);
const pem = z.string().includes('-----BEGIN');

/** Every setting, by the name of its environment variable. */
const environmentSchema = z.object({
  MAJLIS_MODE: z.enum(['demo', 'production']).default('production'),
  HOST: z.string().min(1).optional(),
  PORT: port.default(3000),
  /** Origin under which browsers reach the product; needed behind a proxy. */
  PUBLIC_ORIGIN: z.url().optional(),
  /** Whose X-Forwarded-For is believed: addresses, networks, or `loopback`. A reader's own network must not be in it. */
  TRUSTED_PROXIES: z.string().default('loopback'),
  /** Ceiling (0 to 4) of whoever asks from a network that belongs to no site; in production restricted, in a demo none. */
  NETWORK_CEILING: z.coerce.number().pipe(levelSchema).optional(),
  MAJLIS_DATA_DIR: z.string().min(1).default('.majlis'),
  DATABASE_URL: z.url().optional(),
  DATABASE_OWNER_URL: z.url().optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20),
  REDIS_URL: z.url().optional(),
  GRANT_PRIVATE_KEY: pem.optional(),
  GRANT_PUBLIC_KEY: pem.optional(),
  /** Signs the checkpoints of the audit trail (Ed25519, PKCS #8); made in the data folder where none is given. */
  AUDIT_PRIVATE_KEY: pem.optional(),
  /** Key-encryption key: 32 bytes, base64. */
  STORAGE_KEY: z
    .string()
    .refine((text) => Buffer.from(text, 'base64').length === 32, '32 bytes in base64')
    .optional(),
  /** Identity providers: a JSON list (docs/operations.md). */
  OIDC_PROVIDERS: oidcProvidersSchema.optional(),
  /** Cost of a password guess (argon2id). The least allowed is what OWASP recommends; existing hashes follow at the next sign-in. */
  ARGON2_MEMORY_KIB: z.coerce.number().int().min(19_456).max(1_048_576).default(19_456),
  ARGON2_PASSES: z.coerce.number().int().min(2).max(20).default(2),
  ARGON2_LANES: z.coerce.number().int().min(1).max(16).default(1),
  MEDIASOUP_WORKER_BIN: z.string().optional(),
  MEDIA_LISTEN_IP: z.string().default('127.0.0.1'),
  MEDIA_ANNOUNCED_ADDRESS: z.string().optional(),
  MEDIA_PORT: port.optional(),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface Config {
  readonly service: ServiceName;
  readonly mode: 'demo' | 'production';
  readonly host: string;
  readonly port: number;
  readonly publicOrigin: string | null;
  readonly trustedProxies: string;
  readonly networkCeiling: Level;
  /** Absolute. */
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly databasePool: number;
  readonly redisUrl: string | null;
  readonly grantPrivateKey: string | null;
  readonly grantPublicKey: string | null;
  readonly auditPrivateKey: string | null;
  readonly storageKey: string | null;
  readonly oidcProviders: readonly OidcProvider[];
  readonly argon2: { readonly memoryKib: number; readonly passes: number; readonly lanes: number };
  readonly logLevel: string;
  readonly media: {
    readonly workerBin: string | null;
    readonly listenIp: string;
    readonly announcedAddress: string | null;
    readonly port: number | null;
    readonly workers: number;
  };
}

/** A setting is wrong or missing; its message is a list an operator can act on and holds no value. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(`Majlis cannot start with these settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

type Environment = z.output<typeof environmentSchema>;

/** What a service cannot do without, outside the one-process form that makes its own. */
const REQUIRED: Record<ServiceName, readonly (keyof Environment)[]> = {
  majlis: [],
  agenda: ['DATABASE_URL', 'REDIS_URL', 'GRANT_PRIVATE_KEY', 'STORAGE_KEY'],
  annotation: ['DATABASE_URL', 'REDIS_URL', 'GRANT_PUBLIC_KEY'],
  conference: ['REDIS_URL', 'GRANT_PUBLIC_KEY'],
};
const REQUIRED_IN_PRODUCTION: Partial<Record<ServiceName, readonly (keyof Environment)[]>> = {
  majlis: ['STORAGE_KEY', 'GRANT_PRIVATE_KEY', 'PUBLIC_ORIGIN'],
  agenda: ['PUBLIC_ORIGIN'],
  annotation: ['PUBLIC_ORIGIN'],
  conference: ['PUBLIC_ORIGIN'],
};

/** Reads and checks the settings of one service. @throws ConfigError */
export function loadConfig(service: ServiceName, environment: NodeJS.ProcessEnv): Config {
  // An empty variable means "not set": compose files pass them so.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const env = parsed.data;
  const required = [...REQUIRED[service], ...(env.MAJLIS_MODE === 'production' ? (REQUIRED_IN_PRODUCTION[service] ?? []) : [])];
  const missing = required.filter((name) => env[name] === undefined).map((name) => `${name}: needed by ${service}`);
  if (missing.length > 0) throw new ConfigError(missing);
  return {
    service,
    mode: env.MAJLIS_MODE,
    host: env.HOST ?? (env.MAJLIS_MODE === 'demo' ? '127.0.0.1' : '0.0.0.0'),
    port: env.PORT,
    publicOrigin: env.PUBLIC_ORIGIN ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    networkCeiling: env.NETWORK_CEILING ?? (env.MAJLIS_MODE === 'demo' ? LEVEL.topSecret : LEVEL.restricted),
    dataDir: resolve(env.MAJLIS_DATA_DIR),
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.DATABASE_OWNER_URL ?? null,
    databasePool: env.DATABASE_POOL,
    redisUrl: env.REDIS_URL ?? null,
    grantPrivateKey: env.GRANT_PRIVATE_KEY ?? null,
    grantPublicKey: env.GRANT_PUBLIC_KEY ?? null,
    auditPrivateKey: env.AUDIT_PRIVATE_KEY ?? null,
    storageKey: env.STORAGE_KEY ?? null,
    oidcProviders: env.OIDC_PROVIDERS ?? [],
    argon2: { memoryKib: env.ARGON2_MEMORY_KIB, passes: env.ARGON2_PASSES, lanes: env.ARGON2_LANES },
    logLevel: env.LOG_LEVEL,
    media: {
      workerBin: env.MEDIASOUP_WORKER_BIN ?? null,
      listenIp: env.MEDIA_LISTEN_IP,
      announcedAddress: env.MEDIA_ANNOUNCED_ADDRESS ?? null,
      port: env.MEDIA_PORT ?? null,
      workers: env.MEDIA_WORKERS,
    },
  };
}
