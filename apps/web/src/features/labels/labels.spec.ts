import type { LabelRequest, ReleaseAsk } from '@app/contracts';
import { ApiError } from '../../wire/api-error';
import { askedInOrder, outcomeOf, partsOf, thingsBehind } from './labels';
import { LabelsViewModel } from './labels.view-model';

const person = (id: string) => ({ id, name: { ar: id, en: id }, country: 'BH' });
const request = (id: string, fields: Partial<LabelRequest> = {}) =>
  ({ id, objectId: `thing ${id}`, outcome: null, requestedBy: person('asker'), decidedBy: null, ...fields }) as LabelRequest;
const ask = (id: string, answered: boolean, askedAt: string) =>
  ({ id, answered, askedAt, things: [{ objectId: 'thing a' }, { objectId: 'thing z' }] }) as ReleaseAsk;

describe('requests about labels', () => {
  it('are open until somebody decides', () => {
    const { open, decided } = partsOf([request('a'), request('b', { outcome: 'approved' }), request('c')]);
    expect([open.map(({ id }) => id), decided.map(({ id }) => id)]).toEqual([['a', 'c'], ['b']]);
  });

  it('are taken back by the one who asked, and rejected by another', () => {
    expect(outcomeOf(request('a'))).toBeNull();
    expect(outcomeOf(request('a', { outcome: 'rejected', decidedBy: person('asker') }))).toBe('takenBack');
    expect(outcomeOf(request('a', { outcome: 'rejected', decidedBy: person('other') }))).toBe('rejected');
    expect(outcomeOf(request('a', { outcome: 'approved', decidedBy: person('other') }))).toBe('approved');
  });
});

describe('questions of other countries', () => {
  it('come with those not dealt with first, then the newest', () => {
    const order = askedInOrder([
      ask('done', true, '2026-11-22T09:00:00Z'),
      ask('old', false, '2026-11-20T09:00:00Z'),
      ask('new', false, '2026-11-21T09:00:00Z'),
    ]);
    expect(order.map(({ id }) => id)).toEqual(['new', 'old', 'done']);
  });

  it('say of which things a wish is already waiting', () => {
    const open = [request('a'), request('z', { outcome: 'approved' })];
    expect(thingsBehind(ask('x', false, ''), open).map(({ waiting }) => waiting)).toEqual([true, false]);
  });

  it('list the item before its papers, and the papers under it', () => {
    const of = (...kinds: string[]) =>
      thingsBehind({ things: kinds.map((kind) => ({ kind, objectId: kind })) } as unknown as ReleaseAsk, []).map(
        ({ thing: { kind }, under }) => `${kind}${under ? ' under' : ''}`,
      );
    expect(of('document', 'item', 'document')).toEqual(['item', 'document under', 'document under']);
    // The item is released already, or it is of another country.
    expect(of('document')).toEqual(['document']);
  });
});

describe('deciding', () => {
  function setUp(reject: (id: string, answer: string | null) => Promise<unknown> = async () => ({})) {
    const calls: unknown[] = [];
    const note = (name: string) => async (id: string) => void calls.push([name, id]);
    const model = new LabelsViewModel({
      approve: note('approve'),
      answer: note('answer'),
      reject: (id, answer) => {
        calls.push(['reject', id, answer]);
        return reject(id, answer);
      },
      refresh: () => void calls.push('refresh'),
    });
    return { model, calls };
  }

  it('asks the server and looks again', async () => {
    const { model, calls } = setUp();
    await model.approve('a');
    await model.reject('b', ' not yet ');
    await model.takeBack('c');
    await model.dealtWith('d');
    const looked = calls.filter((call) => call === 'refresh');
    expect(looked).toHaveLength(4);
    expect(calls.filter((call) => call !== 'refresh')).toEqual([
      ['approve', 'a'],
      ['reject', 'b', 'not yet'],
      ['reject', 'c', null],
      ['answer', 'd'],
    ]);
  });

  it('shows a refusal at its own request only, and looks again: another may have decided', async () => {
    const { model, calls } = setUp(() => Promise.reject(new ApiError('conflict')));
    expect(await model.reject('a', 'no')).toBe(false);
    expect(model.taskOf('a').state.value.error?.code).toBe('conflict');
    expect(model.taskOf('b').state.value.error).toBeNull();
    expect(calls).toContain('refresh');
  });
});
