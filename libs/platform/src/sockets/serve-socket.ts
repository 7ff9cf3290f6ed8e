import type { AccessChanged, CloseReason, FromClient, Handlers, Permission } from '@app/contracts';
import type { Server, Socket } from 'socket.io';
import { v7 as uuid } from 'uuid';
import type { Bus } from '../bus/bus.js';
import { AppError } from '../errors/app-error.js';
import { parseInput, toFailure } from '../errors/failure.js';
import type { Log } from '../logging/log.js';
import { TokenBucket } from './token-bucket.js';

/** What every socket connection knows about who is behind it. */
export interface SocketIdentity {
  readonly accountId: string;
  readonly sessionId: string;
  readonly meetingId: string;
}

export interface SocketService<M extends FromClient, Connection extends { identity: SocketIdentity }> {
  readonly messages: M;
  readonly handlers: Handlers<M, Connection>;
  readonly bus: Bus;
  readonly log: Log;
  /** Messages a second on average, and at once. */
  readonly rate: { perSecond: number; burst: number };
  /** Judges the handshake; runs before the client is connected. @throws AppError to refuse. */
  authenticate(socket: Socket): Promise<Connection>;
  /** The first key: may this connection send messages of this permission at all? */
  permits(connection: Connection, permission: Permission): boolean;
  /** Whether it has one of these papers open; asked when they were withdrawn or labelled anew. */
  holds?(connection: Connection, documentIds: readonly string[]): Promise<boolean>;
  opened?(connection: Connection): void | Promise<void>;
  closed?(connection: Connection): void | Promise<void>;
}

/**
 * Binds a typed message table to a socket.io server: authenticate before connect, then for every message
 * rate, schema, permission, handler, acknowledgement. A message that is not in the table is refused.
 * When access changes (one event on the bus), the matching sockets are closed with a reason; nothing else
 * re-evaluates access on a live connection (house rule 6).
 *
 * @returns a function that closes every connection, for shutdown.
 */
export function serveSocket<M extends FromClient, Connection extends { identity: SocketIdentity }>(
  server: Server,
  service: SocketService<M, Connection>,
): (reason: CloseReason) => void {
  const live = new Map<Socket, Connection>();

  server.use((socket, next) => {
    // Within an async function: a throw before its first await must refuse the socket and not end the process.
    (async () => service.authenticate(socket))().then(
      (connection) => {
        socket.data = connection;
        next();
      },
      (error: unknown) => {
        const refusal = new Error('refused') as Error & { data: unknown };
        refusal.data = toFailure(error instanceof AppError ? error : new AppError('grant_invalid'), uuid());
        if (!(error instanceof AppError)) service.log.error({ err: error }, 'socket authentication failed');
        next(refusal);
      },
    );
  });

  server.on('connection', (socket) => {
    const connection = socket.data as Connection;
    const bucket = new TokenBucket(service.rate.perSecond, service.rate.burst);
    live.set(socket, connection);

    socket.onAny((name: string, ...args: unknown[]) => {
      const last = args.at(-1);
      if (typeof last !== 'function') return; // every message asks for an acknowledgement; without one there is nobody to answer
      const acknowledge = last as (answer: unknown) => void;
      const requestId = uuid();
      void handle(connection, name, args.length > 1 ? args[0] : undefined)
        .then((data) => acknowledge({ ok: true, data }))
        .catch((error: unknown) => {
          if (!(error instanceof AppError)) service.log.error({ err: error, requestId, message: name.slice(0, 60) }, 'message failed');
          acknowledge({ ok: false, ...toFailure(error, requestId) });
        });
    });

    socket.on('disconnect', () => {
      live.delete(socket);
      void Promise.resolve(service.closed?.(connection)).catch((err: unknown) => service.log.error({ err }, 'closing a connection failed'));
    });
    void Promise.resolve(service.opened?.(connection)).catch((err: unknown) => {
      service.log.error({ err }, 'opening a connection failed');
      close(socket, 'rejudge');
    });

    async function handle(from: Connection, name: string, payload: unknown): Promise<unknown> {
      if (!bucket.take()) {
        close(socket, 'flooding');
        throw new AppError('too_many_requests');
      }
      // Object.hasOwn: a message called "constructor" must not find something on the prototype.
      const contract = Object.hasOwn(service.messages, name) ? service.messages[name] : undefined;
      if (!contract) throw new AppError('message_unknown');
      if (!service.permits(from, contract.permission)) throw new AppError('not_found');
      return service.handlers[name as keyof M & string](from, parseInput(contract.payload, payload, 'message_invalid') as never);
    }
  });

  service.bus.subscribe('access.changed', (scope) => {
    for (const [socket, connection] of live) {
      if (matches(scope, connection.identity)) close(socket, scope.reason);
      else if (scope.documentIds.length > 0) void closeIfHolding(socket, connection, scope);
    }
  });

  async function closeIfHolding(socket: Socket, connection: Connection, scope: AccessChanged): Promise<void> {
    // When it cannot be told, the connection is judged again rather than trusted.
    const holding = await (service.holds?.(connection, scope.documentIds) ?? Promise.resolve(false)).catch(() => true);
    if (holding) close(socket, scope.reason);
  }

  function close(socket: Socket, reason: CloseReason): void {
    socket.emit('session:closing', { reason });
    socket.disconnect(true);
  }

  return (reason) => {
    for (const socket of live.keys()) close(socket, reason);
  };
}

/** A scope names accounts, sessions, meetings, or accounts within meetings. */
function matches(scope: AccessChanged, identity: SocketIdentity): boolean {
  if (scope.sessionIds.includes(identity.sessionId)) return true;
  const account = scope.accountIds.includes(identity.accountId);
  const meeting = scope.meetingIds.includes(identity.meetingId);
  if (scope.accountIds.length > 0 && scope.meetingIds.length > 0) return account && meeting;
  return account || meeting;
}
