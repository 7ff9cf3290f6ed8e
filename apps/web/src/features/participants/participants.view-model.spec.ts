import type { Candidate, Participation } from '@app/contracts';
import { Scope } from '../../state';
import { ApiError } from '../../wire/api-error';
import { ParticipantsViewModel } from './participants.view-model';

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));
const person = (id: string) => ({ id, name: { ar: id, en: id }, country: 'BH', role: 'member', delegation: 'BH' }) as const;
const listed = (id: string, remove = true) => ({ ...person(id), abilities: { remove } });
const candidate = (id: string): Candidate => ({ ...person(id), role: 'expert', delegation: 'SA', before: true });
const ME_AND_YOU: Participation = { participants: [listed('me', false), listed('you')], candidates: [candidate('him')] };

async function setUp(given: {
  add?: () => Promise<Participation>;
  remove?: () => Promise<Participation>;
  read?: () => Promise<Participation>;
}) {
  const calls: unknown[] = [];
  const scope = new Scope();
  const model = new ParticipantsViewModel(scope, {
    read: () => {
      calls.push('read');
      return (given.read ?? (async () => ME_AND_YOU))();
    },
    add: (wanted) => {
      calls.push(wanted);
      return (given.add ?? (async () => ME_AND_YOU))();
    },
    remove: (accountId) => {
      calls.push(accountId);
      return (given.remove ?? (async () => ME_AND_YOU))();
    },
    changed: () => calls.push('changed'),
  });
  await settle();
  calls.length = 0;
  return { model, scope, calls };
}

describe('who takes part', () => {
  it('removes after the question and not before, and shows who is left', async () => {
    const left: Participation = { participants: [listed('me', false)], candidates: [candidate('him'), candidate('you')] };
    const { model, calls } = await setUp({ remove: async () => left });
    model.askToRemove(listed('you'));
    model.keep();
    expect(await model.remove()).toBeNull();
    expect(calls).toEqual([]);
    model.askToRemove(listed('you'));
    expect((await model.remove())?.id).toBe('you');
    expect(calls).toEqual(['you', 'changed']);
    expect(model.leaving.value).toBeNull();
    expect(model.state.value).toEqual({ status: 'ready', ...left });
  });

  it('does not ask about whom the server does not let one remove', async () => {
    const { model } = await setUp({});
    model.askToRemove(listed('me', false));
    expect(model.leaving.value).toBeNull();
  });

  it('brings in as what he was, or as what is chosen, for his delegation', async () => {
    const { model, calls } = await setUp({});
    expect(await model.bringIn()).toBeNull();
    model.choose('nobody');
    expect(model.choice.value).toBeNull();
    model.choose('him');
    expect(model.choice.value?.role).toBe('expert');
    model.chooseRole('observer');
    expect((await model.bringIn())?.id).toBe('him');
    expect(calls).toEqual([{ accountId: 'him', role: 'observer', delegation: 'SA' }, 'changed']);
  });

  it('chooses nobody any more once he takes part', async () => {
    const { model } = await setUp({ add: async () => ({ participants: ME_AND_YOU.participants, candidates: [] }) });
    model.choose('him');
    await model.bringIn();
    expect(model.choice.value).toBeNull();
  });

  it('says why it was refused, and reads who takes part now', async () => {
    const { model, calls } = await setUp({ remove: () => Promise.reject(new ApiError('not_a_participant')) });
    model.askToRemove(listed('you'));
    expect(await model.remove()).toBeNull();
    expect(model.removing.value.error?.code).toBe('not_a_participant');
    expect(calls).toEqual(['you', 'read', 'changed']);
    expect(model.state.value.status).toBe('ready');
  });

  it('says that it could not be read, and reads again', async () => {
    let fails = true;
    const { model } = await setUp({ read: () => (fails ? Promise.reject(new ApiError('not_found')) : Promise.resolve(ME_AND_YOU)) });
    expect(model.state.value).toMatchObject({ status: 'failed', error: { code: 'not_found' } });
    fails = false;
    await model.load();
    expect(model.state.value.status).toBe('ready');
  });

  it('shows nothing any more once it is closed', async () => {
    const { model, scope } = await setUp({ remove: async () => ({ participants: [], candidates: [] }) });
    model.askToRemove(listed('you'));
    const removal = model.remove();
    scope.end();
    await removal;
    expect(model.state.value).toEqual({ status: 'ready', ...ME_AND_YOU });
  });
});
