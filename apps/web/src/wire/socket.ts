import { closeReasonSchema, type CloseReason, type FromClient, type FromServer, type MessageContract } from '@app/contracts';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { behavior, type Behavior, type Scope } from '../state';
import { ApiError, toApiError } from './api-error';
import { parseAnswer } from './socket-answer';

/** `offline` heals by itself; `closed` does not (the reason says what to do). */
export type ConnectionStatus = 'connecting' | 'online' | 'offline' | 'closed';

/** Why a connection will not come back: the server said so, or no grant is given (any more). */
export type Closing = { by: 'server'; reason: CloseReason } | { by: 'grant'; error: ApiError };

export interface Connection<M extends FromClient, N extends FromServer> {
  readonly status: Behavior<ConnectionStatus>;
  /** The last closing; null while none happened or after the connection came back. */
  readonly closing: Behavior<Closing | null>;
  /** Counts the times the connection was made: after each, catch up from your cursor. */
  readonly epoch: Behavior<number>;
  /**
   * Sends a message and returns the parsed answer. Nothing is queued while offline: whoever may not lose
   * something keeps it and sends it again (operations are idempotent by id).
   * @throws ApiError
   */
  request<K extends keyof M & string>(name: K, payload: PayloadOf<M[K]>, options?: { timeoutMs?: number }): Promise<ReplyOf<M[K]>>;
  /** Hears a notice, already parsed, until the scope ends. An unreadable one is dropped, never passed on. */
  on<K extends keyof N & string>(name: K, listener: (notice: z.output<N[K]>) => void): () => void;
}

type PayloadOf<C> = C extends MessageContract<infer P, z.ZodType> ? z.input<P> : never;
type ReplyOf<C> = C extends MessageContract<z.ZodType, infer R> ? z.output<R> : never;

export interface SocketOptions<M extends FromClient, N extends FromServer> {
  /** Path of the service's socket.io endpoint on this origin. */
  path: string;
  fromClient: M;
  fromServer: N;
  /** Fetches a fresh grant; asked before every connection, because grants live for minutes. */
  grant(): Promise<string>;
}

const ANSWER_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3000;
const RETRY_MS = [300, 700, 1500, 3000, 5000];
const FLOODING_PAUSE_MS = 10_000;

const closingSchema = z.object({ reason: closeReasonSchema });

/**
 * Connects to a socket service until the scope ends.
 *
 * The library's own reconnection stays off: every attempt needs a fresh grant, and a close reason decides
 * whether there is one. A lost network shows within 3 s because the services ping every second and the
 * browser's `offline` event is believed at once.
 */
export function connectSocket<M extends FromClient, N extends FromServer>(scope: Scope, options: SocketOptions<M, N>): Connection<M, N> {
  const status = behavior<ConnectionStatus>('connecting');
  const closing = behavior<Closing | null>(null);
  const epoch = behavior(0);
  let grant = '';
  let failures = 0;
  let announced: CloseReason | null = null;
  let callOff = () => undefined as void;

  const socket = io({
    path: options.path,
    autoConnect: false,
    reconnection: false,
    transports: ['websocket'],
    timeout: CONNECT_TIMEOUT_MS,
    forceNew: true,
    auth: (give) => give({ grant }),
  });

  const close = (why: Closing) => {
    closing.next(why);
    status.next('closed');
    socket.disconnect();
  };

  const attempt = async () => {
    if (scope.ended || socket.connected) return;
    try {
      grant = await options.grant();
    } catch (thrown) {
      const error = toApiError(thrown);
      if (scope.ended) return;
      if (error.retry) retryLater();
      else close({ by: 'grant', error });
      return;
    }
    if (!scope.ended) socket.connect();
  };

  const retryLater = (pause?: number) => {
    if (scope.ended || status.value === 'closed') return;
    status.next('offline');
    const delay = pause ?? RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] ?? 5000;
    failures += 1;
    callOff();
    // Spread, so that two hundred participants do not come back in the same millisecond.
    callOff = scope.after(delay * (0.8 + Math.random() * 0.4), () => void attempt());
  };

  socket.on('connect', () => {
    failures = 0;
    announced = null;
    closing.next(null);
    status.next('online');
    epoch.update((count) => count + 1);
  });
  socket.on('connect_error', () => retryLater());
  socket.on('session:closing', (notice: unknown) => {
    const parsed = closingSchema.safeParse(notice);
    announced = parsed.success ? parsed.data.reason : null;
  });
  socket.on('disconnect', () => {
    const reason = announced;
    announced = null;
    if (scope.ended || status.value === 'closed') return;
    if (reason === 'session_ended' || reason === 'protocol') return close({ by: 'server', reason });
    if (reason) closing.next({ by: 'server', reason });
    retryLater(reason === 'flooding' ? FLOODING_PAUSE_MS : undefined);
  });
  scope.listen(window, 'offline', () => {
    if (status.value === 'online') socket.disconnect();
  });
  scope.listen(window, 'online', () => {
    callOff();
    if (status.value === 'offline') void attempt();
  });
  scope.onEnd(() => {
    socket.removeAllListeners();
    socket.disconnect();
  });
  void attempt();

  return {
    status,
    closing,
    epoch,
    async request(name, payload, { timeoutMs = ANSWER_TIMEOUT_MS } = {}) {
      if (!socket.connected) throw new ApiError('network_lost');
      let answer: unknown;
      try {
        answer = await socket.timeout(timeoutMs).emitWithAck(name, payload);
      } catch (cause) {
        throw new ApiError(socket.connected ? 'timed_out' : 'network_lost', { cause });
      }
      return parseAnswer(options.fromClient[name], answer) as ReplyOf<M[typeof name]>;
    },
    on(name, listener) {
      const schema = options.fromServer[name];
      const heard = (payload: unknown) => {
        const notice = schema?.safeParse(payload);
        if (notice?.success) listener(notice.data as z.output<N[typeof name]>);
      };
      socket.on(name, heard as never);
      const stop = () => void socket.off(name, heard as never);
      scope.onEnd(stop);
      return stop;
    },
  };
}
