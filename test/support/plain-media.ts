import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RtpParameters } from '@app/contracts';
import { MediaTransport } from '../../apps/conference/src/sfu/media-transport.js';

type Router = Parameters<typeof MediaTransport.create>[0];

/** The other end of one transport: what the worker sends there arrives here, as it would at a person's machine. */
export class MediaLine {
  /** Packets that arrived, and when the last one did (performance.now()). */
  packets = 0;
  lastAt = 0;
  readonly #pace: { timer?: NodeJS.Timeout } = {};

  constructor(
    private readonly socket: Socket,
    private readonly port: number,
  ) {
    socket.on('message', () => {
      this.packets += 1;
      this.lastAt = performance.now();
    });
  }

  /** Speaks from now on: a packet of Opus every 20 ms. */
  speak({ encodings, codecs }: RtpParameters): void {
    const header = Buffer.alloc(12);
    header[0] = 0x80;
    header[1] = codecs[0]?.payloadType ?? 0;
    header.writeUInt32BE(encodings[0]?.ssrc ?? 0, 8);
    let sequence = 0;
    this.#pace.timer = setInterval(() => {
      header.writeUInt16BE(sequence & 0xffff, 2);
      header.writeUInt32BE((sequence * 960) >>> 0, 4);
      sequence += 1;
      this.socket.send(Buffer.concat([header, Buffer.alloc(80, sequence)]), this.port, '127.0.0.1');
    }, 20);
  }

  close(): void {
    clearInterval(this.#pace.timer);
    this.socket.close();
  }
}

/**
 * Media without a browser. Everything is the product's own (worker, router, producers, consumers, who may have them),
 * but its transports are plain ones instead of ICE and DTLS, each joined to a {@link MediaLine} of this process at once.
 */
export class PlainMedia {
  readonly #lines = new Map<string, MediaLine>();
  readonly #create = MediaTransport.create;

  constructor() {
    const create = this.#create.bind(MediaTransport);
    MediaTransport.create = (router, ...others) => create(this.#plain(router), ...others);
  }

  /** @param transportId as the product told its client */
  line(transportId: string): MediaLine {
    const line = this.#lines.get(transportId);
    if (!line) throw new Error(`no transport ${transportId}`);
    return line;
  }

  close(): void {
    MediaTransport.create = this.#create;
    for (const line of this.#lines.values()) line.close();
  }

  #plain(router: Router): Router {
    const createWebRtcTransport = async () => {
      const transport = await router.createPlainTransport({ listenInfo: { protocol: 'udp', ip: '127.0.0.1' }, rtcpMux: true });
      const socket = createSocket('udp4');
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
      await transport.connect({ ip: '127.0.0.1', port: socket.address().port });
      this.#lines.set(transport.id, new MediaLine(socket, transport.tuple.localPort));
      return Object.assign(transport, {
        iceParameters: { usernameFragment: 'none', password: 'none'.repeat(6) },
        iceCandidates: [],
        dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }], role: 'auto' },
      });
    };
    return new Proxy(router, {
      get(target, name) {
        if (name === 'createWebRtcTransport') return createWebRtcTransport;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  }
}
