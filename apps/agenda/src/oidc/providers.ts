import { createPrivateKey, webcrypto } from 'node:crypto';
import type { Provider } from '@app/contracts';
import { AppError, CONFIG, type Config, LOG, type Log, notFound } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import * as client from 'openid-client';

export type ProviderSettings = Config['oidcProviders'][number];

/** Seconds a provider has to answer. */
const TIMEOUT = 10;

/** The configured identity providers. Each is asked what it is when it is first needed: one that is away keeps nobody else out. */
@Injectable()
export class Providers {
  readonly #known = new Map<string, Promise<client.Configuration>>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOG) private readonly log: Log,
  ) {}

  list(): Provider[] {
    return this.config.oidcProviders.map(({ id, name }) => ({ id, name }));
  }

  get all(): readonly ProviderSettings[] {
    return this.config.oidcProviders;
  }

  /** @throws AppError `not_found` */
  settings(id: string): ProviderSettings {
    const found = this.config.oidcProviders.find((provider) => provider.id === id);
    if (!found) throw notFound();
    return found;
  }

  /** @throws AppError `unavailable` when the provider cannot be asked */
  async discover(settings: ProviderSettings): Promise<client.Configuration> {
    const known = this.#known.get(settings.id);
    if (known) return known;
    // All who come meanwhile wait for this one answer and get the same: however many they are, it is asked once.
    const asking = discover(settings).catch((err: unknown) => {
      this.#known.delete(settings.id);
      this.log.warn({ err, provider: settings.id }, 'identity provider cannot be reached');
      throw new AppError('unavailable', undefined, { cause: err });
    });
    this.#known.set(settings.id, asking);
    return asking;
  }
}

async function discover({ issuer, clientId, clientSecret, privateKey }: ProviderSettings): Promise<client.Configuration> {
  const address = new URL(issuer);
  const authentication =
    privateKey === undefined ? client.ClientSecretBasic(clientSecret) : client.PrivateKeyJwt(await signingKey(privateKey));
  // Checks the signature of the id token although it came over TLS from the provider itself.
  const execute = [client.enableNonRepudiationChecks];
  // The settings allow plain HTTP to this machine only.
  if (address.protocol === 'http:') execute.push(client.allowInsecureRequests);
  const configuration = await client.discovery(address, clientId, undefined, authentication, { execute, timeout: TIMEOUT });
  if (configuration.serverMetadata().issuer !== issuer) throw new Error('the provider calls itself something else');
  return configuration;
}

async function signingKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' });
  return webcrypto.subtle.importKey('pkcs8', new Uint8Array(der), { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
}
