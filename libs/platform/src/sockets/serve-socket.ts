import type { AccessChanged, CloseReason, FromClient, Handlers, Permission } from '@app/contracts';
import type { Server, Socket } from 'socket.io';
import { v7 as uuid } from 'uuid';
import { atTime } from '../at-time.js';
import type { Bus } from '../bus/bus.js';
import { AppError } from '../errors/app-error.js';
import { parseInput, toFailure } from '../errors/failure.js';
import type { Log } from '../logging/log.js';
import { type AccountLoad, AccountLoads, type MessageRate } from './account-load.js';

/** What every socket connection knows about who is behind it. */
export interface SocketIdentity {
  readonly accountId: string;
  readonly sessionId: string;
  readonly meetingId: string;
  /** When his access ends by itself, in milliseconds since 1970. */
  readonly until: number;
}

export interface SocketService<M extends FromClient, Connection extends { identity: SocketIdentity }> {
  readonly messages: M;
  readonly handlers: Handlers<M, Connection>;
  readonly bus: Bus;
  readonly log: Log;
  /** Of one account, all its sockets together. */
  readonly rate: MessageRate;
  /** Messages that stand for more work than one. */
  readonly costs?: Partial<Record<keyof M & string, number>>;
  /**
   * Judges the handshake; runs before the client is connected. Calls `admit` as soon as it knows whose it is, and
   * before it asks the database anything.
   *
   * @throws AppError to refuse.
   */
  authenticate(socket: Socket, admit: (accountId: string) => void): Promise<Connection>;
  /** The first key: may this connection send messages of this permission at all? */
  permits(connection: Connection, permission: Permission): boolean;
  /**
   * Whether it has, or may have, one of these papers; asked when they were withdrawn or labelled anew. Answers at
   * once: what is not known yet counts as had.
   */
  holds?(connection: Connection, documentIds: readonly string[]): boolean;
  /** Told of each refused message before it is answered; when this fails, that is the answer. `message` is null for an unknown one. */
  refused?(connection: Connection, message: (keyof M & string) | null, error: AppError): void | Promise<void>;
  opened?(connection: Connection): void | Promise<void>;
  closed?(connection: Connection): void | Promise<void>;
}

/** What a message costs beside itself when it was refused or asked for no answer: nobody's client does that for long. */
const REFUSAL_COST = 4;
/** How long a closed line is kept for the other side to say goodbye; the library alone would wait half a minute. */
const GOODBYE_MS = 2_000;
/**
 * How long whoever is closed has to take what was said to him, the reason last. Then the line is reset: what a slow or
 * stopped reader has not fetched lies in buffers, the kernel's among them, and would reach him long after he lost access.
 */
const CUT_MS = 500;

/**
 * Binds a typed message table to a socket.io server: authenticate before connect, then for every message
 * rate, schema, permission, handler, acknowledgement. A message that is not in the table is refused.
 * When access changes (one event on the bus), the matching sockets are closed with a reason; so they are when the
 * access they were given ends by itself, and all of them when such an event may have been missed. Nothing else
 * re-evaluates access on a live connection (house rule 6).
 *
 * @returns a function that closes every connection, for shutdown.
 */
export function serveSocket<M extends FromClient, Connection extends { identity: SocketIdentity }>(
  server: Server,
  service: SocketService<M, Connection>,
): (reason: CloseReason) => void {
  const live = new Map<Socket, Connection>();
  const loads = new AccountLoads(service.rate);
  const places = new WeakMap<Socket, Place>();

  server.engine.on('connection', (line: Socket['conn']) => {
    line.once('close', () => setTimeout(() => line.request.socket.destroy(), GOODBYE_MS).unref());
  });

  server.use((socket, next) => {
    // Within an async function: a throw before its first await must refuse the socket and not end the process.
    (async () => {
      const connection = await service.authenticate(socket, (accountId) => void admit(socket, accountId));
      admit(socket, connection.identity.accountId);
      if (connection.identity.until <= Date.now()) throw new AppError('grant_invalid');
      return connection;
    })().then(
      (connection) => {
        socket.data = connection;
        next();
      },
      (error: unknown) => {
        places.get(socket)?.leave();
        const refusal = new Error('refused') as Error & { data: unknown };
        refusal.data = toFailure(error instanceof AppError ? error : new AppError('grant_invalid'), uuid());
        if (!(error instanceof AppError)) service.log.error({ err: error }, 'socket authentication failed');
        next(refusal);
      },
    );
  });

  server.on('connection', (socket) => {
    const connection = socket.data as Connection;
    const { load, leave } = admit(socket, connection.identity.accountId);
    live.set(socket, connection);
    const stopClock = atTime(connection.identity.until, () => close(socket, 'rejudge'));

    const count = ({ data }: { data?: string | Buffer }) => void (load.receive(data?.length ?? 0) || close(socket, 'flooding'));
    socket.conn.on('packet', count);

    socket.onAny((name: string, ...args: unknown[]) => {
      if (!live.has(socket)) return; // closed; what it sent before is still being read
      const last = args.at(-1);
      const cost = (Object.hasOwn(service.costs ?? {}, name) ? service.costs?.[name] : undefined) ?? 1;
      if (typeof last !== 'function') {
        // Every message asks for an acknowledgement; without one there is nobody to answer.
        if (!load.take(cost + REFUSAL_COST)) close(socket, 'flooding');
        return;
      }
      const acknowledge = last as (answer: unknown) => void;
      const requestId = uuid();
      const work = async () => {
        try {
          acknowledge({ ok: true, data: await handle(connection, name, args.length > 1 ? args[0] : undefined) });
        } catch (thrown) {
          const error = await written(connection, name, thrown);
          if (!(error instanceof AppError)) service.log.error({ err: error, requestId, message: name.slice(0, 60) }, 'message failed');
          acknowledge({ ok: false, ...toFailure(error, requestId) });
          if (error instanceof AppError && error.status < 500 && !load.take(REFUSAL_COST)) close(socket, 'flooding');
        }
      };
      if (!load.take(cost) || !load.run(socket, work)) close(socket, 'flooding');
    });

    socket.on('disconnect', () => {
      live.delete(socket);
      stopClock();
      load.forget(socket);
      leave();
      socket.conn.off('packet', count);
      // A line without anybody behind it is of no use to anybody.
      setImmediate(() => socket.conn.readyState === 'open' && socket.conn.close());
      void (async () => service.closed?.(connection))().catch((err: unknown) => service.log.error({ err }, 'closing a connection failed'));
    });
    void (async () => service.opened?.(connection))().catch((err: unknown) => {
      service.log.error({ err }, 'opening a connection failed');
      close(socket, 'rejudge');
    });
  });

  async function handle(from: Connection, name: string, payload: unknown): Promise<unknown> {
    // Object.hasOwn: a message called "constructor" must not find something on the prototype.
    const contract = Object.hasOwn(service.messages, name) ? service.messages[name] : undefined;
    if (!contract) throw new AppError('message_unknown');
    if (!service.permits(from, contract.permission)) throw new AppError('not_found');
    return service.handlers[name as keyof M & string](from, parseInput(contract.payload, payload, 'message_invalid') as never);
  }

  /** @returns what to answer */
  async function written(from: Connection, name: string, error: unknown): Promise<unknown> {
    if (!(error instanceof AppError)) return error;
    try {
      await service.refused?.(from, Object.hasOwn(service.messages, name) ? name : null, error);
      return error;
    } catch (unwritten) {
      return unwritten;
    }
  }

  service.bus.subscribe('access.changed', (scope) => {
    for (const [socket, connection] of live)
      if (matches(scope, connection.identity) || holds(connection, scope)) close(socket, scope.reason);
  });

  service.bus.onInterrupted(() => {
    for (const socket of live.keys()) close(socket, 'rejudge');
  });

  function holds(connection: Connection, { documentIds }: AccessChanged): boolean {
    return documentIds.length > 0 && (service.holds?.(connection, documentIds) ?? false);
  }

  /** Takes a place for the socket, once. It is given back when the socket is refused or gone, also if it went unseen. */
  function admit(socket: Socket, accountId: string): Place {
    const known = places.get(socket);
    if (known) return known;
    const load = loads.of(accountId);
    if (socket.conn.readyState !== 'open' || !load.enter()) throw new AppError('too_many_requests');
    let here = true;
    const leave = () => {
      if (!here) return;
      here = false;
      load.leave();
      loads.release(accountId);
    };
    socket.conn.once('close', leave);
    const place = { load, leave };
    places.set(socket, place);
    return place;
  }

  function close(socket: Socket, reason: CloseReason): void {
    const line = socket.conn.request.socket;
    setTimeout(() => line.destroyed || line.resetAndDestroy(), CUT_MS).unref();
    socket.emit('session:closing', { reason });
    socket.disconnect(true);
  }

  return (reason) => {
    for (const socket of live.keys()) close(socket, reason);
  };
}

interface Place {
  readonly load: AccountLoad;
  readonly leave: () => void;
}

/** A scope names accounts, sessions, meetings, or accounts within meetings. */
function matches(scope: AccessChanged, identity: SocketIdentity): boolean {
  if (scope.sessionIds.includes(identity.sessionId)) return true;
  const account = scope.accountIds.includes(identity.accountId);
  const meeting = scope.meetingIds.includes(identity.meetingId);
  if (scope.accountIds.length > 0 && scope.meetingIds.length > 0) return account && meeting;
  return account || meeting;
}
