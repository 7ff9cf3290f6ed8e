import type { Receipt, Receipts } from '@app/contracts';
import { firstOrder, inOrder, rowsOf, runsOf, summaryOf } from './receipts.view-model';

const person = (id: string) => ({ id, name: { ar: id, en: id }, country: 'BH' });
const seat = (id: string) => ({ ...person(id), role: 'member' as const, delegation: 'BH' });
const receipt = (id: string, day: number, fields: Partial<Receipt> = {}): Receipt => ({
  viewId: `${id}${day}`,
  reader: person(id),
  version: 1,
  copyNumber: day,
  openedAt: `2026-11-0${day}T08:00:00Z`,
  pages: [],
  share: 0,
  ...fields,
});
const told = (fields: Partial<Receipts>): Receipts => ({ version: 1, receipts: [], readers: null, ...fields });

describe('who has read a paper', () => {
  it('joins the openings of a person, and keeps to the newest version he opened', () => {
    const receipts = [
      receipt('b', 4, { version: 2, pages: [2, 5] }),
      receipt('b', 3, { version: 2, pages: [5, 1] }),
      receipt('b', 1, { pages: [9] }),
    ];
    const [row] = rowsOf(told({ version: 2, receipts }), 3);
    expect(row).toMatchObject({ person: person('b'), seat: null, former: false });
    expect(row?.opened).toEqual({
      first: '2026-11-01T08:00:00Z',
      last: '2026-11-04T08:00:00Z',
      times: 3,
      version: 2,
      outdated: false,
      copies: [1, 3, 4],
      seen: { pages: [1, 2, 5], share: 0, whole: true },
    });
  });

  it('never adds up two parts of a file, and counts no pages of an older version', () => {
    const openings = [receipt('a', 1, { share: 0.5 }), receipt('a', 2, { share: 0.5 })];
    expect(rowsOf(told({ receipts: openings }), 9)[0]?.opened?.seen).toEqual({ pages: [], share: 0.5, whole: false });
    const old = rowsOf(told({ version: 2, receipts: [receipt('a', 1, { pages: [1] })] }), 1)[0]?.opened;
    expect([old?.outdated, old?.seen.whole]).toEqual([true, false]);
    expect(rowsOf(told({ receipts: [receipt('a', 1, { share: 1 })] }), 9)[0]?.opened?.seen.whole).toBe(true);
  });

  it('lists whoever may open it, and marks who could and cannot any more', () => {
    const given = told({ readers: [seat('a'), seat('b')], receipts: [receipt('gone', 2), receipt('b', 1)] });
    expect(rowsOf(given, 1).map((row) => [row.person.id, row.opened !== null, row.former])).toEqual([
      ['a', false, false],
      ['b', true, false],
      ['gone', true, true],
    ]);
    expect(summaryOf(given)).toEqual({ mayOpen: 2, opened: 2, notYet: 1, openings: 2 });
    expect(summaryOf(told({ receipts: [receipt('b', 1)] }))).toEqual({ mayOpen: null, opened: 1, notYet: null, openings: 1 });
  });

  it('puts first whom to remind, or who opened it last, or goes by name', () => {
    const given = told({ readers: [seat('c'), seat('a'), seat('b'), seat('d')], receipts: [receipt('d', 2), receipt('a', 3)] });
    const names = (order: Parameters<typeof inOrder>[1]) =>
      inOrder(rowsOf(given, 1), order, ({ name }) => name.en, 'en')
        .map(({ person: { id } }) => id)
        .join('');
    expect([names('notYet'), names('newest'), names('name')]).toEqual(['cbad', 'adcb', 'abcd']);
    expect([firstOrder(summaryOf(given)), firstOrder(summaryOf(told({})))]).toEqual(['notYet', 'newest']);
  });

  it('writes pages in runs', () => {
    expect(runsOf([1, 2, 3, 7, 9, 10])).toEqual([
      { from: 1, to: 3 },
      { from: 7, to: 7 },
      { from: 9, to: 10 },
    ]);
  });
});
