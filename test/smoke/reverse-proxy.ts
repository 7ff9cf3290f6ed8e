import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Duplex, pipeline } from 'node:stream';

/** What the proxy of docker/Caddyfile does, as small as it can be: choose by path, pass on, upgrade. */
export class ReverseProxy {
  readonly #targets = new Map<string, string>();
  readonly #sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ReverseProxy> {
    const server = createServer();
    const proxy = new ReverseProxy(server);
    server.on('connection', (socket: Socket) => {
      proxy.#sockets.add(socket);
      socket.on('close', () => proxy.#sockets.delete(socket));
    });
    server.on('request', (incoming, response) => {
      const outgoing = proxy.#pass(incoming);
      outgoing.on('error', () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
      outgoing.on('response', (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        pipeline(answer, response, () => undefined);
      });
      // A reader who goes away must not leave a stream of a paper behind.
      response.on('close', () => outgoing.destroy());
      pipeline(incoming, outgoing, () => undefined);
    });
    server.on('upgrade', (incoming: IncomingMessage, near: Duplex, head: Buffer) => {
      const outgoing = proxy.#pass(incoming);
      near.on('error', () => outgoing.destroy());
      outgoing.on('error', () => near.destroy());
      outgoing.on('response', (answer) => near.end(`HTTP/1.1 ${answer.statusCode} refused\r\nConnection: close\r\n\r\n`));
      outgoing.on('upgrade', (answer, far, farHead) => {
        near.write(`HTTP/1.1 101 Switching Protocols\r\n${headerLines(answer.rawHeaders)}\r\n`);
        near.write(farHead);
        far.write(head);
        pipeline(near, far, near, () => undefined);
      });
      outgoing.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sends paths under `prefix` to a service; the longest prefix wins. */
  route(prefix: string, target: string): void {
    this.#targets.set(prefix, target);
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #pass(incoming: IncomingMessage) {
    const path = incoming.url ?? '/';
    const prefix = [...this.#targets.keys()].filter((one) => path.startsWith(one)).sort((a, b) => b.length - a.length)[0] ?? '';
    const target = new URL(this.#targets.get(prefix) ?? 'http://127.0.0.1:9');
    const headers = { ...incoming.headers, 'x-forwarded-for': incoming.socket.remoteAddress ?? '', 'x-forwarded-proto': 'http' };
    return request({ host: '127.0.0.1', port: target.port, method: incoming.method, path, headers });
  }
}

function headerLines(raw: readonly string[]): string {
  return raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
}
