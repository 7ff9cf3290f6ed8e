import type { AgendaItem, ItemRestrictions, Meeting, PaperDocument } from '@app/contracts';
import { Scope } from '../../state';
import { ApiError } from '../../wire/api-error';
import { moved, readinessOf } from './items';
import { createWorkbenchModel, type WorkbenchApi } from './workbench.view-model';

const item = (id: string): AgendaItem => ({
  id,
  number: 1,
  coverTitle: { ar: id, en: id },
  minutes: 5,
  content: {
    title: { ar: id, en: id },
    type: 'information',
    label: { level: 1, caveats: [], releasableTo: ['BH'], originator: 'BH' },
    documents: [],
    listed: false,
    abilities: { edit: true, upload: true, restrict: true, requestLabel: true },
  },
});
const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

function setUp(api: Partial<WorkbenchApi> = {}) {
  const offers: { kind: string; undo: () => void; onPassed: (() => void) | undefined }[] = [];
  let arrive: (document: PaperDocument) => void = () => undefined;
  const calls = {
    addItem: jest.fn(async () => item('new')),
    editItem: jest.fn(async (id: string) => item(id)),
    removeItem: jest.fn(async () => ({})),
    orderItems: jest.fn(async (_ids: string[]) => []),
    editDocument: jest.fn(),
    withdrawDocument: jest.fn(async () => ({})),
    readRestrictions: jest.fn(async () => ({ readers: null, recused: [] })),
    restrictItem: jest.fn(async (_id: string, restrictions: ItemRestrictions) => restrictions),
    embargoDocument: jest.fn(),
    ...api,
  };
  const meeting = { items: [item('a'), item('b'), item('c')] } as Meeting;
  const model = createWorkbenchModel(new Scope(), meeting, {
    api: calls,
    offerUndo: ({ kind }, undo, onPassed) => void offers.push({ kind, undo, onPassed }),
    onPaperArrived: (listener) => {
      arrive = listener;
      return () => undefined;
    },
    changed: () => undefined,
  });
  const ids = () => model.items.value.map(({ id, number }) => `${number}${id}`);
  return { model, calls, offers, ids, arrive: (document: PaperDocument) => arrive(document) };
}

describe('workbench', () => {
  it('shows a change at once and takes it back when it is refused', async () => {
    const { model } = setUp({ editItem: () => Promise.reject(new ApiError('label_too_low')) });
    const saved = model.editItem('a', { minutes: 30 });
    expect(model.items.value[0]?.minutes).toBe(30);
    await saved;
    expect(model.items.value[0]?.minutes).toBe(5);
    expect(model.failures.value.get('a')?.code).toBe('label_too_low');
    expect(model.saving.value).toBe('failed');
  });

  it('sends two changes of one item one after the other', async () => {
    const order: string[] = [];
    const { model } = setUp({
      editItem: async (id, fields) => {
        order.push(`start ${fields.minutes}`);
        await settle();
        order.push(`end ${fields.minutes}`);
        return item(id);
      },
    });
    await Promise.all([model.editItem('a', { minutes: 1 }), model.editItem('a', { minutes: 2 })]);
    expect(order).toEqual(['start 1', 'end 1', 'start 2', 'end 2']);
  });

  it('removes only when undo has passed, and renumbers at once', async () => {
    const { model, calls, offers, ids } = setUp();
    model.removeItem('a');
    expect(ids()).toEqual(['1b', '2c']);
    offers[0]?.undo();
    expect(ids()).toEqual(['1a', '2b', '3c']);
    model.removeItem('b');
    expect(calls.removeItem).not.toHaveBeenCalled();
    offers[1]?.onPassed?.();
    await settle();
    expect(calls.removeItem).toHaveBeenCalledWith('b');
    expect(ids()).toEqual(['1a', '2c']);
  });

  it('withdraws a paper at once, and shows it until that is done', async () => {
    const paper = { id: 'd', itemId: 'b', title: 'x' } as PaperDocument;
    let refuse = true;
    const withdrawDocument = jest.fn(() => (refuse ? Promise.reject(new ApiError('network_lost')) : Promise.resolve({})));
    const { model, offers, arrive } = setUp({ withdrawDocument });
    arrive(paper);
    const papers = () => model.items.value.map(({ content }) => content?.documents.length);
    await expect(model.withdrawDocument(paper)).rejects.toMatchObject({ code: 'network_lost' });
    expect(papers()).toEqual([0, 1, 0]);
    refuse = false;
    await model.withdrawDocument(paper);
    expect([papers(), withdrawDocument.mock.calls.length, offers]).toEqual([[0, 0, 0], 2, []]);
  });

  it('stores a new order, and the old one again on undo', async () => {
    const orders: string[][] = [];
    const { model, offers, ids } = setUp({
      orderItems: async (order) => {
        orders.push(order);
        return [];
      },
    });
    model.moveItems(new Set(['c']), { itemId: 'a', position: 'before' });
    expect(ids()).toEqual(['1c', '2a', '3b']);
    offers[0]?.undo();
    expect(ids()).toEqual(['1a', '2b', '3c']);
    // Already there: nothing to store.
    model.moveItems(new Set(['a']), { itemId: 'b', position: 'before' });
    await settle();
    expect(orders).toEqual([
      ['c', 'a', 'b'],
      ['a', 'b', 'c'],
    ]);
  });

  it('shows a paper that arrived under its item', () => {
    const { model, arrive } = setUp();
    arrive({ id: 'd', itemId: 'b', title: 'x' } as PaperDocument);
    expect(model.items.value.map(({ content }) => content?.documents.length)).toEqual([0, 1, 0]);
  });

  it('marks an item that is restricted to a list, and a paper under embargo', async () => {
    const paper = { id: 'd', itemId: 'b', title: 'x' } as PaperDocument;
    const { model, arrive } = setUp({ embargoDocument: async (_id, embargoUntil) => ({ ...paper, embargoUntil }) });
    arrive(paper);
    await model.restrict('a', { readers: ['me'], recused: [] });
    await model.embargo('d', '2026-11-23T07:00:00Z');
    expect(model.items.value.map(({ content }) => content?.listed)).toEqual([true, false, false]);
    expect(model.items.value[1]?.content?.documents[0]?.embargoUntil).toBe('2026-11-23T07:00:00Z');
    await model.restrict('a', { readers: null, recused: ['x'] });
    expect(model.items.value[0]?.content?.listed).toBe(false);
  });

  it('knows what an item lacks', () => {
    expect(readinessOf(item('a'))).toBe('needsPapers');
    const covered = { ...item('a'), content: null, minutes: null };
    expect(readinessOf(covered)).toBe('needsMinutes');
  });

  it('moves several together', () => {
    const order = moved([item('a'), item('b'), item('c'), item('d')], new Set(['a', 'c']), { itemId: 'd', position: 'after' });
    expect(order.map(({ id }) => id)).toEqual(['b', 'd', 'a', 'c']);
  });
});
