import type { AnnotationOperation } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { Client, World, type Paper, type Person } from './annotation-world.js';

type Add = Extract<AnnotationOperation, { kind: 'add' }>;
const stroke = (layer: Add['layer'], points = [10, 20, 0.5, 11, 21, 0.6]): Add => ({
  id: uuid(),
  kind: 'add',
  layer,
  annotation: { page: 1, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1.5, points } },
});
const START = { meeting: 0, delegation: 0, private: 0 };

jest.setTimeout(30_000);

describe('annotation gateway: who receives what', () => {
  let world: World;
  let paper: Paper;
  let secret: Paper;
  let chair: Person; // BH, cleared for secret
  let colleague: Person; // BH
  let guest: Person; // SA
  let outsider: Person; // no seat

  beforeAll(async () => {
    world = await World.create();
    chair = await world.person({ country: 'BH', level: 3, role: 'chair' });
    colleague = await world.person({ country: 'BH', level: 1, role: 'member' });
    guest = await world.person({ country: 'SA', level: 1, role: 'member' });
    outsider = await world.person({ country: 'SA', level: 4, role: null });
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

  it('AN30 layers: private for the author, delegation for his own, meeting for every reader', async () => {
    const [writer, sameDelegation, other] = [await open(chair), await open(colleague), await open(guest)];
    const [own, ours, everybody] = [stroke('private'), stroke('delegation'), stroke('meeting')];
    await writer.request('annotation:commit', { versionId: paper.versionId, operations: [own, ours, everybody] });
    await Promise.all(
      [sameDelegation, other].map((client) => client.until(() => JSON.stringify(client.frames).includes(everybody.id), 'meeting layer')),
    );
    const told = (client: Client) =>
      client
        .heard('annotation:committed')
        .flatMap(({ operations }) => operations.map(({ id }) => id))
        .sort();
    expect(told(sameDelegation)).toEqual([ours.id, everybody.id].sort());
    expect(told(other)).toEqual([everybody.id]);
    const stored = async (person: Person) => (await open(person)).opened.operations.map(({ id }) => id).sort();
    expect(await stored(chair)).toEqual([own.id, ours.id, everybody.id].sort());
    expect(await stored(colleague)).toEqual([ours.id, everybody.id].sort());
    expect(await stored(guest)).toEqual([everybody.id]);
  });

  it('AN31 what another person receives is byte-identical whether or not private and delegation notes exist', async () => {
    const run = async (hidden: boolean) => {
      const [writer, reader] = [await open(chair), await open(guest)];
      const ids: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        if (hidden)
          await writer.request('annotation:commit', {
            versionId: paper.versionId,
            operations: [stroke('private'), stroke('delegation'), stroke('private')],
          });
        const visible = stroke('meeting', [n, n, 0.5]);
        ids.push(visible.id);
        await writer.request('annotation:commit', { versionId: paper.versionId, operations: [visible] });
        await reader.until(() => reader.heard('annotation:committed').length === n + 1, 'visible stroke');
      }
      const everything = {
        opened: reader.opened,
        frames: reader.frames.map(({ name, notice }) => ({ name, notice })),
        again: await reader.request('annotation:catch-up', { versionId: paper.versionId, after: START }),
        // His own numbers start at 1 as well.
        own: await reader.request('annotation:commit', {
          versionId: paper.versionId,
          operations: [{ ...stroke('private'), id: ids[0] ?? '' }],
        }),
        reopened: (await open(guest)).opened,
      };
      let text = JSON.stringify(everything).replaceAll(paper.versionId, 'VERSION');
      ids.forEach((id, n) => (text = text.replaceAll(id, `STROKE-${n}`)));
      return text;
    };
    const without = await run(false);
    paper = await world.paper(1);
    expect(await run(true)).toBe(without);
  });

  it('AN32 missing, forbidden, foreign: one answer', async () => {
    const elsewhere = await world.meeting(uuid());
    const foreign = await world.paper(0, ['ALL'], elsewhere);
    const both = await world.person({ country: 'SA', level: 1, role: 'member' });
    await world.admin.query(`insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, 'member', 'SA')`, [
      elsewhere,
      both.accountId,
    ]);
    const client = await world.connect(both);
    const shape = async (versionId: string) => {
      const answers = [
        await client.ask('document:open', { versionId }),
        await client.ask('annotation:commit', { versionId, operations: [stroke('private')] }),
        await client.ask('annotation:catch-up', { versionId, after: START }),
        await client.ask('ink:progress', {
          versionId,
          stroke: { id: uuid(), layer: 'meeting', page: 1, nib: 'pen', colour: 'ink', width: 1, points: [1, 2, 0] },
        }),
      ];
      return JSON.stringify(answers).replace(/"requestId":"[^"]+"/g, '"requestId":""');
    };
    const missing = await shape(uuid());
    expect(missing).toContain('not_found');
    expect(missing).not.toContain('"ok":true');
    expect(await shape(secret.versionId)).toBe(missing);
    expect(await shape(foreign.versionId)).toBe(missing);
  });

  it('AN32 AN42 the outsider does not get in, nor does a page of another origin', async () => {
    await expect(world.connect(outsider)).rejects.toThrow('refused');
    await expect(Client.connect(world.url, 'nonsense')).rejects.toThrow('refused');
    const grant = await world.grant(chair);
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: world.url, 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[])
      await expect(Client.connect(world.url, grant, headers)).rejects.toThrow('refused');
    // Told of, with whose grant it was.
    expect(await world.refusalsOf(chair)).toEqual([
      { message: 'connect', code: 'cross_site' },
      { message: 'connect', code: 'cross_site' },
      { message: 'connect', code: 'cross_site' },
    ]);
    (await Client.connect(world.url, await world.grant(chair), { origin: world.url })).close();
  });

  it('AN33 an observer reads and keeps private notes, and writes to nobody', async () => {
    const observer = await open(await world.person({ country: 'TN', level: 1, role: 'observer' }));
    expect(observer.opened.abilities).toEqual({ note: true, write: false });
    await observer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke('private')] });
    for (const layer of ['delegation', 'meeting'] as const) {
      await expect(observer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke(layer)] })).rejects.toThrow(
        'not_found',
      );
      const live = { id: uuid(), layer, page: 1, nib: 'pen' as const, colour: 'ink' as const, width: 1, points: [1, 2, 0.5] };
      await expect(observer.request('ink:progress', { versionId: paper.versionId, stroke: live })).rejects.toThrow('not_found');
    }
  });

  it('AN40 unknown, malformed and oversized messages are refused and harm nobody', async () => {
    const [rogue, writer, reader] = [await open(colleague), await open(chair), await open(guest)];
    const { versionId } = paper;
    const code = async (name: string, payload: unknown) => {
      const answer = await rogue.ask(name, payload);
      return answer.ok ? 'ok' : answer.error.code;
    };
    for (const name of ['constructor', '__proto__', 'annotation:delete', 'disconnect-all'])
      expect(await code(name, {})).toBe('message_unknown');
    const operation = stroke('meeting');
    const ink = operation.annotation.shape;
    const bad: unknown[] = [
      null,
      'text',
      { versionId },
      { versionId, operations: [] },
      { versionId, operations: [operation], extra: 1 },
      { versionId: 'x', operations: [operation] },
      { versionId, operations: [{ ...operation, id: '00000000-0000-4000-8000-000000000000' }] },
      { versionId, operations: [{ ...operation, layer: 'world' }] },
      { versionId, operations: [{ ...operation, annotation: { page: 0, shape: ink } }] },
      { versionId, operations: [{ ...operation, annotation: { page: 1, shape: { ...ink, points: [1, 2] } } }] },
      { versionId, operations: [{ ...operation, annotation: { page: 1, shape: { ...ink, points: [1, 2, 7] } } }] },
      { versionId, operations: [{ ...operation, annotation: { page: 1, shape: { ...ink, points: [1, 1e9, 0.5] } } }] },
      { versionId, operations: Array.from({ length: 101 }, () => stroke('meeting')) },
    ];
    for (const payload of bad) expect(await code('annotation:commit', payload)).toBe('message_invalid');
    (rogue.socket as { emit(name: string, payload: unknown): unknown }).emit('document:open', { versionId }); // no acknowledgement asked: nobody to answer
    rogue.socket.emit(
      'annotation:commit',
      { versionId, operations: [{ ...operation, padding: 'x'.repeat(400_000) } as never] },
      () => undefined,
    );
    await rogue.until(() => !rogue.socket.connected, 'the oversized message ends its connection');
    await writer.request('annotation:commit', { versionId, operations: [operation] });
    await reader.until(() => reader.heard('annotation:committed').length === 1, 'the others go on');
    expect((await reader.request('annotation:catch-up', { versionId, after: START })).clock.meeting).toBe(1);
  });

  it('AN41 whoever floods is cut off with a reason', async () => {
    const rogue = await open(await world.person({ country: 'SA', level: 1, role: 'member' }));
    for (let n = 0; n < 700; n += 1) rogue.socket.emit('document:close', { versionId: paper.versionId }, () => undefined);
    await rogue.until(() => !rogue.socket.connected, 'cut off');
    expect(rogue.closedBecause).toBe('flooding');
  });

  it('AN50 a revoked person receives nothing after at most a second, also with his old grant', async () => {
    const revoked = await world.person({ country: 'SA', level: 1, role: 'member' });
    const [writer, reader] = [await open(chair), await open(revoked)];
    const grant = await world.grant(revoked);
    await reader.request('meeting:attend', {});
    await world.admin.query(`delete from participants where account_id = $1`, [revoked.accountId]);
    const revokedAt = performance.now();
    await world.bus.publish('access.changed', { reason: 'rejudge', accountIds: [revoked.accountId], meetingIds: [world.meetingId] });
    await reader.until(() => !reader.socket.connected, 'closed');
    expect(performance.now() - revokedAt).toBeLessThan(1000);
    expect(reader.closedBecause).toBe('rejudge');
    const before = reader.frames.length;
    await writer.request('annotation:commit', { versionId: paper.versionId, operations: [stroke('meeting')] });
    await expect(Client.connect(world.url, grant)).rejects.toThrow('refused');
    expect(reader.frames.length).toBe(before);
  });

  it('AN51 who has a withdrawn paper open is judged again, and nobody else is disturbed', async () => {
    const [holder, other] = [await open(chair), await world.connect(colleague)];
    await other.request('meeting:attend', {});
    await world.bus.publish('access.changed', { reason: 'rejudge', documentIds: [paper.documentId] });
    await holder.until(() => !holder.socket.connected, 'closed');
    expect(holder.closedBecause).toBe('rejudge');
    await other.request('meeting:attend', {});
    expect(other.socket.connected).toBe(true);
  });

  it('AN50 an ended session does not come back with its grant', async () => {
    const leaving = await world.person({ country: 'SA', level: 1, role: 'member' });
    const grant = await world.grant(leaving);
    await world.admin.query(`update sessions set ended_at = now() where id = $1`, [leaving.sessionId]);
    await expect(Client.connect(world.url, grant)).rejects.toThrow('refused');
  });
});
