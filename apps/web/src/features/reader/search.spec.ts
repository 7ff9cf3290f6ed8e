import { foldQuery } from './fold';
import { findInPage, matchQuads, type PageText, type TextRun } from './search';

const run = (text: string, more: Partial<TextRun> = {}): TextRun => ({
  text,
  direction: /[\u0600-\u06ff]/u.test(text) ? 'rtl' : 'ltr',
  transform: [10, 0, 0, 10, 100, 700],
  width: 200,
  height: 10,
  endsLine: false,
  ...more,
});
const find = (page: PageText, query: string) => findInPage(page, foldQuery(query));
const byLength = (text: string) => text.length;

describe('RD8 search in a page', () => {
  it('finds every place, without overlaps', () => {
    expect(find({ runs: [run('aaaa b aa')] }, 'AA')).toEqual([
      { parts: [{ run: 0, start: 0, end: 2 }] },
      { parts: [{ run: 0, start: 2, end: 4 }] },
      { parts: [{ run: 0, start: 7, end: 9 }] },
    ]);
  });

  it('finds a word however it is written, and marks all of what is written', () => {
    const [match] = find({ runs: [run('قرار اللَّجنة')] }, 'اللجنه');
    expect(match).toEqual({ parts: [{ run: 0, start: 5, end: 'قرار اللَّجنة'.length }] });
  });

  it('finds a phrase over runs and line breaks', () => {
    const page = { runs: [run('اجتماع مجلس', { endsLine: true }), run('الوزراء')] };
    expect(find(page, 'مجلس الوزراء')).toEqual([
      {
        parts: [
          { run: 0, start: 7, end: 11 },
          { run: 1, start: 0, end: 7 },
        ],
      },
    ]);
  });

  it('does not grow two words on two lines into one', () => {
    const page = { runs: [run('in', { endsLine: true }), run('deed')] };
    expect(find(page, 'indeed')).toEqual([]);
    expect(find(page, 'in deed')).toHaveLength(1);
  });

  it('joins the pieces of a word split into runs, and one blank is as good as three', () => {
    const page = { runs: [run('cab'), run('inet  '), run(' table')] };
    expect(find(page, 'cabinet table')).toHaveLength(1);
  });

  it('finds Arabic-Indic digits by Latin ones and the other way round', () => {
    expect(find({ runs: [run('القرار رقم ٤٢')] }, '42')).toHaveLength(1);
    expect(find({ runs: [run('No. 42')] }, '٤٢')).toHaveLength(1);
  });

  it('finds nothing for an empty query', () => {
    expect(find({ runs: [run('anything')] }, '  ')).toEqual([]);
  });
});

describe('RD8 where a match stands', () => {
  const quad = (page: PageText, query: string) => {
    const [match] = find(page, query);
    if (!match) throw new Error('not found');
    return matchQuads(page, match, byLength)[0];
  };

  it('counts from the left in left-to-right text', () => {
    const found = quad({ runs: [run('0123456789')] }, '23');
    expect(found?.[0]).toEqual({ x: 140, y: 707.5 });
    expect(found?.[3]).toEqual({ x: 180, y: 697.5 });
  });

  it('counts from the right in right-to-left text', () => {
    const found = quad({ runs: [run('ابتثجحخدذر')] }, 'تث');
    expect(found?.[0]?.x).toBe(220);
    expect(found?.[1]?.x).toBe(260);
  });

  it('follows text that runs up the paper', () => {
    const found = quad({ runs: [run('0123456789', { transform: [0, 10, -10, 0, 100, 700] })] }, '23');
    expect(found?.[0]?.x).toBeCloseTo(92.5);
    expect(found?.[0]?.y).toBeCloseTo(740);
    expect(found?.[1]?.y).toBeCloseTo(780);
  });

  it('gives one mark per run', () => {
    const page = { runs: [run('ab', { endsLine: true }), run('cd', { transform: [10, 0, 0, 10, 100, 680] })] };
    const [match] = find(page, 'b c');
    expect(match && matchQuads(page, match, byLength).map((marked) => marked[0].y)).toEqual([707.5, 687.5]);
  });
});
