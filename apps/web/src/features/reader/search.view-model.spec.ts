import { behavior, Scope } from '../../state';
import type { PageText } from './search';
import { createSearchViewModel } from './search.view-model';

const pageOf = (text: string): PageText => ({
  runs: [{ text, direction: 'rtl', transform: [1, 0, 0, 1, 0, 0], width: 100, height: 10, endsLine: true }],
});

function bench(texts: readonly string[], from = 1) {
  const scope = new Scope();
  const shown: number[] = [];
  const asked: number[] = [];
  const search = createSearchViewModel(scope, {
    text: (page) => {
      asked.push(page);
      const text = texts[page - 1];
      return text === undefined ? Promise.reject(new Error('broken page')) : Promise.resolve(pageOf(text));
    },
    pageCount: texts.length,
    currentPage: behavior(from),
    measure: (text) => text.length,
    show: (page) => shown.push(page),
  });
  const type = async (query: string) => {
    search.setQuery(query);
    await jest.advanceTimersByTimeAsync(1000);
  };
  return { search, shown, asked, type, scope };
}

describe('RD8 search in a paper', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('shows the next match from where one reads and counts in page order', async () => {
    const { search, shown, asked, type } = bench(['قرار قرار', 'لا شيء', 'القرار'], 2);
    search.show();
    await type('قرار');
    expect(asked).toEqual([2, 3, 1]);
    expect(shown).toEqual([3]);
    expect(search.status.value).toEqual({ kind: 'done', found: 3 });
    expect(search.position.value).toBe(3);
  });

  it('goes on from the last match to the first, and back', async () => {
    const { search, shown, type } = bench(['قرار', 'قرار']);
    search.show();
    await type('قرار');
    search.next();
    search.next();
    search.previous();
    expect(shown).toEqual([1, 2, 1, 2]);
    expect(search.position.value).toBe(2);
  });

  it('marks the matches of a page, the one being stood at in particular', async () => {
    const { search, type } = bench(['قرار ثم قرار', 'قرار']);
    search.show();
    await type('قرار');
    expect(search.marksOf(1).map((mark) => mark.current)).toEqual([true, false]);
    search.next();
    expect(search.marksOf(1).map((mark) => mark.current)).toEqual([false, true]);
    search.hide();
    expect(search.marksOf(1)).toEqual([]);
  });

  it('does not search letter by letter while one types, and reads each page once', async () => {
    const { search, asked, type } = bench(['قرار', 'محضر']);
    search.show();
    search.setQuery('ق');
    search.setQuery('قر');
    await type('قرا');
    expect(asked).toEqual([1, 2]);
    await type('محضر');
    expect(asked).toEqual([1, 2]);
    expect(search.status.value).toEqual({ kind: 'done', found: 1 });
  });

  it('passes over a page that cannot be read', async () => {
    const texts = ['قرار', undefined as unknown as string, 'قرار'];
    const { search, type } = bench(texts);
    search.show();
    await type('قرار');
    expect(search.status.value).toEqual({ kind: 'done', found: 2 });
  });

  it('is idle for a query of blanks and marks', async () => {
    const { search, asked, type } = bench(['قرار']);
    search.show();
    await type(' ـ ');
    expect(search.status.value).toEqual({ kind: 'idle' });
    expect(asked).toEqual([]);
  });

  it('stops when the paper is closed', async () => {
    const { search, asked, scope } = bench(['a', 'b', 'c']);
    search.show();
    search.setQuery('x');
    scope.end();
    await jest.advanceTimersByTimeAsync(1000);
    expect(asked).toEqual([]);
  });

  it('RD14 says that papers shown as images have no text, and asks for none', () => {
    const search = createSearchViewModel(new Scope(), {
      text: null,
      pageCount: 3,
      currentPage: behavior(1),
      measure: () => 1,
      show: () => undefined,
    });
    search.show();
    search.setQuery('قرار');
    expect(search.status.value).toEqual({ kind: 'unavailable' });
  });
});
