import type { GrantVerifier } from '@app/identity';
import { AppError, isOwnPage } from '@app/platform';
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
  if (!isOwnPage(config, headers)) throw new AppError('grant_invalid');
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
