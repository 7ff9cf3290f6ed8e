import type { AnnotationOperation } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { type Client, World, type Paper, type Person } from './annotation-world.js';

type Add = Extract<AnnotationOperation, { kind: 'add' }>;
const stroke = (layer: Add['layer'], points = [10, 20, 0.5, 11, 21, 0.6]): Add => ({
  id: uuid(),
  kind: 'add',
  layer,
  annotation: { page: 1, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1.5, points } },
});
const START = { meeting: 0, delegation: 0, private: 0 };

jest.setTimeout(30_000);

describe('annotation gateway', () => {
  let world: World;
  let paper: Paper;
  let secret: Paper;
  let chair: Person; // BH, cleared for secret
  let colleague: Person; // BH
  let guest: Person; // SA

  beforeAll(async () => {
    world = await World.create();
    chair = await world.person({ country: 'BH', level: 3, role: 'chair' });
    colleague = await world.person({ country: 'BH', level: 1, role: 'member' });
    guest = await world.person({ country: 'SA', level: 1, role: 'member' });
    secret = await world.paper(3, ['BH']);
  });
  beforeEach(async () => {
    paper = await world.paper(1);
  });
  afterEach(() => world.leaveAll());
  afterAll(() => world.close());

  const open = async (person: Person, versionId = paper.versionId) => {
    const client = await world.connect(person);
    const opened = await client.request('document:open', { versionId });
    return Object.assign(client, { opened });
  };

  it('AN10 AN12 a stored stroke reaches the other delegation in well under 100 ms', async () => {
    const [writer, reader] = [await open(chair), await open(guest)];
    const arrival: number[] = [];
    const acknowledged: number[] = [];
    for (let n = 1; n <= 60; n += 1) {
      const sent = performance.now();
      await writer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke('meeting')] });
      acknowledged.push(performance.now() - sent);
      await reader.until(() => reader.heard('annotation:committed').length >= n, `stroke ${n}`);
      arrival.push((reader.frames.at(-1)?.at ?? 0) - sent);
    }
    const figures = (values: number[]) => {
      const sorted = [...values].sort((left, right) => left - right);
      return { p50: sorted[30] ?? 0, p95: sorted[57] ?? 0 };
    };
    console.log(
      `stored stroke, loopback: arrival p50 ${figures(arrival).p50.toFixed(1)} p95 ${figures(arrival).p95.toFixed(1)} ms, acknowledged p50 ${figures(acknowledged).p50.toFixed(1)} p95 ${figures(acknowledged).p95.toFixed(1)} ms`,
    );
    expect(figures(arrival).p50).toBeLessThan(100);
    expect(reader.heard('annotation:committed').flatMap(({ operations }) => operations.map(({ seq }) => seq))).toEqual(
      Array.from({ length: 60 }, (_, n) => n + 1),
    );
  });

  it('AN20 live points reach the other side while the stroke is written, and are not stored', async () => {
    const [writer, reader] = [await open(chair), await open(guest)];
    const live = {
      id: uuid(),
      layer: 'meeting' as const,
      page: 1,
      nib: 'pen' as const,
      colour: 'ink' as const,
      width: 1,
      points: [1, 2, 0.5],
    };
    await writer.request('ink:progress', { versionId: paper.versionId, stroke: live });
    await reader.until(() => reader.heard('ink:progressed').length > 0, 'live points');
    expect(reader.heard('ink:progressed')[0]?.strokes[0]).toMatchObject({
      id: live.id,
      points: [1, 2, 0.5],
      author: { accountId: chair.accountId },
    });
    expect((await reader.request('annotation:catch-up', { versionId: paper.versionId, after: START })).operations).toEqual([]);
  });

  it('AN11 what was acknowledged is there after a restart', async () => {
    const writer = await open(chair);
    const operation = stroke('meeting');
    await writer.request('annotation:commit', { versionId: paper.versionId, operations: [operation] });
    await world.stop();
    await world.start();
    const { opened } = await open(guest);
    expect(opened.operations).toMatchObject([{ id: operation.id, seq: 1, kind: 'add', annotation: operation.annotation }]);
    expect(opened.clock).toEqual({ meeting: 1, delegation: 0, private: 0 });
  });

  it('AN11 a shutdown stores what was accepted before it closes', async () => {
    const writer = await open(chair);
    const sent = Array.from({ length: 40 }, () => stroke('meeting'));
    const acks = sent.map((operation) =>
      writer.request('annotation:commit', { versionId: paper.versionId, operations: [operation] }).catch(() => null),
    );
    await writer.request('document:close', { versionId: paper.versionId }); // everything before it has been received
    await world.stop();
    await Promise.all(acks);
    await world.start();
    const { opened } = await open(chair);
    expect(opened.operations.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
  });

  it('AN13 the same operation again gets its first number; another content under its id is refused', async () => {
    const [writer, reader] = [await open(chair), await open(guest)];
    const operation = stroke('meeting');
    const send = () => writer.request('annotation:commit', { versionId: paper.versionId, operations: [operation] });
    const first = await send();
    await writer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke('meeting')] });
    expect(await send()).toEqual(first);
    // Twice within one tick, as after a lost answer.
    const twice = stroke('meeting');
    const answers = await Promise.all(
      [1, 2].map(() => writer.request('annotation:commit', { versionId: paper.versionId, operations: [twice] })),
    );
    expect(answers[0]).toEqual(answers[1]);
    const forged = { ...operation, annotation: { ...operation.annotation, page: 2 } };
    await expect(
      writer.request('annotation:commit', { versionId: paper.versionId, operations: [forged, stroke('meeting')] }),
    ).rejects.toThrow('state_forbids');
    expect((await reader.request('annotation:catch-up', { versionId: paper.versionId, after: START })).clock.meeting).toBe(3);
  });

  it('AN14 catching up from a cursor brings what was missed, in order and without gaps', async () => {
    const [writer, reader] = [await open(chair), await open(guest)];
    await writer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke('meeting')] });
    await reader.until(() => reader.heard('annotation:committed').length === 1, 'first');
    reader.close();
    const missed = Array.from({ length: 30 }, () => stroke('meeting'));
    for (const operation of missed) await writer.request('annotation:commit', { versionId: paper.versionId, operations: [operation] });
    const back = await world.connect(guest);
    const page = await back.request('document:open', { versionId: paper.versionId, after: { ...START, meeting: 1 } });
    expect(page.operations.map(({ seq }) => seq)).toEqual(missed.map((_, n) => n + 2));
    expect(page.operations.map(({ id }) => id)).toEqual(missed.map(({ id }) => id));
    expect(page).toMatchObject({ more: false, clock: { meeting: 31 } });
  });

  it('AN14 a long history comes in pages', async () => {
    const writer = await open(chair);
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      const operations = Array.from({ length: 100 }, () => stroke(n % 2 ? 'meeting' : 'private'));
      ids.push(...operations.map(({ id }) => id));
      await writer.request('annotation:commit', { versionId: paper.versionId, operations });
    }
    const found: string[] = [];
    const began = performance.now();
    let page = await writer.request('document:open', { versionId: paper.versionId });
    console.log(`catch-up of ${page.operations.length} operations: ${(performance.now() - began).toFixed(0)} ms`);
    found.push(...page.operations.map(({ id }) => id));
    while (page.more) {
      page = { ...page, ...(await writer.request('annotation:catch-up', { versionId: paper.versionId, after: page.clock })) };
      found.push(...page.operations.map(({ id }) => id));
    }
    expect(found.sort()).toEqual(ids.sort());
    expect(page.clock).toEqual({ meeting: 600, delegation: 0, private: 600 });
  });

  it('AN15 erasing and restoring are the author’s own, and what was erased is not handed out', async () => {
    const [writer, reader] = [await open(chair), await open(guest)];
    const operation = stroke('meeting');
    const commit = (client: Client, ...operations: AnnotationOperation[]) =>
      client.request('annotation:commit', { versionId: paper.versionId, operations });
    await commit(writer, operation);
    await expect(commit(reader, { id: uuid(), kind: 'remove', target: operation.id })).rejects.toThrow('not_found');
    await commit(writer, { id: uuid(), kind: 'remove', target: operation.id });
    const later = await open(guest);
    expect(later.opened.operations).toMatchObject([
      { kind: 'add', annotation: null },
      { kind: 'remove', target: operation.id },
    ]);
    await commit(writer, { id: uuid(), kind: 'restore', target: operation.id });
    await reader.until(() => reader.heard('annotation:committed').length === 3, 'restore');
    expect(reader.heard('annotation:committed')[2]?.operations).toMatchObject([{ kind: 'restore', annotation: operation.annotation }]);
  });

  it('AN60 presence: a person is here once, however many devices', async () => {
    const first = await world.connect(chair);
    const second = await world.connect(chair);
    const other = await world.connect(guest);
    await first.request('meeting:attend', {});
    await second.request('meeting:attend', {});
    const { presence, abilities } = await other.request('meeting:attend', {});
    expect(presence.map(({ accountId }) => accountId).sort()).toEqual([chair.accountId, guest.accountId].sort());
    expect(abilities).toEqual({ lead: false });
    second.close();
    first.close();
    await other.until(() => other.heard('presence:changed').at(-1)?.presence.length === 1, 'the chair left');
  });

  it('AN61 following: everybody who may read the paper is led, the others are told nothing', async () => {
    const [leader, cleared, uncleared] = [await world.connect(chair), await world.connect(guest), await world.connect(colleague)];
    for (const client of [leader, cleared, uncleared]) await client.request('meeting:attend', {});
    const place = { ...paper, page: 2 };
    await expect(cleared.request('presenter:lead', place)).rejects.toThrow('not_found');
    await leader.request('presenter:lead', place);
    for (const client of [cleared, uncleared]) await client.until(() => client.heard('presenter:moved').length === 1, 'place');
    expect(cleared.heard('presenter:moved')).toEqual([{ presenter: { ...place, accountId: chair.accountId } }]);
    await leader.request('presenter:lead', { ...secret, page: 7 });
    await leader.until(() => leader.heard('presenter:moved').at(-1)?.presenter?.page === 7, 'secret place');
    // Who comes late sees what he would have seen, had he been here.
    expect((await (await world.connect(guest)).request('meeting:attend', {})).presenter).toEqual({ ...place, accountId: chair.accountId });
    await leader.request('presenter:lead', { ...paper, page: 3 });
    await uncleared.until(() => uncleared.heard('presenter:moved').at(-1)?.presenter?.page === 3, 'back');
    for (const client of [cleared, uncleared]) expect(JSON.stringify(client.frames)).not.toContain(secret.versionId);
    await expect(leader.request('presenter:lead', { ...paper, itemId: secret.itemId, page: 1 })).rejects.toThrow('not_found');
    await leader.request('presenter:stop', {});
    await cleared.until(() => cleared.heard('presenter:moved').at(-1)?.presenter === null, 'stop');
  });

  it('AN62 events of the meeting reach those whom the label lets know, in order', async () => {
    const [knowing, other, elsewhere] = [await world.connect(chair), await world.connect(guest), await world.connect(colleague)];
    await knowing.request('meeting:attend', {});
    await other.request('meeting:attend', {});
    const { meetingId } = world;
    const label = { level: 3 as const, caveats: [], releasableTo: ['BH'], originator: 'BH' };
    await world.bus.publish('meeting.event', { seq: '1', meetingId, name: 'document.added', itemId: secret.itemId, label });
    await world.bus.publish('meeting.event', { seq: '2', meetingId, name: 'agenda.changed', itemId: null, label: null });
    await Promise.all(
      [knowing, other].map((client) =>
        client.until(() => client.heard('meeting:event').some(({ name }) => name === 'agenda.changed'), 'event'),
      ),
    );
    expect(knowing.heard('meeting:event')).toEqual([
      { name: 'document.added', itemId: secret.itemId },
      { name: 'agenda.changed', itemId: null },
    ]);
    expect(other.heard('meeting:event')).toEqual([{ name: 'agenda.changed', itemId: null }]);
    expect(elsewhere.heard('meeting:event')).toEqual([]);
  });
});
