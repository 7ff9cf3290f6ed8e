import { AuditTrail } from '@app/audit';
import type { ErrorCode, Level } from '@app/contracts';
import { GrantVerifier, grantContext, type RequestContext } from '@app/identity';
import { AppError, ClientAddress, CONFIG, type Config, isOwnPage } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { PaperAccess } from '../access/paper-access.js';
import type { AnnotationSocket, Connection } from './connection.js';

/** Turns a socket with a grant into a connection. */
@Injectable()
export class SessionService {
  constructor(
    private readonly grants: GrantVerifier,
    private readonly access: PaperAccess,
    private readonly addresses: ClientAddress,
    private readonly audit: AuditTrail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * @param admit takes a place for the account; asked before the database is.
   * @throws AppError `grant_invalid` when the grant, the session behind it or the seat is not there (any more),
   * `cross_site` from a foreign page
   */
  async connect(socket: AnnotationSocket, admit: (accountId: string) => void): Promise<Connection> {
    const grant = await this.grants.verify((socket.handshake.auth as { grant?: unknown }).grant, 'annotation');
    admit(grant.accountId);
    const network = this.addresses.of(socket.request);
    // A grant says where it was asked for, the line where it is used: the lower of both counts.
    const ceiling = Math.min(grant.ceiling, await this.access.ceilingAt(network)) as Level;
    const ctx = { ...grantContext({ ...grant, ceiling }), network };
    if (!isOwnPage(this.config, socket.handshake.headers)) return this.#refuse(ctx, 'cross_site');
    const seat = await this.access.seat(ctx, grant.meetingId);
    // A grant lives for minutes: whoever was revoked since must not come back with the old one.
    if (!seat) return this.#refuse(ctx, 'grant_invalid');
    const { accountId, sessionId, meetingId } = grant;
    return {
      identity: { accountId, sessionId, meetingId, until: Date.parse(grant.until) },
      ctx,
      seat,
      permissions: new Set(grant.permissions),
      socket,
      papers: new Map(),
      places: new Map(),
      wanted: new Set(),
      open: new Set(),
    };
  }

  /** A grant of ours that does not get in is told of; without one there is nobody to name. */
  async #refuse(ctx: RequestContext, code: ErrorCode): Promise<never> {
    await this.audit.recordApart(ctx, 'message.refused', { message: 'connect', code }, 'denied');
    throw new AppError(code);
  }

  /**
   * Asks again once the connection is registered. A revocation between the handshake's judgement and the
   * registration found no socket to close; without this second look that person would go on hearing everything.
   *
   * @throws AppError `grant_invalid`
   */
  async confirm({ ctx, seat }: Connection): Promise<void> {
    const [now, ceiling] = await Promise.all([this.access.seat(ctx, seat.meetingId), this.access.ceilingAt(ctx.network)]);
    if (!ctx.actor || ceiling < ctx.actor.ceiling) throw new AppError('grant_invalid');
    if (!now || now.delegation !== seat.delegation || now.role !== seat.role) throw new AppError('grant_invalid');
  }
}
