import type { AuditEntryView } from '@app/contracts';
import { filterOf, isLate, paperOf } from './filter';

const ID = '0198f000-0000-7000-8000-000000000000';
const of = (query: string) => filterOf(new URLSearchParams(query), 'Asia/Bahrain');
const entry = (data: AuditEntryView['data']): AuditEntryView => ({
  seq: '7',
  number: '7',
  at: '2026-11-22T07:00:00Z',
  event: 'view.opened',
  outcome: 'done',
  actor: null,
  about: null,
  data,
});

describe('the filter of the trail', () => {
  it('is read from the address bar; days are whole days where the reader is', () => {
    expect(of('')).toEqual({ filter: {}, wrong: new Set() });
    expect(of(`person=${ID}&paper=${ID.toUpperCase()}&event=view.opened&outcome=denied&from=2026-11-22&to=2026-11-22`).filter).toEqual({
      accountId: ID,
      documentId: ID,
      event: 'view.opened',
      outcome: 'denied',
      from: '2026-11-21T21:00:00.000Z',
      to: '2026-11-22T21:00:00.000Z',
    });
  });

  it('does not filter by what is no id, no day and no event, and says which', () => {
    expect(of('person=minister&paper=1&event=no.such&outcome=maybe&from=22.11.&to=2026-13-01')).toEqual({
      filter: {},
      wrong: new Set(['person', 'paper', 'event', 'outcome', 'from', 'to']),
    });
  });

  it('knows the paper of an entry only where the entry names it', () => {
    expect(paperOf(entry({ documentId: ID }))).toBe(ID);
    expect(paperOf(entry({ object: 'document', objectId: ID }))).toBe(ID);
    expect(paperOf(entry({ object: 'meeting', objectId: ID }))).toBeNull();
    expect(paperOf(entry({ documentId: 7 }))).toBeNull();
  });

  it('takes a time with the day, in either kind of digits', () => {
    expect(of('from=2026-11-22 14:30&to=٢٠٢٦-١١-٢٢T14:30').filter).toEqual({
      from: '2026-11-22T11:30:00.000Z',
      to: '2026-11-22T11:30:00.000Z',
    });
    expect(of('from=2026-11-22 25:00&to=2026-11-22 noon').wrong).toEqual(new Set(['from', 'to']));
  });

  it('calls the chain late when many wait', () => {
    expect([isLate(300), isLate(50_000)]).toEqual([false, true]);
  });
});
