import type { ItemRestrictions } from '@app/contracts';
import { Scope } from '../../state';
import { ApiError } from '../../wire/api-error';
import { RestrictionsViewModel } from './restrictions.view-model';

const settle = () => new Promise((resolve) => setTimeout(resolve, 1));

async function setUp(stored: ItemRestrictions, store: (wanted: ItemRestrictions) => Promise<unknown> = async () => ({})) {
  const sent: ItemRestrictions[] = [];
  const model = new RestrictionsViewModel(new Scope(), {
    me: 'me',
    read: async () => stored,
    store: (wanted) => {
      sent.push(wanted);
      return store(wanted);
    },
  });
  await settle();
  return { model, sent };
}

describe('who needs to know', () => {
  it('begins with oneself alone when there was no list, and sends none until there is one', async () => {
    const { model, sent } = await setUp({ readers: null, recused: [] });
    expect(model.state.value).toEqual({ status: 'ready', ticked: { limited: false, readers: ['me'], recused: [] } });
    await model.save();
    model.limit(true);
    await model.save();
    expect(sent).toEqual([
      { readers: null, recused: [] },
      { readers: ['me'], recused: [] },
    ]);
  });

  it('keeps oneself on the list and out of the recusals, whatever is ticked', async () => {
    const { model, sent } = await setUp({ readers: ['me', 'chair'], recused: [] });
    model.choose(['chair']);
    model.recuse(['me', 'member']);
    await model.save();
    expect(sent).toEqual([{ readers: ['me', 'chair'], recused: ['member'] }]);
  });

  it('moves a person from one group to the other', async () => {
    const { model, sent } = await setUp({ readers: ['me', 'chair'], recused: ['member'] });
    model.choose(['me', 'chair', 'member']);
    model.recuse(['chair']);
    await model.save();
    expect(sent).toEqual([{ readers: ['me', 'member'], recused: ['chair'] }]);
  });

  it('says what was refused, and what could not be read', async () => {
    const { model } = await setUp({ readers: null, recused: [] }, () => Promise.reject(new ApiError('not_a_participant')));
    expect(await model.save()).toBe(false);
    expect(model.saving.value.error?.code).toBe('not_a_participant');
    const broken = new RestrictionsViewModel(new Scope(), {
      me: 'me',
      read: () => Promise.reject(new ApiError('unavailable')),
      store: async () => ({}),
    });
    await settle();
    expect(broken.state.value).toMatchObject({ status: 'failed', error: { code: 'unavailable' } });
  });
});
