import type { AnnotationAuthor, AnnotationContent, AnnotationLayer } from '@app/contracts';
import fc from 'fast-check';
import { Scope } from '../../state/scope';
import { createPaperNotes, type PaperNotes } from './annotation.view-model';
import { FakeService, type FakeClient } from './annotation-service.fake';

const content = (n: number): AnnotationContent => ({
  page: 1,
  shape: { kind: 'ink', nib: 'pen', colour: 'ink', width: 1, points: [n, n, 0.5] },
});
const people: readonly AnnotationAuthor[] = [
  { accountId: 'anna', delegation: 'BH' },
  { accountId: 'badr', delegation: 'BH' },
  { accountId: 'cara', delegation: 'SA' },
];

interface Desk {
  readonly client: FakeClient;
  readonly notes: PaperNotes;
}

describe('notes of a paper', () => {
  let scope: Scope;
  let service: FakeService;
  let desks: Desk[];
  beforeEach(() => {
    jest.useFakeTimers();
    begin();
  });
  afterEach(() => {
    scope.end();
    jest.useRealTimers();
  });

  function begin(): void {
    scope = new Scope();
    service = new FakeService();
    desks = people.map((me) => {
      const client = service.connect(me);
      const notes = createPaperNotes(scope, client.connection, 'v', me);
      notes.show();
      return { client, notes };
    });
  }
  const desk = (index: number) => desks[index % desks.length] as Desk;

  /** Lets every line heal and everything under way arrive. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 400; round += 1) {
      for (const { client } of desks) {
        client.comeBack();
        client.handle();
        client.deliver();
      }
      await jest.advanceTimersByTimeAsync(desks.every(({ client }) => client.idle) ? 2000 : 0);
      if (round > 5 && desks.every(({ client, notes }) => client.idle && notes.waiting.value === 0)) return;
    }
    throw new Error('does not come to rest');
  }
  const seen = (index: number) => desk(index).notes.annotations.value.map(({ key, layer, content: shown }) => ({ key, layer, shown }));

  type Step = {
    readonly who: number;
    readonly what: 'add' | 'remove' | 'undo' | 'redo' | 'handle' | 'deliver' | 'drop' | 'lose' | 'back';
    readonly layer: AnnotationLayer;
  };
  const stepArbitrary: fc.Arbitrary<Step> = fc.record({
    who: fc.nat(2),
    what: fc.constantFrom(
      'add',
      'add',
      'remove',
      'undo',
      'redo',
      'handle',
      'handle',
      'deliver',
      'deliver',
      'deliver',
      'drop',
      'lose',
      'back',
    ),
    layer: fc.constantFrom('private', 'delegation', 'meeting', 'meeting'),
  });
  function take({ who, what, layer }: Step, n: number): void {
    const { client, notes } = desk(who);
    if (what === 'add') notes.add(layer, content(n));
    if (what === 'remove')
      notes.remove(
        notes.annotations.value
          .filter(({ mine }) => mine)
          .slice(0, 1)
          .map(({ id }) => id),
      );
    if (what === 'undo') notes.undo.value?.();
    if (what === 'redo') notes.redo.value?.();
    if (what === 'handle') client.handle();
    if (what === 'deliver') client.deliver();
    if (what === 'drop') client.drop();
    if (what === 'lose') client.lose();
    if (what === 'back') client.comeBack();
  }

  // A notice that overtook the answer to an earlier message brought back what its author had just taken away.
  const OVERTAKEN = [
    [
      [
        { who: 0, what: 'add', layer: 'meeting' },
        { who: 2, what: 'handle', layer: 'private' },
        { who: 2, what: 'add', layer: 'private' },
        { who: 2, what: 'deliver', layer: 'private' },
        { who: 1, what: 'add', layer: 'meeting' },
        { who: 1, what: 'handle', layer: 'private' },
        { who: 2, what: 'undo', layer: 'private' },
        { who: 0, what: 'handle', layer: 'private' },
        { who: 1, what: 'add', layer: 'meeting' },
        { who: 1, what: 'remove', layer: 'private' },
        { who: 0, what: 'remove', layer: 'private' },
        { who: 0, what: 'deliver', layer: 'private' },
        { who: 0, what: 'undo', layer: 'private' },
        { who: 2, what: 'handle', layer: 'private' },
        { who: 2, what: 'lose', layer: 'private' },
      ],
    ],
  ] satisfies [Step[]][];

  it('AN70 AN71 AN73 any interleaving of strokes, losses and reconnections leads to the same page, and loses nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { maxLength: 80, size: 'max' }), async (steps) => {
        begin();
        for (const [n, step] of steps.entries()) {
          take(step, n);
          await jest.advanceTimersByTimeAsync(0);
        }
        // What each person sees of his own work is what he did, whatever the network did; remember it before healing.
        const before = desks.map(({ notes }) => notes.annotations.value.filter(({ mine }) => mine).map(({ key }) => key));
        await settle();
        // A notice that never came is noticed by the next number.
        before[0]?.push(...(['meeting', 'delegation'] as const).map((layer) => `anna/${desk(0).notes.add(layer, content(99))}`));
        await settle();
        desks.forEach(({ notes }, index) => {
          expect(notes.annotations.value.filter(({ mine }) => mine).map(({ key }) => key)).toEqual(before[index]);
          expect(notes.annotations.value.some(({ waiting }) => waiting)).toBe(false);
        });
        const shared = (index: number, layer: AnnotationLayer) => seen(index).filter((annotation) => annotation.layer === layer);
        expect(shared(1, 'meeting')).toEqual(shared(0, 'meeting'));
        expect(shared(2, 'meeting')).toEqual(shared(0, 'meeting'));
        expect(shared(1, 'delegation')).toEqual(shared(0, 'delegation'));
        // Each operation is stored once.
        const stored = service.journal.map(({ operation }) => operation.id);
        expect(new Set(stored).size).toBe(stored.length);
        scope.end();
      }),
      { numRuns: 150, examples: OVERTAKEN },
    );
  }, 60_000);

  it('AN71 strokes made offline are shown at once, wait, and are sent after the reconnection in their order', async () => {
    await settle();
    desk(0).client.lose();
    const ids = [1, 2, 3].map((n) => desk(0).notes.add('meeting', content(n)));
    expect(desk(0).notes.waiting.value).toBe(3);
    expect(seen(0)).toHaveLength(3);
    await settle();
    expect(service.journal.map(({ operation }) => operation.id)).toEqual(ids);
    expect(seen(2).map(({ key }) => key)).toEqual(ids.map((id) => `anna/${id}`));
  });

  it('AN71 an answer that is lost does not store a stroke twice', async () => {
    await settle();
    desk(0).notes.add('meeting', content(1));
    desk(0).client.handle(); // stored …
    desk(0).client.lose(); // … and the answer never arrives
    await settle();
    expect(service.journal).toHaveLength(1);
    expect(seen(0)).toHaveLength(1);
    expect(desk(0).notes.waiting.value).toBe(0);
  });

  it('AN71 a stroke that is refused for good stays on the page, holds up nobody, and can be tried again', async () => {
    await settle();
    desk(0).client.lose();
    const ids = [1, 2, 3].map((n) => desk(0).notes.add('meeting', content(n)));
    service.refused.add(ids[1] ?? '');
    desk(0).client.comeBack();
    for (let n = 0; n < 30; n += 1) {
      desk(0).client.handle();
      desk(0).client.deliver();
      await jest.advanceTimersByTimeAsync(0);
    }
    expect(service.journal.map(({ operation }) => operation.id)).toEqual([ids[0], ids[2]]);
    expect(desk(0).notes.refused.value?.code).toBe('not_found');
    expect(seen(0)).toHaveLength(3);
    expect(desk(0).notes.waiting.value).toBe(1);
    service.refused.clear();
    desk(0).notes.retryRefused();
    await settle();
    expect(desk(0).notes.refused.value).toBeNull();
    expect(seen(2)).toHaveLength(3);
  });

  it('AN71 giving up what was refused takes it off the page and out of the history', async () => {
    await settle();
    const id = desk(0).notes.add('meeting', content(1));
    service.refused.add(id);
    for (let n = 0; n < 5; n += 1) {
      desk(0).client.handle();
      desk(0).client.deliver();
      await jest.advanceTimersByTimeAsync(0);
    }
    desk(0).notes.discardRefused();
    expect(seen(0)).toEqual([]);
    expect(desk(0).notes.undo.value).toBeNull();
  });

  it('AN72 undo and redo are one’s own, newest first; a new stroke forgets what was undone', async () => {
    await settle();
    desk(0).notes.add('meeting', content(1));
    desk(1).notes.add('meeting', content(2));
    desk(0).notes.add('meeting', content(3));
    await settle();
    desk(0).notes.undo.value?.();
    await settle();
    expect(seen(2).map(({ shown }) => shown)).toEqual([content(1), content(2)]);
    desk(0).notes.redo.value?.();
    await settle();
    expect(seen(2)).toHaveLength(3);
    desk(0).notes.undo.value?.();
    desk(0).notes.add('meeting', content(4));
    expect(desk(0).notes.redo.value).toBeNull();
    await settle();
    expect(seen(1).map(({ shown }) => shown)).toEqual([content(1), content(2), content(4)]);
    desk(0).notes.undo.value?.();
    desk(0).notes.undo.value?.();
    expect(desk(0).notes.undo.value).toBeNull();
    await settle();
    expect(seen(1).map(({ shown }) => shown)).toEqual([content(2)]);
  });

  it('AN72 what is redone is there at once, although it was taken back before its notice came', async () => {
    await settle();
    desk(0).notes.add('meeting', content(1));
    desk(0).client.handle();
    desk(0).client.lose(); // neither its answer nor its notice arrives
    desk(0).notes.undo.value?.();
    service.commit(people[0] as AnnotationAuthor, [{ id: 'taken', kind: 'remove', target: service.journal[0]?.operation.id ?? '' }]);
    await settle();
    desk(0).client.lose();
    desk(0).notes.redo.value?.();
    expect(seen(0).map(({ shown }) => shown)).toEqual([content(1)]);
  });

  it('AN74 a live stroke vanishes with the stored one, or when its writer falls silent', async () => {
    await settle();
    const stroke = {
      id: 'x',
      layer: 'meeting' as const,
      page: 1,
      nib: 'pen' as const,
      colour: 'ink' as const,
      width: 1,
      author: people[0],
    };
    const hear = (points: number[], id = 'x') => {
      desk(2).client.push('ink:progressed', { versionId: 'v', strokes: [{ ...stroke, id, points }] });
      desk(2).client.deliver();
    };
    hear([1, 1, 0.5]);
    hear([2, 2, 0.5]);
    expect(desk(2).notes.live.value).toMatchObject([{ page: 1, shape: { points: [1, 1, 0.5, 2, 2, 0.5] } }]);
    desk(0).notes.add('meeting', content(1), 'x');
    await settle();
    expect(desk(2).notes.live.value).toEqual([]);
    hear([1, 1, 0.5], 'silent');
    await jest.advanceTimersByTimeAsync(5000);
    expect(desk(2).notes.live.value).toEqual([]);
  });
});
