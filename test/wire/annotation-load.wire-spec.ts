import { connect } from 'node:net';
import type { AnnotationOperation } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { Client, World, type Paper, type Person } from './annotation-world.js';

const stroke = (layer: 'private' | 'meeting', points = [10, 20, 0.5, 11, 21, 0.6]): AnnotationOperation => ({
  id: uuid(),
  kind: 'add',
  layer,
  annotation: { page: 1, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1.5, points } },
});

jest.setTimeout(30_000);

/** What one person alone must not be able to do to the others, and what he keeps when his time is over. */
describe('annotation gateway: one person’s share', () => {
  let world: World;
  let paper: Paper;
  let person: Person;
  let other: Person;

  beforeAll(async () => {
    world = await World.create();
    paper = await world.paper(1);
  });
  beforeEach(async () => {
    person = await world.person({ country: 'SA', level: 1, role: 'member' });
    other = await world.person({ country: 'BH', level: 1, role: 'chair' });
  });
  afterEach(() => world.leaveAll());
  afterAll(() => world.close());

  it('AN43 six sockets of one person, and a place again when one is gone', async () => {
    const clients = [];
    for (let n = 0; n < 6; n += 1) clients.push(await world.connect(person));
    await expect(world.connect(person)).rejects.toMatchObject({ data: { error: { code: 'too_many_requests' } } });
    await world.connect(other);
    clients[0]?.close();
    await expect(again(() => world.connect(person))).resolves.toBeInstanceOf(Client);
  });

  it('AN41 the rate is the person’s and not the socket’s, and a new socket does not begin anew', async () => {
    const clients = [await world.connect(person), await world.connect(person), await world.connect(person)];
    // Each of them alone would be within the burst.
    for (let n = 0; n < 300; n += 1)
      for (const client of clients) client.socket.emit('document:close', { versionId: paper.versionId }, () => undefined);
    await Promise.any(clients.map((client) => client.until(() => client.closedBecause === 'flooding', 'cut off')));
    const next = await again(() => world.connect(person));
    for (let n = 0; n < 300; n += 1) next.socket.emit('document:close', { versionId: paper.versionId }, () => undefined);
    await next.until(() => next.closedBecause === 'flooding', 'cut off at once');
  });

  it('AN41 what is refused, and what asks for no answer, costs more than what is not', async () => {
    for (const send of [
      (client: Client) => client.socket.emit('document:open', { versionId: uuid() }, () => undefined),
      (client: Client) => (client.socket as { emit(name: string, payload: unknown): unknown }).emit('nonsense', {}),
    ]) {
      const somebody = await world.person({ country: 'SA', level: 1, role: 'member' });
      const client = await world.connect(somebody);
      for (let n = 0; n < 120; n += 1) send(client);
      await client.until(() => client.closedBecause === 'flooding', 'cut off');
    }
  });

  it('AN44 a long outbox after an outage is slowed down and not cut off, and the others are answered meanwhile', async () => {
    const [writer, reader] = [await world.connect(person), await world.connect(other)];
    await writer.request('document:open', { versionId: paper.versionId });
    const long = Array.from({ length: 6000 }, (_, n) => (n % 3 === 2 ? 0.5 : 100.25 + n / 100));
    const sent: Promise<unknown>[] = [];
    // About 110 KB each, as the client packs them.
    for (let n = 0; n < 30; n += 1)
      sent.push(
        writer.request('annotation:commit', { versionId: paper.versionId, operations: [1, 2, 3].map(() => stroke('private', long)) }),
      );
    await reader.request('document:open', { versionId: paper.versionId });
    await Promise.allSettled(sent);
    expect(writer.closedBecause).toBeNull();
    expect(writer.socket.connected).toBe(true);
  });

  it('AN44 whoever sends more than may lie waiting is cut off', async () => {
    const client = await world.connect(person);
    const filler = 'x'.repeat(200_000);
    for (let n = 0; n < 40; n += 1) client.socket.emit('document:close', { filler } as never, () => undefined);
    await client.until(() => client.closedBecause === 'flooding', 'cut off');
  });

  it('AN51 nobody puts his own revocation off by asking a lot', async () => {
    const reader = await world.connect(person);
    await reader.request('document:open', { versionId: paper.versionId });
    // What he asks besides is not answered for as long as this goes on.
    const runner = world.admin.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('lock table document_versions in access exclusive mode');
      reader.socket.emit('document:open', { versionId: uuid() }, () => undefined);
      await reader.request('document:close', { versionId: uuid() }); // it has arrived
      await world.bus.publish('access.changed', { reason: 'rejudge', documentIds: [paper.documentId] });
      await reader.until(() => !reader.socket.connected, 'closed', 1000);
      expect(reader.closedBecause).toBe('rejudge');
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  });

  it('AN52 a connection ends when the access it was given ends by itself, and a grant from then opens nothing', async () => {
    const until = new Date(Date.now() + 1200);
    const grant = await world.grant(person, world.meetingId, until);
    const client = await Client.connect(world.url, grant);
    await client.request('meeting:attend', {});
    await client.until(() => !client.socket.connected, 'closed');
    expect(client.closedBecause).toBe('rejudge');
    expect(Math.abs(Date.now() - until.getTime())).toBeLessThan(1000);
    await expect(Client.connect(world.url, grant)).rejects.toMatchObject({ data: { error: { code: 'grant_invalid' } } });
    // Far ends are beyond what a timer can wait for in one piece.
    const far = await Client.connect(world.url, await world.grant(other, world.meetingId, new Date('2099-01-01')));
    await far.request('meeting:attend', {});
    expect(far.socket.connected).toBe(true);
    far.close();
  });

  it('AN61 whoever lost a paper he only followed does not hear where the presenter is in it', async () => {
    const led = await world.paper(1);
    const [leader, follower] = [await world.connect(other), await world.connect(person)];
    await leader.request('meeting:attend', {});
    await follower.request('meeting:attend', {});
    await leader.request('presenter:lead', { ...led, page: 1 });
    await follower.until(() => follower.heard('presenter:moved').length === 1, 'the first place');
    await world.admin.query(`update documents set releasable_to = '{BH}' where id = $1`, [led.documentId]);
    await world.bus.publish('access.changed', { reason: 'rejudge', documentIds: [led.documentId] });
    await follower.until(() => !follower.socket.connected, 'judged again');
    const back = await world.connect(person);
    expect((await back.request('meeting:attend', {})).presenter).toBeNull();
    const leads = await world.connect(other);
    await leads.request('meeting:attend', {});
    for (const page of [2, 3]) await leads.request('presenter:lead', { ...led, page });
    await leads.until(() => leads.heard('presenter:moved').at(-1)?.presenter?.page === 3, 'the leader hears himself');
    expect(back.heard('presenter:moved')).toEqual([]);
  });

  it('AN42 a line on a path where nobody listens is not held', async () => {
    const knock = (path: string) =>
      new Promise<void>((resolve) => {
        const line = connect(Number(new URL(world.url).port), '127.0.0.1');
        line.on('error', () => undefined).on('data', () => undefined);
        line.once('close', () => resolve());
        line.write(
          `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        );
      });
    const began = performance.now();
    await Promise.all(['/nowhere', '/rt/conference/?EIO=4&transport=websocket', '/rt/annotation2/'].map(knock));
    expect(performance.now() - began).toBeLessThan(2000);
    // And one that says nothing on the right one, for some seconds only.
    await knock('/rt/annotation/?EIO=4&transport=websocket');
    expect(performance.now() - began).toBeLessThan(12_000);
  });
});

/** Until it works: the server hears a moment later that somebody is gone. */
async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let n = 0; ; n += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (n > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
