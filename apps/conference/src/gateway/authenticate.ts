import { type GrantVerifier, isAllowedFrom } from '@app/identity';
import { AppError, type ClientAddress, isOwnPage } from '@app/platform';
import type { Socket } from 'socket.io';
import type { ConferenceConfig } from '../conference.config.js';
import { Connection } from './connection.js';
import type { RecentRevocations } from './recent-revocations.js';
import { type Trail } from '../trail/trail.js';

export interface Judging {
  readonly config: ConferenceConfig;
  readonly addresses: ClientAddress;
  readonly verifier: GrantVerifier;
  readonly revocations: RecentRevocations;
  readonly trail: Trail;
}

/**
 * Judges a handshake by its grant and its origin. Every refusal is the same `grant_invalid`: no grant, a forged or
 * expired one, one of another service, one that was revoked or is used from another network, a foreign page.
 */
export async function authenticate(
  socket: Socket,
  admit: (accountId: string) => void,
  { config, addresses, verifier, revocations, trail }: Judging,
): Promise<Connection> {
  const { auth, headers } = socket.handshake;
  const token: unknown = (auth as Record<string, unknown>)['grant'];
  const { grant, issuedAt } = await verifier.verifyIssued(token, 'conference');
  const network = addresses.of(socket.request);
  const refuse = (reason: 'network' | 'origin' | 'role' | 'revoked'): never => {
    const { meetingId: objectId } = grant;
    trail.noteAtDoor(
      { grant, network },
      { event: 'conference.decided', action: 'conference.join', object: 'meeting', objectId, reasons: [reason] },
    );
    throw new AppError('grant_invalid');
  };
  if (!isAllowedFrom(grant.networks, network)) refuse('network');
  if (!isOwnPage(config, headers)) refuse('origin');
  if (!grant.permissions.includes('conference.join')) refuse('role');
  admit(grant.accountId);
  const connection = new Connection(
    { grant, network },
    issuedAt,
    (name, notice) => void socket.emit(name, notice),
    (reason) => {
      socket.emit('session:closing', { reason });
      socket.disconnect(true);
    },
  );
  if (revocations.covers(connection.identity, connection.issuedAt)) refuse('revoked');
  return connection;
}
