import { isIP } from 'node:net';
import { AppError, type Config } from '@app/platform';
import { ownOrigin } from '../sessions/own-origin.js';

/** Whom authenticators know us as: a passkey of one is nothing to another. */
export interface RelyingParty {
  /** Host name, without port. */
  readonly id: string;
  /** Exactly what the browser must say it was on. */
  readonly origin: string;
}

/** @throws AppError `unavailable` when passkeys cannot exist there (an address instead of a name) */
export function relyingParty(config: Pick<Config, 'publicOrigin'>, host: string | undefined): RelyingParty {
  const origin = ownOrigin(config, host);
  const { hostname } = new URL(origin);
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) throw new AppError('unavailable');
  return { id: hostname, origin };
}
