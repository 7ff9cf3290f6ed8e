import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ANNOTATION_PATH,
  annotationFromClient,
  type AnnotationFromClient,
  annotationFromServer,
  type AnnotationFromServer,
  CONFERENCE_PATH,
  CONFERENCE_PROTOCOL,
  conferenceFromClient,
  type ConferenceFromClient,
  conferenceFromServer,
  type ConferenceFromServer,
  endpoints,
  type Meeting,
  type PaperDocument,
} from '@app/contracts';
import { EmbeddedServer } from '@app/database';
import { generateGrantKeys } from '@app/identity';
import { v7 as uuid } from 'uuid';
import { ApiClient, codeOf } from '../support/api-client.js';
import { type BuiltApp, descendantsOf, isAlive, mediaWorker, type StartedProcess, startBuilt, until } from './built-process.js';
import { RedisServer } from './redis-server.js';
import { ReverseProxy } from './reverse-proxy.js';
import { smallPdf } from './small-pdf.js';
import { Refused, SocketClient } from './socket-client.js';

jest.setTimeout(240_000);

const SERVICES = ['agenda', 'annotation', 'conference'] as const;
type Service = (typeof SERVICES)[number];
type AnnotationClient = SocketClient<AnnotationFromClient, AnnotationFromServer>;
type ConferenceClient = SocketClient<ConferenceFromClient, ConferenceFromServer>;

const annotation = { fromClient: annotationFromClient, fromServer: annotationFromServer };
const conference = { fromClient: conferenceFromClient, fromServer: conferenceFromServer };

/** The built services as three processes, joined by PostgreSQL and Redis, behind one proxy: the form of docker/compose.yml. */
describe('three processes behind one proxy', () => {
  const processes = new Map<Service, StartedProcess>();
  const urls = new Map<Service, string>();
  const sockets: { close(): void }[] = [];
  const figures: string[] = [];
  let folder: string;
  let database: EmbeddedServer;
  let redis: RedisServer;
  let proxy: ReverseProxy;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'majlis-smoke-'));
    await chmod(folder, 0o711); // as root the database runs as another user, who has to get through
    [database, redis, proxy] = await Promise.all([EmbeddedServer.start(folder), RedisServer.start(folder), ReverseProxy.start()]);
    // Empty on purpose: bringing it up to date is the agenda's work.
    const { app, owner } = await database.ensureDatabase('majlis_smoke');
    const urlOf = (location: typeof app) => {
      if (!('socketFolder' in location)) throw new Error('the embedded server listens on a socket');
      return `postgresql://${location.user}@localhost/${location.database}?host=${encodeURIComponent(location.socketFolder)}`;
    };
    const keys = generateGrantKeys();
    // The ceiling of places that belong to no site: agenda and annotation must be told the same.
    const common = {
      HOST: '127.0.0.1',
      PORT: '0',
      PUBLIC_ORIGIN: proxy.url,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'info',
      NETWORK_CEILING: '4',
    };
    const settings: Record<Service, NodeJS.ProcessEnv> = {
      agenda: {
        ...common,
        MAJLIS_MODE: 'demo',
        MAJLIS_DATA_DIR: join(folder, 'papers'),
        DATABASE_URL: urlOf(app),
        DATABASE_OWNER_URL: urlOf(owner),
        GRANT_PRIVATE_KEY: keys.privateKey,
        STORAGE_KEY: randomBytes(32).toString('base64'),
      },
      annotation: { ...common, DATABASE_URL: urlOf(app), GRANT_PUBLIC_KEY: keys.publicKey },
      conference: { ...common, GRANT_PUBLIC_KEY: keys.publicKey, MEDIASOUP_WORKER_BIN: mediaWorker() },
    };
    const start = (service: Service): StartedProcess => {
      const started = startBuilt(service satisfies BuiltApp, settings[service]);
      processes.set(service, started);
      return started;
    };
    const listening = async (service: Service): Promise<void> => {
      const [, url = ''] = await running(service).said(/"url":"([^"]+)","msg":"\w+ ready"/, 180_000);
      urls.set(service, url.replace('localhost', '127.0.0.1'));
      figures.push(`${service} ready after ${running(service).age.toFixed(1)} s`);
    };
    start('agenda');
    start('conference');
    await running('agenda').said(/"msg":"database is up to date"/, 60_000);
    start('annotation');
    await Promise.all(SERVICES.map(listening));
    proxy.route('', urlOfService('agenda'));
    proxy.route(ANNOTATION_PATH, urlOfService('annotation'));
    proxy.route(CONFERENCE_PATH, urlOfService('conference'));
  });

  afterAll(async () => {
    for (const socket of sockets) socket.close();
    await Promise.all([...processes.values()].map((started) => started.destroy()));
    await proxy?.close();
    await redis?.process.destroy();
    await database?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    process.stdout.write(`three processes: ${figures.join('; ')}\n`);
  });

  function running(service: Service): StartedProcess {
    const started = processes.get(service);
    if (!started) throw new Error(`${service} was not started`);
    return started;
  }

  function urlOfService(service: Service): string {
    const url = urls.get(service);
    if (!url) throw new Error(`${service} does not listen`);
    return url;
  }

  async function as(persona: string): Promise<ApiClient> {
    const client = new ApiClient(proxy.url);
    await client.signIn(persona);
    return client;
  }

  /** The Supreme Committee's meeting as this person sees it. */
  async function theMeeting(client: ApiClient): Promise<Meeting> {
    const { meetings } = await client.call(endpoints.listMeetings);
    const found = meetings.find(({ body }) => body.name.en === 'Supreme Committee for ICT');
    if (!found) throw new Error('the demo has no meeting of the Supreme Committee');
    return client.call(endpoints.readMeeting, { params: { meetingId: found.id } });
  }

  const grantsOf = (client: ApiClient, meetingId: string) => client.call(endpoints.issueGrants, { params: { meetingId } });

  async function toAnnotation(grant: string, origin?: string): Promise<AnnotationClient> {
    const client = await SocketClient.connect(proxy.url, ANNOTATION_PATH, annotation, grant, origin);
    sockets.push(client);
    return client;
  }

  async function toConference(grant: string | null, origin?: string): Promise<ConferenceClient> {
    const client = await SocketClient.connect(proxy.url, CONFERENCE_PATH, conference, grant ?? '', origin);
    sockets.push(client);
    return client;
  }

  const enter = (client: ConferenceClient) => client.ask('room:enter', { protocol: CONFERENCE_PROTOCOL, instance: uuid() });

  async function health(service: Service, what: 'live' | 'ready') {
    const response = await fetch(`${urlOfService(service)}/health/${what}`);
    return { status: response.status, body: (await response.json()) as { status: string; checks?: Record<string, boolean> } };
  }

  it('each is alive, and ready with the parts it cannot do without', async () => {
    for (const service of SERVICES) expect(await health(service, 'live')).toEqual({ status: 200, body: { status: 'ok' } });
    expect((await health('agenda', 'ready')).body).toEqual({ status: 'ok', checks: { bus: true, database: true } });
    expect((await health('annotation', 'ready')).body).toEqual({ status: 'ok', checks: { bus: true, database: true } });
    expect((await health('conference', 'ready')).body).toEqual({ status: 'ok', checks: { bus: true, media: true } });
  });

  it('a persona signs in and finds the demo; what lies above him has a cover only', async () => {
    const chair = await theMeeting(await as('chair-bh'));
    const member = await theMeeting(await as('member-bh'));
    expect(chair.items).toHaveLength(7);
    expect(chair.items.map(({ content }) => content !== null)).toEqual([true, true, true, true, true, true, true]);
    expect(member.items.map(({ content }) => content !== null)).toEqual([true, true, true, true, false, true, true]);
    expect(chair.items.flatMap(({ content }) => content?.documents ?? []).length).toBeGreaterThan(5);
  });

  it('streams a paper by ranges, and a secret one as page images only', async () => {
    const chair = await as('chair-bh');
    const papers = (await theMeeting(chair)).items.flatMap(({ content }) => content?.documents ?? []);
    const pdf = papers.find(({ delivery }) => delivery === 'download') as PaperDocument;
    const view = await chair.call(endpoints.openView, { params: { documentId: pdf.id } });
    const whole = await chair.fetch('GET', `/api/views/${view.id}/paper`);
    expect([whole.status, whole.text.length, whole.text.slice(0, 5)]).toEqual([200, view.size, '%PDF-']);
    const [from, to] = [100, 65_700]; // across the border of two stored chunks
    expect(view.size).toBeGreaterThan(to);
    const part = await chair.fetch('GET', `/api/views/${view.id}/paper`, { headers: { range: `bytes=${from}-${to}` } });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-range')).toBe(`bytes ${from}-${to}/${view.size}`);
    expect(part.headers.get('cache-control')).toContain('no-store');
    expect(part.text === whole.text.slice(from, to + 1)).toBe(true);
    expect((await new ApiClient(proxy.url).fetch('GET', `/api/views/${view.id}/paper`)).status).toBe(401);

    const secret = papers.find(({ delivery }) => delivery === 'images') as PaperDocument;
    const secretView = await chair.call(endpoints.openView, { params: { documentId: secret.id } });
    expect(codeOf(await chair.fetch('GET', `/api/views/${secretView.id}/paper`))).toBe('not_found');
    const image = await chair.fetch('GET', `/api/views/${secretView.id}/pages/1/image?scale=0.5`);
    expect([image.status, image.headers.get('content-type'), image.text.slice(1, 4)]).toEqual([200, 'image/png', 'PNG']);
    const member = await as('member-bh');
    expect(codeOf(await member.try(endpoints.openView, { params: { documentId: secret.id } }))).toBe('not_found');
  });

  it('opens both sockets through the proxy, for the page it was told of and no other', async () => {
    const chair = await as('chair-bh');
    const meeting = await theMeeting(chair);
    const grants = await grantsOf(chair, meeting.id);
    const pen = await toAnnotation(grants.annotation);
    const seat = await pen.ask('meeting:attend', {});
    expect(seat.presence.map(({ accountId }) => accountId)).toContain(chair.accountId);
    expect(seat.abilities).toEqual({ lead: true });

    const voice = await toConference(grants.conference);
    const room = await enter(voice);
    expect((room.rtpCapabilities.codecs ?? []).map(({ mimeType }) => mimeType.toLowerCase())).toEqual(
      expect.arrayContaining(['audio/opus']),
    );
    const transport = await voice.ask('transport:create', { direction: 'send' });
    expect(transport.iceCandidates.length).toBeGreaterThan(0);
    // The conference has no database: it told the agenda, which wrote it.
    const auditor = await as('auditor');
    const entered = async () => {
      const { entries } = await auditor.call(endpoints.listAudit, { query: { limit: 100 } });
      return entries.find(
        ({ event, actor, data }) => event === 'conference.decided' && actor?.id === chair.accountId && data['objectId'] === meeting.id,
      );
    };
    expect(await until(async () => (await entered()) ?? null, 'the trail has who came in', 5_000)).toMatchObject({ outcome: 'allowed' });

    await expect(toAnnotation(grants.annotation, 'https://elsewhere.example')).rejects.toBeInstanceOf(Refused);
    await expect(toConference(grants.conference, 'https://elsewhere.example')).rejects.toBeInstanceOf(Refused);
    // A grant opens the service it names.
    await expect(toAnnotation(grants.conference ?? '')).rejects.toBeInstanceOf(Refused);
    await expect(toConference(grants.annotation)).rejects.toBeInstanceOf(Refused);
  });

  it('tells what was committed to those who may know of it, from the outbox through Redis', async () => {
    const secretary = await as('secretary-bh');
    const [chair, member] = await Promise.all([as('chair-bh'), as('member-bh')]);
    const meeting = await theMeeting(secretary);
    const open = async (client: ApiClient) => {
      const socket = await toAnnotation((await grantsOf(client, meeting.id)).annotation);
      await socket.ask('meeting:attend', {});
      return socket;
    };
    const [chairHears, memberHears] = await Promise.all([open(chair), open(member)]);
    const [openItem, secretItem] = [meeting.items[1], meeting.items[4]];
    if (!openItem || !secretItem) throw new Error('the meeting has too few items');

    // A paper on the item the member knows the cover of only …
    const uploaded = await secretary.upload(secretItem.id, { bytes: smallPdf('findings per agency'), name: 'findings.pdf' });
    if (uploaded.status !== 200) throw new Error(`upload refused: ${uploaded.text}`);
    const paper = endpoints.uploadDocument.response.parse(uploaded.json);
    await chairHears.hears('meeting:event', ({ name, itemId }) => name === 'document.added' && itemId === secretItem.id);
    const secretView = await chair.call(endpoints.openView, { params: { documentId: paper.id } });
    expect(secretView.delivery).toBe('images');

    // … and then a change everybody may know of: events keep their order, so the first one is not still under way.
    const edited = performance.now();
    await secretary.call(endpoints.editItem, { params: { itemId: openItem.id }, body: { minutes: 25 } });
    await Promise.all([chairHears, memberHears].map((socket) => socket.hears('meeting:event', ({ name }) => name === 'agenda.changed')));
    figures.push(`change seen by two clients after ${(performance.now() - edited).toFixed(0)} ms`);
    expect(memberHears.notices('meeting:event').map(({ name }) => name)).toEqual(['agenda.changed']);
    expect((await theMeeting(member)).items[1]?.minutes).toBe(25);
  });

  it('ends both sockets within a second of signing out, and nobody else’s', async () => {
    const [leaving, staying] = await Promise.all([as('chair-bh'), as('secretary-bh')]);
    const meetingId = (await theMeeting(leaving)).id;
    const open = async (client: ApiClient) => {
      const grants = await grantsOf(client, meetingId);
      const [pen, voice] = await Promise.all([toAnnotation(grants.annotation), toConference(grants.conference)]);
      await Promise.all([pen.ask('meeting:attend', {}), enter(voice)]);
      return { grants, pen, voice };
    };
    const [gone, kept] = await Promise.all([open(leaving), open(staying)]);

    const asked = performance.now();
    await leaving.call(endpoints.signOut);
    const closed = await Promise.all([gone.pen.gone(5000), gone.voice.gone(5000)]);
    const milliseconds = Math.max(...closed) - asked;
    figures.push(`sockets closed ${milliseconds.toFixed(0)} ms after signing out`);
    expect(milliseconds).toBeLessThan(1000);
    expect(gone.pen.notices('session:closing')).toEqual([{ reason: 'session_ended' }]);
    expect(gone.voice.notices('session:closing')).toEqual([{ reason: 'session_ended' }]);

    await expect(kept.pen.ask('meeting:attend', {})).resolves.toBeDefined();
    expect(kept.voice.connected).toBe(true);
    // The grants are good for minutes yet; the session behind them is not there any more.
    await expect(toAnnotation(gone.grants.annotation)).rejects.toBeInstanceOf(Refused);
    await expect(toConference(gone.grants.conference)).rejects.toBeInstanceOf(Refused);
    expect((await leaving.try(endpoints.listMeetings)).status).toBe(401);
  });

  it('is not ready while Redis is away, and heals with it', async () => {
    const [secretary, leaving] = await Promise.all([as('secretary-bh'), as('chair-bh')]);
    const meeting = await theMeeting(secretary);
    const grants = await grantsOf(leaving, meeting.id);
    const before = [
      await toAnnotation((await grantsOf(secretary, meeting.id)).annotation),
      await toAnnotation(grants.annotation),
      await toConference(grants.conference),
    ];

    expect(await redis.process.end('SIGTERM', 10_000)).toMatchObject({ code: 0 });
    for (const service of SERVICES) {
      const answer = await until(
        async () => ((await health(service, 'ready')).status === 503 ? health(service, 'ready') : null),
        `${service} is not ready`,
        10_000,
      );
      expect(answer.body).toMatchObject({ status: 'unavailable', checks: { bus: false } });
      expect((await health(service, 'live')).status).toBe(200);
    }
    await leaving.call(endpoints.signOut);
    expect(before.map(({ connected }) => connected)).toEqual([true, true, true]);
    redis = await RedisServer.start(folder);
    for (const service of SERVICES)
      await until(async () => (await health(service, 'ready')).status === 200 || null, `${service} is ready again`, 30_000);
    // What was said meanwhile was heard by nobody: everybody is judged again, and who signed out does not come back.
    await Promise.all(before.map((socket) => socket.gone(15_000)));
    await expect(toAnnotation(grants.annotation)).rejects.toBeInstanceOf(Refused);
    await expect(toConference(grants.conference)).rejects.toBeInstanceOf(Refused);
    const pen = await toAnnotation((await grantsOf(secretary, meeting.id)).annotation);
    await pen.ask('meeting:attend', {});
    const item = meeting.items[3];
    await secretary.call(endpoints.editItem, { params: { itemId: item?.id ?? '' }, body: { minutes: 12 } });
    await pen.hears('meeting:event', ({ name }) => name === 'agenda.changed', 15_000);
    // Grants carry whole seconds: those of the second in which it began to hear again are not trusted yet.
    const enters = async () => toConference((await grantsOf(secretary, meeting.id)).conference).catch(() => null);
    await until(enters, 'the conference opens to a new grant', 5_000);
  });

  it('ends in order on SIGTERM: code 0, everybody told, no process left', async () => {
    const secretary = await as('secretary-bh');
    const grants = await grantsOf(secretary, (await theMeeting(secretary)).id);
    const [pen, voice] = await Promise.all([toAnnotation(grants.annotation), toConference(grants.conference)]);
    await enter(voice);
    const pids = SERVICES.map((service) => running(service).pid);
    const below = descendantsOf(...pids);
    expect(below.length).toBeGreaterThan(0); // the media worker at least
    expect([...pids, ...below].filter((pid) => !isAlive(pid))).toEqual([]);

    const endings = await Promise.all(SERVICES.map(async (service) => [service, await running(service).end('SIGTERM', 30_000)] as const));
    for (const [service, { code, signal, seconds }] of endings) {
      figures.push(`${service} ended in ${seconds.toFixed(1)} s`);
      expect({ service, code, signal }).toEqual({ service, code: 0, signal: null });
      expect(seconds).toBeLessThan(10);
    }
    expect(pen.notices('session:closing')).toEqual([{ reason: 'shutting_down' }]);
    expect(voice.notices('session:closing')).toEqual([{ reason: 'shutting_down' }]);
    await until(() => [...pids, ...below].every((pid) => !isAlive(pid)) || null, 'no process is left', 5000);
  });

  it('logged no secret and no content', () => {
    for (const service of SERVICES) {
      const { output, errors } = running(service);
      expect(output).toContain('"msg"');
      expect(`${output}${errors}`).not.toMatch(/PRIVATE KEY|majlis_app@|majlis_owner@|__Host-majlis=|Thiqa|ثقة|findings|eyJ[\w-]{20}/);
    }
  });
});
