import { existsSync, readdirSync, statSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  conferenceFromServer,
  CONFERENCE_PATH,
  CONFERENCE_PROTOCOL,
  type Acknowledgement,
  type ConferenceAct,
  type ConferenceFromClient,
  type Grant,
  type RtpParameters,
} from '@app/contracts';
import { generateGrantKeys, GrantIssuer, onlyFrom } from '@app/identity';
import { Bus, createLog, InProcessBus, LOG } from '@app/platform';
import type { Server } from 'node:http';
import { Global, Module, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { io, type Socket } from 'socket.io-client';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { ConferenceModule } from '../../apps/conference/src/app.module.js';
import { ConferenceConfig } from '../../apps/conference/src/conference.config.js';
import { WorkerPool } from '../../apps/conference/src/sfu/worker-pool.js';

/** Given, or the one that was built last on this machine. */
export function workerBinary(): string {
  if (process.env['MEDIASOUP_WORKER_BIN']) return process.env['MEDIASOUP_WORKER_BIN'];
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'majlis');
  const built = existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('mediasoup-worker-')) : [];
  const last = built
    .map((name) => join(cache, name, 'mediasoup-worker'))
    .filter(existsSync)
    .sort((left, right) => statSync(left).mtimeMs - statSync(right).mtimeMs)
    .at(-1);
  if (!last) throw new Error('No media worker: run `node scripts/mediasoup-worker.mjs`, or set MEDIASOUP_WORKER_BIN.');
  return last;
}

export interface Conference {
  readonly url: string;
  readonly bus: Bus;
  readonly pool: WorkerPool;
  readonly issuer: GrantIssuer;
  /** What it told the agenda for the trail, and was told to be written. */
  readonly acts: readonly ConferenceAct[];
  connect(grant?: Partial<Grant>): Promise<Client>;
  /** Connects with whatever is given as the grant. @throws Refused */
  connectWith(auth: Record<string, unknown>, headers?: Record<string, string>): Promise<Client>;
  close(): Promise<void>;
}

export async function startConference(given: Partial<ConferenceConfig> = {}, bus: Bus = new InProcessBus()): Promise<Conference> {
  const keys = generateGrantKeys();
  const issuer = new GrantIssuer(keys.privateKey);
  const log = createLog({ level: 'silent', service: 'conference' });
  const config: ConferenceConfig = {
    grantPublicKey: keys.publicKey,
    workerBin: workerBinary(),
    workers: 1,
    listenIp: '127.0.0.1',
    announcedAddress: null,
    mediaPort: null,
    publicOrigin: null,
    trustedProxies: 'loopback',
    ...given,
  };

  @Global()
  @Module({
    providers: [
      { provide: ConferenceConfig, useValue: config },
      { provide: LOG, useValue: log },
      { provide: Bus, useValue: bus },
    ],
    exports: [ConferenceConfig, LOG, Bus],
  })
  class Surroundings {}

  @Module({ imports: [Surroundings, ConferenceModule] })
  class TestModule {}

  const app: INestApplication<Server> = await NestFactory.create(TestModule, { logger: ['error'] });
  app.useWebSocketAdapter(new IoAdapter(app));
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients = new Set<Client>();
  const acts: ConferenceAct[] = [];
  bus.subscribe('conference.acts', ({ acts: told }) => {
    acts.push(...told);
    void bus.publish('conference.written', { ids: told.map(({ id }) => id) });
  });

  const connectWith: Conference['connectWith'] = async (auth, headers = {}) => {
    const client = await Client.connect(url, auth, headers);
    clients.add(client);
    return client;
  };
  return {
    url,
    bus,
    acts,
    pool: app.get(WorkerPool),
    issuer,
    connectWith,
    connect: async (grant) => connectWith({ grant: (await issuer.issue(grantOf(grant))).token }),
    close: async () => {
      for (const client of clients) client.close();
      await app.close();
    },
  };
}

const MEETING = uuid();

/** A member of the demo meeting who may do everything, unless said otherwise. */
export function grantOf(given: Partial<Grant> = {}): Grant {
  return {
    service: 'conference',
    meetingId: MEETING,
    accountId: uuid(),
    sessionId: uuid(),
    name: { ar: 'سالم', en: 'Salem' },
    country: 'OM',
    role: 'member',
    delegation: 'OM',
    site: 'OM',
    ceiling: 2,
    caveats: [],
    assurance: 2,
    until: '2099-01-01T00:00:00.000Z',
    networks: onlyFrom('127.0.0.1'),
    permissions: ['meeting.attend', 'conference.join', 'conference.speak', 'conference.film', 'conference.share'],
    ...given,
  };
}

/** What a refused handshake carries. */
export class Refused extends Error {
  constructor(readonly failure: unknown) {
    super('refused');
  }
}

type Payload<K extends keyof ConferenceFromClient> = z.input<ConferenceFromClient[K]['payload']>;
type Reply<K extends keyof ConferenceFromClient> = z.output<ConferenceFromClient[K]['reply']>;
type NoticeName = keyof typeof conferenceFromServer;
type Notice<K extends NoticeName> = z.output<(typeof conferenceFromServer)[K]>;

/** A client that keeps every notice, so that none is missed between two lines of a test. */
export class Client {
  readonly instance = uuid();
  readonly #socket: Socket;
  readonly #heard: { name: NoticeName; notice: unknown }[] = [];
  readonly #waiting = new Set<() => void>();
  readonly disconnected: Promise<void>;

  static connect(url: string, auth: Record<string, unknown>, headers: Record<string, string>): Promise<Client> {
    const socket = io(url, {
      path: CONFERENCE_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: headers,
    });
    return new Promise((resolve, reject) => {
      const client = new Client(socket);
      socket.once('connect', () => resolve(client));
      socket.once('connect_error', (error: Error & { data?: unknown }) => {
        socket.disconnect();
        reject(new Refused(error.data ?? error.message));
      });
    });
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.disconnected = new Promise((resolve) => socket.once('disconnect', () => resolve()));
    socket.onAny((name: NoticeName, notice: unknown) => {
      this.#heard.push({ name, notice: conferenceFromServer[name].parse(notice) });
      for (const look of [...this.#waiting]) look();
    });
  }

  /** Any message with any payload, as sent by somebody with his own client. */
  async raw(name: string, ...payload: unknown[]): Promise<Acknowledgement<unknown>> {
    return (await this.#socket.timeout(20_000).emitWithAck(name, ...payload)) as Acknowledgement<unknown>;
  }

  async ask<K extends keyof ConferenceFromClient>(name: K, payload: Payload<K>): Promise<Reply<K>> {
    const answer = await this.raw(name, payload);
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.issues ?? [])}`);
    return answer.data as Reply<K>;
  }

  /** The first such notice not taken yet. */
  hear<K extends NoticeName>(name: K, fits: (notice: Notice<K>) => boolean = () => true): Promise<Notice<K>> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const at = this.#heard.findIndex((heard) => heard.name === name && fits(heard.notice as Notice<K>));
        if (at < 0) return;
        this.#waiting.delete(look);
        clearTimeout(timer);
        resolve(this.#heard.splice(at, 1)[0]?.notice as Notice<K>);
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(look);
        reject(new Error(`no ${name}; heard ${JSON.stringify(this.#heard.map((heard) => heard.name))}`));
      }, 4000);
      this.#waiting.add(look);
      look();
    });
  }

  /** Every notice that was not taken yet. */
  get everything(): readonly { name: NoticeName; notice: unknown }[] {
    return this.#heard;
  }

  heard(name: NoticeName): number {
    return this.#heard.filter((heard) => heard.name === name).length;
  }

  enter(): Promise<Reply<'room:enter'>> {
    return this.ask('room:enter', { protocol: CONFERENCE_PROTOCOL, instance: this.instance });
  }

  /** Enters and opens both transports: ready to send and receive. */
  async enterWithMedia(): Promise<Reply<'room:enter'> & { send: string; receive: string }> {
    const room = await this.enter();
    const send = await this.ask('transport:create', { direction: 'send' });
    const receive = await this.ask('transport:create', { direction: 'receive', rtpCapabilities: room.rtpCapabilities });
    return { ...room, send: send.id, receive: receive.id };
  }

  close(): void {
    this.#socket.disconnect();
  }
}

let nextSsrc = 10_000;

export function opus(): RtpParameters {
  return {
    mid: '0',
    codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2, parameters: { useinbandfec: 1 } }],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 1 }],
    encodings: [{ ssrc: (nextSsrc += 1), dtx: true }],
    rtcp: { cname: 'test' },
  };
}

export function simulcast(): RtpParameters {
  return {
    mid: '1',
    codecs: [
      { mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000, rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }] },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id', id: 10 }],
    encodings: ['r0', 'r1', 'r2'].map((rid) => ({ rid, maxBitrate: 500_000, scalabilityMode: 'L1T3' })),
    rtcp: { cname: 'test' },
  };
}

export const FINGERPRINT = { algorithm: 'sha-256' as const, value: Array.from({ length: 32 }, () => 'AB').join(':') };
