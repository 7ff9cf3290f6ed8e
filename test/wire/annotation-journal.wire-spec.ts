import { AuditTrail } from '@app/audit';
import type { AnnotationOperation } from '@app/contracts';
import { requestContext, type RequestContext } from '@app/identity';
import { v7 as uuid } from 'uuid';
import { Journal } from '../../apps/annotation/src/journal/journal.service.js';
import { scopeOf, type ScopedOperation, type Writer } from '../../apps/annotation/src/journal/journal.types.js';
import { World, type Paper, type Person } from './annotation-world.js';

const START = { meeting: 0, delegation: 0, private: 0 };
const add = (layer: 'private' | 'delegation' | 'meeting'): AnnotationOperation => ({
  id: uuid(),
  kind: 'add',
  layer,
  annotation: {
    page: 1,
    shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1, points: Array.from({ length: 60 }, (_, n) => (n % 3 === 2 ? 0.5 : n)) },
  },
});

jest.setTimeout(30_000);

describe('annotation journal on a real database', () => {
  let world: World;
  let paper: Paper;
  let people: Person[];

  beforeAll(async () => {
    world = await World.create();
    people = [];
    for (const country of ['BH', 'BH', 'SA', 'SA', 'KW']) people.push(await world.person({ country, level: 1, role: 'member' }));
  });
  beforeEach(async () => {
    paper = await world.paper(1);
  });
  afterAll(() => world.close());

  const ctxOf = (person: Person): RequestContext =>
    requestContext({ actor: { accountId: person.accountId, sessionId: person.sessionId, assurance: 2, ceiling: 4 } });
  const writerOf = (person: Person): Writer => ({
    ctx: ctxOf(person),
    seat: { accountId: person.accountId, meetingId: world.meetingId, delegation: person.country, role: 'member', name: { ar: '', en: '' } },
    abilities: { note: true, write: true },
  });
  const sql = (person: Person, text: string, parameters: unknown[] = []) =>
    world.db.database.transaction(ctxOf(person), (ctx) => ctx.transaction.query<{ layer: string }>(text, parameters));

  it('AN10 numbers follow on without gaps when two processes store into the same paper', async () => {
    const journals = [
      new Journal(world.db.database, new AuditTrail(world.db.database)),
      new Journal(world.db.database, new AuditTrail(world.db.database)),
    ];
    const writers = people.map(writerOf);
    const layers = ['meeting', 'delegation', 'private'] as const;
    const acks = await Promise.all(
      Array.from({ length: 150 }, async (_, n) => {
        const writer = writers[n % writers.length] as Writer;
        const layer = layers[n % layers.length] ?? 'meeting';
        const [ack] = await (journals[n % 2] as Journal).append(paper.versionId, { writer, operations: [add(layer)] });
        return { ...scopeOf(layer, writer.seat), seq: ack?.seq ?? 0 };
      }),
    );
    const scopes = new Map<string, number[]>();
    for (const { layer, audience, seq } of acks) scopes.set(`${layer}:${audience}`, [...(scopes.get(`${layer}:${audience}`) ?? []), seq]);
    expect(scopes.size).toBe(1 + 3 + 5);
    for (const seqs of scopes.values()) expect(seqs.sort((a, b) => a - b)).toEqual(seqs.map((_, n) => n + 1));
  });

  it('AN10 readers are told in the order of the numbers', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const told: ScopedOperation[] = [];
    journal.onCommitted((_, operations) => told.push(...operations));
    await Promise.all(
      Array.from({ length: 80 }, (_, n) =>
        journal.append(paper.versionId, { writer: writerOf(people[n % 3] as Person), operations: [add('meeting')] }),
      ),
    );
    expect(told.map(({ operation }) => operation.seq)).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
  });

  it('AN16 one writer who may not write any more does not take the others’ strokes with him', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const removed = await world.person({ country: 'KW', level: 1, role: 'member' });
    const writers = [people[0], removed, people[2]].map((person) => writerOf(person as Person));
    await world.admin.query(`delete from participants where account_id = $1`, [removed.accountId]);
    const results = await Promise.allSettled(
      writers.map((writer) => journal.append(paper.versionId, { writer, operations: [add('meeting'), add('private')] })),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toMatchObject({ code: 'not_found' });
    const { clock } = await journal.page(ctxOf(people[2] as Person), (writers[2] as Writer).seat, paper.versionId, START);
    expect(clock).toEqual({ meeting: 2, delegation: 0, private: 1 });
  });

  it('AN16 a message is stored whole or not at all', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const writer = writerOf(people[0] as Person);
    await expect(
      journal.append(paper.versionId, { writer, operations: [add('meeting'), { id: uuid(), kind: 'remove', target: uuid() }] }),
    ).rejects.toMatchObject({ code: 'not_found' });
    const added = add('meeting');
    const acks = await journal.append(paper.versionId, { writer, operations: [added, { id: uuid(), kind: 'remove', target: added.id }] });
    expect(acks.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  it('AN44 one author who writes more than can be stored is refused, and nobody else is', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const [first, second] = people.map(writerOf) as [Writer, Writer];
    const points = Array.from({ length: 6000 }, (_, n) => (n % 3 === 2 ? 0.5 : 100 + n / 100));
    const megabyte = (): AnnotationOperation[] =>
      Array.from({ length: 24 }, () => ({
        id: uuid(),
        kind: 'add',
        layer: 'private',
        annotation: { page: 1, shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1, points } },
      }));
    const append = (writer: Writer) => journal.append(paper.versionId, { writer, operations: megabyte() });
    const theirs = [1, 2, 3, 4, 5].map(() => append(first));
    const others = append(second);
    expect((await Promise.allSettled(theirs)).map(({ status }) => status)).toEqual([...Array<string>(4).fill('fulfilled'), 'rejected']);
    await expect(theirs[4]).rejects.toMatchObject({ code: 'unavailable' });
    await expect(others).resolves.toHaveLength(24);
    await expect(append(first)).resolves.toHaveLength(24);
  });

  it('AN30 the second wall: whatever is asked, rows of other layers are not there', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const [writer, peer, other] = people as [Person, Person, Person];
    for (const layer of ['private', 'delegation', 'meeting'] as const)
      await journal.append(paper.versionId, { writer: writerOf(writer), operations: [add(layer)] });
    const layers = async (person: Person) =>
      (await sql(person, 'select layer from annotation_operations where version_id = $1 order by layer', [paper.versionId])).map(
        ({ layer }) => layer,
      );
    expect(await layers(writer)).toEqual(['delegation', 'meeting', 'private']);
    expect(await layers(peer)).toEqual(['delegation', 'meeting']);
    expect(await layers(other)).toEqual(['meeting']);
    expect(await layers(await world.person({ country: 'BH', level: 4, role: null }))).toEqual([]);
    // A seat in another meeting is no seat in this one, and clearance goes with the paper.
    const elsewhere = await world.meeting(uuid());
    expect(await layers(await world.person({ country: 'BH', level: 4, role: 'chair' }, elsewhere))).toEqual([]);
    await world.admin.query(`update documents set level = 3 where id = $1`, [paper.documentId]);
    expect(await layers(writer)).toEqual([]);
  });

  it('AN30 the second wall: nobody writes in another’s name, changes or deletes', async () => {
    const [writer, , other] = people as [Person, Person, Person];
    const insert = (as: Person, row: { author: string; delegation: string; layer: string; audience: string; meeting?: string }) =>
      sql(
        as,
        `insert into annotation_operations (version_id, layer, audience, seq, id, kind, target, author_id, author_delegation, meeting_id, digest, content)
         values ($1, $2, $3, 1, $4, 'add', $4, $5, $6, $7, '', '{}')`,
        [paper.versionId, row.layer, row.audience, uuid(), row.author, row.delegation, row.meeting ?? world.meetingId],
      );
    await expect(insert(other, { author: writer.accountId, delegation: 'BH', layer: 'meeting', audience: '' })).rejects.toMatchObject({
      code: '42501',
    });
    await expect(insert(other, { author: other.accountId, delegation: 'BH', layer: 'delegation', audience: 'BH' })).rejects.toMatchObject({
      code: '42501',
    });
    const elsewhere = await world.meeting(uuid());
    await world.admin.query(`insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, 'member', 'QA')`, [
      elsewhere,
      other.accountId,
    ]);
    await expect(
      insert(other, { author: other.accountId, delegation: 'QA', layer: 'delegation', audience: 'QA', meeting: elsewhere }),
    ).rejects.toMatchObject({ code: '42501' });
    await insert(other, { author: other.accountId, delegation: 'SA', layer: 'delegation', audience: 'SA' });
    await expect(sql(other, 'update annotation_operations set content = null')).rejects.toMatchObject({ code: '42501' });
    await expect(sql(other, 'delete from annotation_operations')).rejects.toMatchObject({ code: '42501' });
  });

  it('AN12 group commit: one commit carries what came in since the last tick', async () => {
    const journal = new Journal(world.db.database, new AuditTrail(world.db.database));
    const writers = people.map(writerOf);
    const run = async (parallel: number, count: number) => {
      const began = performance.now();
      for (let done = 0; done < count; done += parallel) {
        await Promise.all(
          Array.from({ length: parallel }, (_, n) =>
            journal.append(paper.versionId, { writer: writers[n % writers.length] as Writer, operations: [add('meeting')] }),
          ),
        );
      }
      return count / ((performance.now() - began) / 1000);
    };
    await run(5, 20);
    const single = await run(1, 60);
    const grouped = await run(200, 1200);
    console.log(
      `journal, five writers in one room: ${single.toFixed(0)} operations/s one by one, ${grouped.toFixed(0)} operations/s in ticks (x${(grouped / single).toFixed(1)})`,
    );
    expect(grouped).toBeGreaterThan(single * 2);
  });
});
