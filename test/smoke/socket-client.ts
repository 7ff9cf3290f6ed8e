import type { Acknowledgement, FromClient, FromServer } from '@app/contracts';
import { io, type Socket } from 'socket.io-client';
import type { z } from 'zod';
import { until } from './built-process.js';

/** What a service says to a handshake it refuses. */
export class Refused extends Error {
  constructor(readonly failure: unknown) {
    super(`refused: ${JSON.stringify(failure)}`);
  }
}

/** A real socket.io client of one of our services: knows the contracts only, parses all that arrives, keeps it. */
export class SocketClient<M extends FromClient, N extends FromServer> {
  readonly heard: { name: string; notice: unknown }[] = [];
  /** When the connection was gone, by the clock of `performance.now()`. */
  goneAt: number | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly fromClient: M,
    fromServer: N,
  ) {
    socket.onAny((name: string, notice: unknown) => {
      const schema = fromServer[name];
      this.heard.push({ name, notice: schema ? schema.parse(notice) : `${name} is in no contract` });
    });
    socket.on('disconnect', () => (this.goneAt = performance.now()));
  }

  static connect<M extends FromClient, N extends FromServer>(
    url: string,
    path: string,
    contracts: { fromClient: M; fromServer: N },
    grant: string,
    origin = url,
  ): Promise<SocketClient<M, N>> {
    const socket = io(url, {
      path,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { grant },
      extraHeaders: { origin },
    });
    const client = new SocketClient(socket, contracts.fromClient, contracts.fromServer);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(client));
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        socket.disconnect();
        reject(new Refused(error.data ?? error.message));
      });
    });
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  async ask<K extends keyof M & string>(name: K, payload: z.input<M[K]['payload']>): Promise<z.output<M[K]['reply']>> {
    const answer = (await this.socket.timeout(10_000).emitWithAck(name, payload)) as Acknowledgement<unknown>;
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code}`);
    return this.fromClient[name]?.reply.parse(answer.data) as z.output<M[K]['reply']>;
  }

  notices<K extends keyof N & string>(name: K): z.output<N[K]>[] {
    return this.heard.filter((one) => one.name === name).map(({ notice }) => notice as z.output<N[K]>);
  }

  async hears<K extends keyof N & string>(name: K, fits: (notice: z.output<N[K]>) => boolean, limitMs = 10_000): Promise<z.output<N[K]>> {
    return until(
      () => this.notices(name).find(fits) ?? null,
      `${name} arrives (heard: ${this.heard.map((one) => one.name).join(', ') || 'nothing'})`,
      limitMs,
    );
  }

  async gone(limitMs: number): Promise<number> {
    return until(() => this.goneAt, 'the connection is closed', limitMs);
  }

  close(): void {
    this.socket.disconnect();
  }
}
