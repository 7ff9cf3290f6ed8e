import {
  ANNOTATION_PATH,
  type Acknowledgement,
  type AnnotationClientEvents,
  type AnnotationFromClient,
  type AnnotationFromServer,
  type AnnotationServerEvents,
  type Country,
  type Grant,
  type Level,
  type Role,
} from '@app/contracts';
import { Database } from '@app/database';
import { generateGrantKeys, GrantIssuer, GrantVerifier } from '@app/identity';
import { Bus, createLog, InProcessBus, loadConfig, PlatformModule, startApplication, type RunningApplication } from '@app/platform';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import { Global, Module, type DynamicModule } from '@nestjs/common';
import { io, type Socket } from 'socket.io-client';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { AnnotationModule } from '../../apps/annotation/src/app.module.js';

type Reply<K extends keyof AnnotationFromClient> = z.output<AnnotationFromClient[K]['reply']>;
type Payload<K extends keyof AnnotationFromClient> = z.input<AnnotationFromClient[K]['payload']>;
type Notice<K extends keyof AnnotationFromServer> = z.output<AnnotationFromServer[K]>;

export interface PersonOptions {
  readonly country: Country;
  readonly level: Level;
  readonly role: Role | null;
}
export interface Person extends PersonOptions {
  readonly accountId: string;
  readonly sessionId: string;
}
export interface Paper {
  readonly versionId: string;
  readonly documentId: string;
  readonly itemId: string;
}

/** A real client that keeps every frame it was sent. */
export class Client {
  readonly frames: { name: string; notice: unknown; at: number }[] = [];
  closedBecause: string | null = null;
  readonly #watchers = new Set<() => void>();

  private constructor(readonly socket: Socket<AnnotationServerEvents, AnnotationClientEvents>) {
    socket.onAny((name: string, notice: unknown) => {
      this.frames.push({ name, notice, at: performance.now() });
      if (name === 'session:closing') this.closedBecause = (notice as Notice<'session:closing'>).reason;
      this.#wake();
    });
    socket.on('disconnect', () => this.#wake());
  }

  static async connect(url: string, grant: string, headers: Record<string, string> = {}): Promise<Client> {
    const socket: Socket<AnnotationServerEvents, AnnotationClientEvents> = io(url, {
      path: ANNOTATION_PATH,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth: { grant },
      extraHeaders: headers,
    });
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => reject(error));
    });
    return client;
  }

  /** @throws Error with the code when refused. */
  async request<K extends keyof AnnotationFromClient & string>(name: K, payload: Payload<K>): Promise<Reply<K>> {
    const answer = await this.ask(name, payload);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.data as Reply<K>;
  }

  async ask(name: string, payload: unknown): Promise<Acknowledgement<unknown>> {
    return (await this.socket.timeout(20_000).emitWithAck(name as 'document:open', payload as never)) as Acknowledgement<unknown>;
  }

  heard<K extends keyof AnnotationFromServer & string>(name: K): Notice<K>[] {
    return this.frames.filter((frame) => frame.name === name).map(({ notice }) => notice as Notice<K>);
  }

  /** Waits for something to have arrived; the test's own time limit ends it. */
  async until(condition: () => boolean, what: string, limitMs = 5000): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const watcher = () => {
        if (!condition()) return;
        clearTimeout(timer);
        this.#watchers.delete(watcher);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#watchers.delete(watcher);
        reject(new Error(`did not arrive: ${what}`));
      }, limitMs);
      this.#watchers.add(watcher);
    });
  }

  close(): void {
    this.socket.disconnect();
  }

  #wake(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }
}

/** A meeting of two delegations and an outsider, on a real server with a real database. */
export class World {
  readonly #keys = generateGrantKeys();
  readonly #issuer = new GrantIssuer(this.#keys.privateKey);
  readonly #clients: Client[] = [];
  #running: RunningApplication | null = null;
  readonly meetingId = uuid();
  readonly bodyId = uuid();
  #redisUrl: string | null = null;

  private constructor(
    readonly db: TestDatabase,
    readonly admin: DataSource,
  ) {}

  /** @param redisUrl as one of several processes, joined by Redis */
  static async create(redisUrl: string | null = null): Promise<World> {
    const db = await createTestDatabase();
    const world = new World(db, await db.superuser());
    world.#redisUrl = redisUrl;
    await world.admin.query(
      `insert into bodies (id, name_ar, name_en, home_site, level, releasable_to, originator) values ($1, 'لجنة', 'Committee', 'BH', 0, '{ALL}', 'BH')`,
      [world.bodyId],
    );
    await world.meeting(world.meetingId);
    await world.start();
    return world;
  }

  get bus(): Bus {
    return this.#app.app.get(Bus);
  }

  get url(): string {
    return this.#app.url;
  }

  get #app(): RunningApplication {
    if (!this.#running) throw new Error('not started');
    return this.#running;
  }

  async start(): Promise<void> {
    const config = {
      ...loadConfig('majlis', { MAJLIS_MODE: 'demo', PORT: '0', HOST: '127.0.0.1', REDIS_URL: this.#redisUrl ?? '' }),
      service: 'annotation' as const,
    };
    const log = createLog({ level: process.env['TEST_LOG_LEVEL'] ?? 'silent', service: 'annotation' });
    const { database } = this.db;
    @Global()
    @Module({})
    class Surroundings {}
    const provided = [
      { provide: Database, useValue: database },
      { provide: GrantVerifier, useValue: new GrantVerifier(this.#keys.publicKey) },
    ];
    const surroundings: DynamicModule = { module: Surroundings, providers: provided, exports: provided.map(({ provide }) => provide) };
    @Module({})
    class Root {}
    this.#running = await startApplication(
      { module: Root, imports: [PlatformModule.forRoot(config, log), surroundings, AnnotationModule] },
      config,
      log,
    );
    if (!this.#redisUrl && !(this.bus instanceof InProcessBus)) throw new Error('the test wants the bus of one process');
  }

  /** Nobody is connected any more: a person has a handful of places. */
  leaveAll(): void {
    for (const client of this.#clients.splice(0)) client.close();
  }

  async stop(): Promise<void> {
    this.leaveAll();
    await this.#running?.close();
    this.#running = null;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.db.close();
  }

  async meeting(id: string, state = 'inSession'): Promise<string> {
    await this.admin.query(
      `insert into meetings (id, body_id, kind, title_ar, title_en, starts_at, ends_at, sites, state, home_site, level, releasable_to, originator)
       values ($1, $2, 'regular', 'اجتماع', 'Meeting', now(), now() + interval '1 hour', '{BH,SA}', $3, 'BH', 0, '{ALL}', 'BH')`,
      [id, this.bodyId, state],
    );
    return id;
  }

  /** What the trail says was refused to a person on his line, oldest first. */
  async refusalsOf({ accountId }: Person): Promise<unknown[]> {
    const rows = await this.admin.query<{ data: unknown }[]>(
      `select data from audit_entries where event = 'message.refused' and outcome = 'denied' and account_id = $1 order by seq`,
      [accountId],
    );
    return rows.map(({ data }) => data);
  }

  async person(options: PersonOptions, meetingId = this.meetingId): Promise<Person> {
    const accountId = uuid();
    const sessionId = uuid();
    await this.admin.query(
      `insert into accounts (id, login, name_ar, name_en, country, site) values ($1::uuid, $1::uuid::text, 'شخص', 'Person', $2, $2)`,
      [accountId, options.country],
    );
    await this.admin.query(`insert into clearances (account_id, level) values ($1, $2)`, [accountId, options.level]);
    await this.admin.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1::uuid, uuid_send($1::uuid), $2, 2, 4, now() + interval '1 hour')`,
      [sessionId, accountId],
    );
    if (options.role) {
      await this.admin.query(`insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, $3, $4)`, [
        meetingId,
        accountId,
        options.role,
        options.country,
      ]);
    }
    return { ...options, accountId, sessionId };
  }

  async paper(level: Level, releasableTo: readonly string[] = ['ALL'], meetingId = this.meetingId): Promise<Paper> {
    const [itemId, documentId, versionId] = [uuid(), uuid(), uuid()];
    const label = [level, releasableTo];
    const by = await this.person({ country: 'BH', level: 4, role: null });
    await this.admin.query(
      `insert into agenda_items (id, meeting_id, position, cover_title_ar, cover_title_en)
       values ($1, $2, (select count(*) + 1 from agenda_items where meeting_id = $2), 'بند', 'Item')`,
      [itemId, meetingId],
    );
    await this.admin.query(
      `insert into item_contents (item_id, meeting_id, title_ar, title_en, type, level, releasable_to, originator)
       values ($1, $2, 'بند', 'Item', 'information', $3, $4, 'BH')`,
      [itemId, meetingId, ...label],
    );
    await this.admin.query(
      `insert into documents (id, meeting_id, item_id, position, title, language, current_version_id, home_site, uploaded_by, level, releasable_to, originator)
       values ($1, $2, $3, 1, 'Paper', 'en', $4, 'BH', $5, $6, $7, 'BH')`,
      [documentId, meetingId, itemId, versionId, by.accountId, ...label],
    );
    await this.admin.query(
      `insert into document_versions (id, document_id, number, page_count, pages, size, sha256, window_offset, window_length, object_id, wrapped_key,
         original_object_id, original_wrapped_key, original_size, original_sha256, file_name, bound_level, bound_caveats, bound_releasable_to)
       values ($1, $2, 1, 3, '[]', 1, '', 0, 0, $1, '', $1, '', 1, '', 'paper.pdf', 0, '{}', '{ALL}')`,
      [versionId, documentId],
    );
    return { itemId, documentId, versionId };
  }

  async grant(person: Person, meetingId = this.meetingId, until = new Date(Date.now() + 3_600_000)): Promise<string> {
    const permissions: Grant['permissions'] = person.role === 'chair' ? ['meeting.attend', 'presenter.lead'] : ['meeting.attend'];
    const { token } = await this.#issuer.issue({
      service: 'annotation',
      meetingId,
      accountId: person.accountId,
      sessionId: person.sessionId,
      name: { ar: 'شخص', en: 'Person' },
      country: person.country,
      role: person.role ?? 'member',
      delegation: person.country,
      site: person.country,
      ceiling: 4,
      caveats: [],
      assurance: 2,
      until: until.toISOString(),
      networks: [],
      permissions,
    });
    return token;
  }

  async connect(person: Person, meetingId = this.meetingId): Promise<Client> {
    const client = await Client.connect(this.url, await this.grant(person, meetingId));
    this.#clients.push(client);
    return client;
  }
}
