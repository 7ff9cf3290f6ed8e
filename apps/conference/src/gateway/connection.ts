import type { Grant } from '@app/contracts';
import { notFound, type SocketIdentity } from '@app/platform';
import type { Notify } from '../rooms/notify.js';
import type { Peer } from '../rooms/peer.js';
import type { Room } from '../rooms/room.js';

export interface Place {
  readonly room: Room;
  readonly peer: Peer;
}

export type ConnectionState =
  | { readonly kind: 'outside' }
  /** Between asking and being in: a second request to enter must not make a second peer. */
  | { readonly kind: 'entering' }
  | ({ readonly kind: 'inside' } & Place)
  | { readonly kind: 'gone' };

/** One socket with a verified grant. What it may do comes from the grant and from nothing the client says. */
export class Connection {
  readonly grant: Grant;
  readonly identity: SocketIdentity;
  readonly notify: Notify;
  /** Where the line comes from, for the trail. */
  readonly network: string | null;
  /** When the grant was issued, in seconds with their fraction; what was revoked since does not let it in. */
  readonly issuedAt: number;
  /** Ends the socket with a reason the client understands. */
  readonly dismiss: (reason: 'protocol') => void;
  state: ConnectionState = { kind: 'outside' };

  constructor(
    { grant, network }: { grant: Grant; network: string | null },
    issuedAt: number,
    notify: Notify,
    dismiss: (reason: 'protocol') => void,
  ) {
    this.grant = grant;
    this.network = network;
    this.issuedAt = issuedAt;
    this.identity = { accountId: grant.accountId, sessionId: grant.sessionId, meetingId: grant.meetingId, until: Date.parse(grant.until) };
    this.notify = notify;
    this.dismiss = dismiss;
  }

  /** @throws AppError `not_found` when it is not in a room. */
  get place(): Place {
    if (this.state.kind !== 'inside' || this.state.peer.closed) throw notFound();
    return this.state;
  }

  get peer(): Peer {
    return this.place.peer;
  }

  leave(): void {
    if (this.state.kind === 'inside') this.state.peer.close();
    if (this.state.kind !== 'gone') this.state = { kind: 'outside' };
  }

  /** The socket is gone: whatever is still under way finds this and lets go. */
  end(): void {
    this.leave();
    this.state = { kind: 'gone' };
  }
}
