import type { AccessChanged } from '@app/contracts';
import type { SocketIdentity } from '@app/platform';

interface Entry {
  /** null: everybody's. */
  readonly scope: AccessChanged | null;
  readonly at: number;
}

/**
 * Remembers what was revoked for as long as a grant lives. Closing a socket is not enough: the grant that opened it
 * is still valid for minutes, and whoever kept it would connect again a moment later. A grant issued before the
 * revocation is refused; the next one was judged by then.
 */
export class RecentRevocations {
  readonly #lifetimeMs: number;
  #entries: Entry[] = [];

  constructor(lifetimeSeconds: number) {
    this.#lifetimeMs = lifetimeSeconds * 1000;
  }

  add(scope: AccessChanged, now: number = Date.now()): void {
    this.#add(scope, now);
  }

  /** Revocations may have been missed: every grant from before counts as revoked. */
  addEverybody(now: number = Date.now()): void {
    this.#add(null, now);
  }

  #add(scope: AccessChanged | null, now: number): void {
    this.#entries = this.#entries.filter(({ at }) => now - at < this.#lifetimeMs);
    this.#entries.push({ scope, at: now });
  }

  /** @param issuedAt seconds since 1970 with their fraction, from the grant. */
  covers(identity: SocketIdentity, issuedAt: number): boolean {
    return this.#entries.some(({ scope, at }) => Math.round(issuedAt * 1000) <= at && (scope === null || names(scope, identity)));
  }
}

/** A scope names accounts, sessions, meetings, or accounts within meetings; the same reading as when sockets are closed. */
function names(scope: AccessChanged, identity: SocketIdentity): boolean {
  if (scope.sessionIds.includes(identity.sessionId)) return true;
  const account = scope.accountIds.includes(identity.accountId);
  const meeting = scope.meetingIds.includes(identity.meetingId);
  if (scope.accountIds.length > 0 && scope.meetingIds.length > 0) return account && meeting;
  return account || meeting;
}
