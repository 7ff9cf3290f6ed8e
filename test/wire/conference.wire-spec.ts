import { CONFERENCE_PROTOCOL, type Grant } from '@app/contracts';
import { generateGrantKeys, GrantIssuer, onlyFrom } from '@app/identity';
import { until } from '../smoke/built-process.js';
import { v7 as uuid } from 'uuid';
import { FINGERPRINT, grantOf, opus, Refused, simulcast, startConference, type Client, type Conference } from './conference-drivers.js';

jest.setTimeout(20_000);

let conference: Conference;
beforeAll(async () => {
  conference = await startConference();
});
afterAll(() => conference.close());

/** Each test in its own meeting. */
const inMeeting = () => {
  const meetingId = uuid();
  return (given: Partial<Grant> = {}): Promise<Client> => conference.connect({ meetingId, ...given });
};

/** A failure without what differs by design. */
const failure = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'requestId' ? 'id' : value))) as unknown;

const refusal = async (attempt: Promise<Client>) => {
  const thrown = await attempt.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(Refused);
  return failure((thrown as Refused).failure);
};

describe('the door', () => {
  it('CF1 refuses everybody without a valid grant of this service, with the same failure', async () => {
    const { issuer } = conference;
    const expected = { error: { code: 'grant_invalid', requestId: 'id' } };
    const expired = await issuer.issue(grantOf(), new Date(Date.now() - 3_600_000));
    const annotation = await issuer.issue(grantOf({ service: 'annotation' }));
    const foreign = await new GrantIssuer(generateGrantKeys().privateKey).issue(grantOf());
    const notJoining = await issuer.issue(grantOf({ permissions: ['meeting.attend', 'conference.speak'] }));
    for (const auth of [
      {},
      { grant: '' },
      { grant: 7 },
      { grant: 'x'.repeat(9000) },
      ...[expired, annotation, foreign, notJoining].map(({ token }) => ({ grant: token })),
    ]) {
      expect(await refusal(conference.connectWith(auth))).toEqual(expected);
    }
  });

  it('CF2 refuses pages of another origin and accepts its own', async () => {
    const { token: grant } = await conference.issuer.issue(grantOf());
    for (const headers of [{ origin: 'https://elsewhere.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<string, string>[])
      expect(await refusal(conference.connectWith({ grant }, headers))).toEqual({ error: { code: 'grant_invalid', requestId: 'id' } });
    await expect(conference.connectWith({ grant }, { origin: conference.url })).resolves.toBeDefined();
  });

  it('CF3 closes a client of another version with the reason', async () => {
    const client = await inMeeting()();
    const answer = client.raw('room:enter', { protocol: CONFERENCE_PROTOCOL + 1, instance: uuid() }).catch(() => null);
    expect(await client.hear('session:closing')).toEqual({ reason: 'protocol' });
    await client.disconnected;
    await answer;
  });
});

describe('the trail', () => {
  /** Acts about a meeting, without what is new each time. */
  const actsIn = (meetingId: string) =>
    conference.acts
      .filter((act) => act.meetingId === meetingId)
      .map(({ id: _, sessionId: __, meetingId: ___, network: ____, accountId, ...what }) => ({ by: accountId, ...what }));
  const told = (meetingId: string, count: number) =>
    until(() => (actsIn(meetingId).length >= count ? actsIn(meetingId) : null), `${count} acts are told`, 5_000);

  it('CF15 is told of every stream that is sent and received, of its end, and of who came and left', async () => {
    const meetingId = uuid();
    const [speaker, listener] = [uuid(), uuid()];
    const one = await conference.connect({ meetingId, accountId: speaker });
    const two = await conference.connect({ meetingId, accountId: listener });
    const { send } = await one.enterWithMedia();
    const { receive } = await two.enterWithMedia();
    const { id: producerId } = await one.ask('producer:create', {
      transportId: send,
      source: 'microphone',
      paused: false,
      rtpParameters: opus(),
    });
    const { id: consumerId } = await two.ask('consumer:create', { transportId: receive, producerId });
    await two.ask('consumer:resume', { consumerId });
    await one.ask('producer:close', { producerId });
    await two.hear('consumer:closed');
    two.close();
    const joined = (by: string) => ({
      by,
      event: 'conference.decided',
      action: 'conference.join',
      object: 'meeting',
      objectId: meetingId,
      reasons: [],
    });
    const decided = { event: 'conference.decided', reasons: [] };
    expect(await told(meetingId, 7)).toEqual([
      joined(speaker),
      joined(listener),
      { ...decided, by: speaker, action: 'conference.speak', object: 'producer', objectId: producerId },
      { ...decided, by: listener, action: 'conference.join', object: 'consumer', objectId: consumerId },
      { event: 'conference.ended', by: speaker, object: 'producer', objectId: producerId },
      { event: 'conference.ended', by: listener, object: 'consumer', objectId: consumerId },
      { event: 'conference.left', by: listener },
    ]);
  });

  it('CF15 is told of refusals: at the door, of a source, of a stream that is not there for him, of a message', async () => {
    const [meetingId, by] = [uuid(), uuid()];
    const grant = grantOf({ meetingId, accountId: by, networks: onlyFrom('192.0.2.1') });
    const { token } = await conference.issuer.issue(grant);
    for (let attempt = 0; attempt < 5; attempt += 1) await refusal(conference.connectWith({ grant: token }));
    const observer = await conference.connect({ meetingId, accountId: by, permissions: ['conference.join'] });
    const { send, receive } = await observer.enterWithMedia();
    const own = { transportId: send, source: 'microphone', paused: false, rtpParameters: opus() };
    expect(await observer.raw('producer:create', own)).toMatchObject({ error: { code: 'not_found' } });
    const elsewhere = await inMeeting()();
    const { send: there } = await elsewhere.enterWithMedia();
    const { id: foreign } = await elsewhere.ask('producer:create', { ...own, source: 'microphone', transportId: there });
    expect(await observer.raw('consumer:create', { transportId: receive, producerId: foreign })).toMatchObject({
      error: { code: 'not_found' },
    });
    expect(await observer.raw('producer:close', { producerId: foreign })).toMatchObject({ error: { code: 'not_found' } });
    const join = { event: 'conference.decided', by, action: 'conference.join', object: 'meeting', objectId: meetingId };
    expect(await told(meetingId, 5)).toEqual([
      // Five knocks in a second are one entry.
      { ...join, reasons: ['network'] },
      { ...join, reasons: [] },
      { ...join, action: 'conference.speak', reasons: ['role'] },
      { ...join, object: 'producer', objectId: foreign, reasons: ['missing'] },
      { event: 'message.refused', by, message: 'producer:close', code: 'not_found' },
    ]);
  });
});

describe('messages', () => {
  it('CF4 refuses unknown names, also those of the prototype', async () => {
    const client = await inMeeting()();
    for (const name of ['room:burn', 'constructor', '__proto__', 'toString']) {
      expect(failure(await client.raw(name, {}))).toEqual({ ok: false, error: { code: 'message_unknown', requestId: 'id' } });
    }
  });

  it('CF4 refuses malformed parameters before the worker sees them, and lives', async () => {
    const client = await inMeeting()();
    const { send } = await client.enterWithMedia();
    const good = opus();
    const bad: unknown[] = [
      { ...good, codecs: [] },
      { ...good, codecs: [{ ...good.codecs[0], payloadType: 300 }] },
      { ...good, codecs: [{ ...good.codecs[0], clockRate: -1 }] },
      { ...good, codecs: [{ ...good.codecs[0], mimeType: 'audio/' }] },
      { ...good, codecs: [{ ...good.codecs[0], mimeType: 'audio/nothing' }] },
      { ...good, codecs: [{ ...good.codecs[0], mimeType: 'video/VP8', clockRate: 90_000, channels: undefined }] },
      { ...good, codecs: [{ ...good.codecs[0], parameters: { deep: { er: 1 } } }] },
      { ...good, encodings: [] },
      { ...good, encodings: [{ ssrc: 0 }] },
      { ...good, encodings: [{ ssrc: 2 ** 32 }] },
      { ...good, encodings: [{ ssrc: 5 }, { ssrc: 5 }] },
      { ...good, encodings: Array.from({ length: 40 }, (_, index) => ({ ssrc: index + 1 })) },
      { ...good, headerExtensions: [{ uri: 'urn:unknown', id: 1 }] },
      { ...good, headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 255 }] },
      { ...good, mid: 'm'.repeat(300) },
      { ...good, rtcp: { cname: 'c'.repeat(70_000) } },
      { ...good, surprise: true },
      null,
      'rtp',
      [],
    ];
    for (const rtpParameters of bad) {
      const answer = await client.raw('producer:create', { transportId: send, source: 'microphone', paused: false, rtpParameters });
      expect(answer).toMatchObject({ ok: false, error: { code: 'message_invalid' } });
    }
    // Well-formed, and still nonsense: an rtx codec without the codec it belongs to.
    const orphan = { ...simulcast(), codecs: [{ mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 12 } }] };
    expect(
      await client.raw('producer:create', { transportId: send, source: 'camera', paused: false, rtpParameters: orphan }),
    ).toMatchObject({ error: { code: 'message_invalid' } });
    const badKeys = [
      { role: 'client', fingerprints: [{ algorithm: 'sha-256', value: 'AB' }] },
      { fingerprints: [] },
      { fingerprints: [{ algorithm: 'sha-1', value: 'AB' }] },
    ];
    for (const dtlsParameters of badKeys) {
      expect(await client.raw('transport:connect', { transportId: send, dtlsParameters })).toMatchObject({
        error: { code: 'message_invalid' },
      });
    }
    await client.ask('producer:create', { transportId: send, source: 'microphone', paused: false, rtpParameters: good });
    expect(conference.pool.ready).toBe(true);
  });

  it('CF5 closes a client whose message is larger than allowed', async () => {
    const client = await inMeeting()();
    void client.raw('room:enter', { filler: 'x'.repeat(300 * 1024) }).catch(() => null);
    await client.disconnected;
    expect(conference.pool.ready).toBe(true);
  });

  it('CF5 closes a client that floods', async () => {
    const client = await inMeeting()();
    for (let sent = 0; sent < 1500; sent += 1) void client.raw('room:leave', {}).catch(() => null);
    expect(await client.hear('session:closing')).toEqual({ reason: 'flooding' });
    await client.disconnected;
  });
});

describe('the room', () => {
  it('CF8 tells who is there, who comes and who goes', async () => {
    const join = inMeeting();
    const [first, second] = [await join({ delegation: 'QA' }), await join({ delegation: 'KW', name: { ar: 'نورة', en: 'Noura' } })];
    const mine = await first.enter();
    expect(mine.peers).toEqual([]);
    const theirs = await second.enter();
    expect(theirs.peers).toMatchObject([{ id: mine.peerId, delegation: 'QA', producers: [] }]);
    expect((await first.hear('peer:joined')).peer).toMatchObject({ id: theirs.peerId, delegation: 'KW', name: { en: 'Noura' } });
    await second.ask('room:leave', {});
    expect(await first.hear('peer:left')).toEqual({ peerId: theirs.peerId });
    const again = await second.enter();
    expect(again.peerId).not.toBe(theirs.peerId);
    await first.hear('peer:joined', ({ peer }) => peer.id === again.peerId);
    second.close();
    expect(await first.hear('peer:left')).toEqual({ peerId: again.peerId });
  });

  it('CF9 takes one person with two tabs as two peers, and a page that came back as its own successor', async () => {
    const join = inMeeting();
    const accountId = uuid();
    const watcher = await join();
    await watcher.enter();
    const [tab, other, returning] = [await join({ accountId }), await join({ accountId }), await join({ accountId })];
    const [left, right] = [await tab.enter(), await other.enter()];
    expect(left.peerId).not.toBe(right.peerId);
    await watcher.hear('peer:joined', ({ peer }) => peer.id === right.peerId);
    // Same page, new socket: the first one is still open, as after a network change.
    await returning.ask('room:enter', { protocol: CONFERENCE_PROTOCOL, instance: tab.instance });
    expect(await watcher.hear('peer:left')).toEqual({ peerId: left.peerId });
    expect(await tab.raw('transport:create', { direction: 'send' })).toMatchObject({ error: { code: 'not_found' } });
    const { peers } = await (await join()).enter();
    expect(peers.filter((peer) => peer.accountId === accountId)).toHaveLength(2);
  });

  it('CF11 makes one room of two who enter at once, and refuses the same one twice', async () => {
    const join = inMeeting();
    const [first, second] = [await join(), await join()];
    const entered = await Promise.all([
      first.enter(),
      second.enter(),
      first.raw('room:enter', { protocol: CONFERENCE_PROTOCOL, instance: first.instance }),
    ]);
    expect(entered[0].peers.length + entered[1].peers.length).toBe(1);
    expect(entered[2]).toMatchObject({ ok: false, error: { code: 'conflict' } });
  });

  it('CF10 leaves no ghost of somebody who vanished while entering', async () => {
    const join = inMeeting();
    const fleeting = await join();
    const entering = fleeting.enter().catch(() => null);
    fleeting.close();
    await entering;
    const watcher = await join();
    const { peers } = await watcher.enter();
    for (const { id } of peers) await watcher.hear('peer:left', ({ peerId }) => peerId === id);
  });

  it('CF9 lets one person take only so many places', async () => {
    const join = inMeeting();
    const accountId = uuid();
    for (let tab = 0; tab < 6; tab += 1) await (await join({ accountId })).enter();
    expect(await refusal(join({ accountId }))).toEqual({ error: { code: 'too_many_requests', requestId: 'id' } });
  });
});

describe('media', () => {
  it('CF12 CF13 carries a stream from opening to closing', async () => {
    const join = inMeeting();
    const [speaker, listener] = [await join(), await join()];
    const sending = await speaker.enterWithMedia();
    const receiving = await listener.enterWithMedia();
    await speaker.ask('transport:connect', { transportId: sending.send, dtlsParameters: { role: 'client', fingerprints: [FINGERPRINT] } });
    expect(
      await speaker.raw('transport:connect', {
        transportId: sending.send,
        dtlsParameters: { role: 'client', fingerprints: [FINGERPRINT] },
      }),
    ).toMatchObject({ error: { code: 'conflict' } });
    const { iceParameters } = await speaker.ask('transport:restart-ice', { transportId: sending.send });
    expect(iceParameters.password.length).toBeGreaterThan(21);

    const { id: camera } = await speaker.ask('producer:create', {
      transportId: sending.send,
      source: 'camera',
      paused: false,
      rtpParameters: simulcast(),
    });
    expect(await listener.hear('producer:opened')).toEqual({
      peerId: sending.peerId,
      producer: { id: camera, source: 'camera', paused: false },
    });
    const consumer = await listener.ask('consumer:create', { transportId: receiving.receive, producerId: camera });
    expect(consumer).toMatchObject({ producerId: camera, kind: 'video', producerPaused: false });
    await listener.ask('consumer:resume', { consumerId: consumer.id });
    await listener.ask('consumer:prefer', { consumerId: consumer.id, spatialLayer: 0 });
    await listener.ask('consumer:pause', { consumerId: consumer.id });
    const of = { peerId: sending.peerId, producerId: camera };
    await speaker.ask('producer:pause', { producerId: camera });
    expect(await listener.hear('producer:paused')).toEqual(of);
    await speaker.ask('producer:resume', { producerId: camera });
    expect(await listener.hear('producer:resumed')).toEqual(of);

    expect(
      await speaker.raw('producer:create', { transportId: sending.send, source: 'camera', paused: false, rtpParameters: simulcast() }),
    ).toMatchObject({ error: { code: 'conflict' } });
    expect(await speaker.raw('transport:create', { direction: 'send' })).toMatchObject({ error: { code: 'conflict' } });
    expect(await listener.raw('consumer:create', { transportId: receiving.receive, producerId: camera })).toMatchObject({
      error: { code: 'conflict' },
    });

    await speaker.ask('producer:close', { producerId: camera });
    expect(await listener.hear('producer:closed')).toEqual(of);
    expect(await listener.hear('consumer:closed')).toEqual({ consumerId: consumer.id });
    expect(await listener.raw('consumer:resume', { consumerId: consumer.id })).toMatchObject({ error: { code: 'not_found' } });
  });

  it('CF10 CF13 ends what somebody sends when he leaves', async () => {
    const join = inMeeting();
    const [speaker, listener] = [await join(), await join()];
    const sending = await speaker.enterWithMedia();
    const { id: producerId } = await speaker.ask('producer:create', {
      transportId: sending.send,
      source: 'microphone',
      paused: false,
      rtpParameters: opus(),
    });
    const receiving = await listener.enterWithMedia();
    expect(receiving.peers[0]?.producers).toEqual([{ id: producerId, source: 'microphone', paused: false }]);
    const consumer = await listener.ask('consumer:create', { transportId: receiving.receive, producerId });
    speaker.close();
    expect(await listener.hear('consumer:closed')).toEqual({ consumerId: consumer.id });
    await listener.hear('peer:left');
  });

  it('CF6 answers sending without permission exactly like sending into nothing', async () => {
    const join = inMeeting();
    const observer = await join({ role: 'observer', permissions: ['meeting.attend', 'conference.join'] });
    const { send, abilities } = await observer.enterWithMedia();
    expect(abilities).toEqual({ speak: false, film: false, share: false });
    const member = await join({ permissions: ['conference.join', 'conference.speak', 'conference.film'] });
    const theirs = await member.enterWithMedia();
    const produce = (client: Client, transportId: string, source: string) =>
      client.raw('producer:create', { transportId, source, paused: false, rtpParameters: source === 'microphone' ? opus() : simulcast() });
    const nothing = failure(await produce(member, uuid(), 'microphone'));
    expect(nothing).toEqual({ ok: false, error: { code: 'not_found', requestId: 'id' } });
    for (const source of ['microphone', 'camera', 'screen']) expect(failure(await produce(observer, send, source))).toEqual(nothing);
    expect(failure(await produce(member, theirs.send, 'screen'))).toEqual(nothing);
    // Somebody else's transport is nothing, too.
    expect(failure(await produce(member, send, 'camera'))).toEqual(nothing);
    await expect(produce(member, theirs.send, 'camera')).resolves.toMatchObject({ ok: true });
  });

  it('CF6 keeps meetings apart: a stream, transport or consumer of another one is not found', async () => {
    const [here, there] = [await inMeeting()(), await inMeeting()()];
    const mine = await here.enterWithMedia();
    const theirs = await there.enterWithMedia();
    const { id: producerId } = await here.ask('producer:create', {
      transportId: mine.send,
      source: 'microphone',
      paused: false,
      rtpParameters: opus(),
    });
    const nothing = failure(await there.raw('consumer:create', { transportId: theirs.receive, producerId: uuid() }));
    expect(nothing).toEqual({ ok: false, error: { code: 'not_found', requestId: 'id' } });
    expect(failure(await there.raw('consumer:create', { transportId: theirs.receive, producerId }))).toEqual(nothing);
    expect(failure(await there.raw('producer:pause', { producerId }))).toEqual(nothing);
    expect(failure(await there.raw('transport:restart-ice', { transportId: mine.send }))).toEqual(nothing);
    expect(theirs.peers).toEqual([]);
    expect(there.heard('producer:opened')).toBe(0);
    // Nor does anybody receive himself.
    expect(failure(await here.raw('consumer:create', { transportId: mine.receive, producerId }))).toEqual(nothing);
  });
});

describe('losing access', () => {
  it('CF7 closes the socket and its media within a second, and a kept grant does not open it again', async () => {
    const meetingId = uuid();
    const watcher = await conference.connect({ meetingId });
    await watcher.enterWithMedia();
    const grant = grantOf({ meetingId });
    const { token } = await conference.issuer.issue(grant);
    const revoked = await conference.connectWith({ grant: token });
    const sending = await revoked.enterWithMedia();
    await revoked.ask('producer:create', { transportId: sending.send, source: 'microphone', paused: false, rtpParameters: opus() });
    await watcher.hear('producer:opened');

    const started = performance.now();
    await conference.bus.publish('access.changed', { reason: 'rejudge', accountIds: [grant.accountId], meetingIds: [meetingId] });
    expect(await revoked.hear('session:closing')).toEqual({ reason: 'rejudge' });
    await revoked.disconnected;
    expect(await watcher.hear('peer:left')).toEqual({ peerId: sending.peerId });
    expect(performance.now() - started).toBeLessThan(1000);

    await expect(conference.connectWith({ grant: token })).rejects.toBeInstanceOf(Refused);
    // Judged again, a second later: a new grant opens.
    const later = await conference.issuer.issue(grant, new Date(Date.now() + 2000));
    await expect(conference.connectWith({ grant: later.token })).resolves.toBeDefined();
    // Others of the meeting are not touched.
    await expect(watcher.ask('room:leave', {})).resolves.toEqual({});
  });
});

describe('a dead worker', () => {
  it('CF14 is replaced: the sockets live, everybody is told and comes back', async () => {
    const join = inMeeting();
    const [speaker, listener] = [await join(), await join()];
    const before = await speaker.enterWithMedia();
    await speaker.ask('producer:create', { transportId: before.send, source: 'camera', paused: false, rtpParameters: simulcast() });
    await listener.enterWithMedia();
    const [pid] = conference.pool.pids;
    expect(pid).toBeDefined();
    const started = performance.now();
    process.kill(pid as number, 'SIGKILL');
    await Promise.all([speaker.hear('room:reset'), listener.hear('room:reset')]);
    expect(await speaker.raw('transport:restart-ice', { transportId: before.send })).toMatchObject({ error: { code: 'not_found' } });

    const [after, receiving] = await Promise.all([speaker.enterWithMedia(), listener.enterWithMedia()]);
    const healed = performance.now() - started;
    const { id: producerId } = await speaker.ask('producer:create', {
      transportId: after.send,
      source: 'camera',
      paused: false,
      rtpParameters: simulcast(),
    });
    await listener.hear('producer:opened', ({ producer }) => producer.id === producerId);
    await listener.ask('consumer:create', { transportId: receiving.receive, producerId });
    expect(conference.pool.pids).not.toContain(pid);
    expect(healed).toBeLessThan(2000);
  });
});
