import type { AgendaItem, Language, Meeting } from '@app/contracts';
import { behavior, Scope } from '../../state';
import { chosenIn } from './chosen';
import { createRoomModel } from './room.view-model';

describe('rails', () => {
  it('fold beside the paper each by itself', () => {
    const model = createRoomModel(new Scope(), behavior(false));
    model.toggle('people');
    expect(model.rails.value).toEqual({ shape: 'beside', agenda: true, people: false });
    model.closeDrawer();
    expect(model.rails.value.agenda).toBe(true);
  });

  it('are drawers where there is no room, one at a time, closed at first', () => {
    const narrow = behavior(true);
    const model = createRoomModel(new Scope(), narrow);
    expect(model.rails.value).toEqual({ shape: 'drawer', agenda: false, people: false });
    model.toggle('agenda');
    model.toggle('people');
    expect(model.rails.value).toEqual({ shape: 'drawer', agenda: false, people: true });
    narrow.next(false);
    narrow.next(true);
    expect(model.rails.value.people).toBe(false);
  });
});

describe('what is chosen', () => {
  const paper = { id: 'p1', language: 'ar' };
  const item = (id: string, content: object | null) => ({ id, number: 1, content }) as unknown as AgendaItem;
  const meeting = {
    items: [item('covered', null), item('open', { documents: [paper, { id: 'p2', language: 'en' }] }), item('bare', { documents: [] })],
  } as unknown as Meeting;
  const choose = (address: string, language: Language = 'ar') => chosenIn(meeting, new URLSearchParams(address), language);

  it('is nothing at first and for ids that are not on my agenda', () => {
    expect(choose('')).toEqual({ item: null, documentId: null, page: undefined });
    expect(choose('item=unknown&paper=p9')).toEqual({ item: null, documentId: null, page: undefined });
  });

  it('is the first paper of an item, unless the address names another', () => {
    expect(choose('item=open').documentId).toBe('p1');
    expect(choose('item=open&paper=p2&page=7')).toMatchObject({ documentId: 'p2', page: 7 });
    expect(choose('paper=p2').item?.id).toBe('open');
  });

  it('is the paper in the language of the reader where there is one', () => {
    expect(choose('item=open', 'en').documentId).toBe('p2');
    expect(choose('item=open&paper=p1', 'en').documentId).toBe('p1');
  });

  it('never names a paper of a covered item', () => {
    expect(choose('item=covered&paper=p1').documentId).toBeNull();
    expect(choose('item=bare').documentId).toBeNull();
  });
});
