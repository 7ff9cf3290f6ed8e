import type { SearchHit } from '@app/contracts';
import { Scope } from '../../state';
import { addressOfHit, createPaletteModel } from './palette.view-model';

const hit = (meetingId: string): SearchHit => ({ kind: 'meeting', meetingId, title: { ar: 'أ', en: 'A' }, level: 0, originator: 'BH' });

function setUp() {
  const answers = new Map<string, (hits: SearchHit[]) => void>();
  const search = jest.fn((words: string) => new Promise<SearchHit[]>((resolve) => answers.set(words, resolve)));
  const keys = new EventTarget();
  const model = createPaletteModel(new Scope(), {
    keys: keys as Window,
    search,
    switchLanguage: jest.fn(),
    switchTheme: jest.fn(),
  });
  return { model, search, answers, keys };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('command palette', () => {
  it('asks once typing pauses, and never for a single letter', () => {
    const { model, search } = setUp();
    model.type('ت');
    jest.advanceTimersByTime(1000);
    model.type('تق');
    model.type('تقرير');
    jest.advanceTimersByTime(1000);
    expect(search.mock.calls.map(([words]) => words)).toEqual(['تقرير']);
  });

  it('drops an answer to earlier words', async () => {
    const { model, answers } = setUp();
    model.type('first');
    jest.advanceTimersByTime(1000);
    model.type('second');
    jest.advanceTimersByTime(1000);
    answers.get('second')?.([hit('2')]);
    answers.get('first')?.([hit('1')]);
    await Promise.resolve();
    await Promise.resolve();
    expect(model.results.value).toEqual({ status: 'found', hits: [hit('2')] });
  });

  it('forgets what was found when it closes', () => {
    const { model, keys } = setUp();
    const press = () => keys.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { ctrlKey: true, code: 'KeyK' }));
    press();
    expect(model.isOpen.value).toBe(true);
    model.type('word');
    press();
    expect([model.isOpen.value, model.words.value, model.results.value]).toEqual([false, '', { status: 'idle' }]);
  });

  it('leads to the page of the match', () => {
    expect(
      addressOfHit({ kind: 'paper', meetingId: 'm', itemId: 'i', documentId: 'd', title: 'x', page: 3, level: 1, originator: 'BH' }),
    ).toBe('/meetings/m?item=i&paper=d&page=3');
  });
});
