import type { GrantVerifier } from '@app/identity';
import { AppError, isOwnOrigin } from '@app/platform';
import type { Socket } from 'socket.io';
import type { ConferenceConfig } from '../conference.config.js';
import { Connection } from './connection.js';
import type { RecentRevocations } from './recent-revocations.js';

/**
 * Judges a handshake by its grant and its origin. Every refusal is the same `grant_invalid`: no grant, a forged or
 * expired one, one of another service, one that was revoked, a foreign page.
 */
export async function authenticate(
  socket: Socket,
  admit: (accountId: string) => void,
  { config, verifier, revocations }: { config: ConferenceConfig; verifier: GrantVerifier; revocations: RecentRevocations },
): Promise<Connection> {
  const { auth, headers } = socket.handshake;
  const token: unknown = (auth as Record<string, unknown>)['grant'];
  const { grant, issuedAt } = await verifier.verifyIssued(token, 'conference');
  // Browsers always send their page's origin with a WebSocket and cannot be made to lie about it. A client that sends
  // none is no browser: it has nothing ambient to abuse, because what opens this door is the grant.
  if (headers.origin !== undefined && !isOwnOrigin(config, headers)) throw new AppError('grant_invalid');
  if (!grant.permissions.includes('conference.join')) throw new AppError('grant_invalid');
  admit(grant.accountId);
  const connection = new Connection(
    grant,
    issuedAt,
    (name, notice) => void socket.emit(name, notice),
    (reason) => {
      socket.emit('session:closing', { reason });
      socket.disconnect(true);
    },
  );
  if (revocations.covers(connection.identity, connection.issuedAt)) throw new AppError('grant_invalid');
  return connection;
}
