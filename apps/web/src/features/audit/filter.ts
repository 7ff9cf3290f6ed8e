import { AUDIT_EVENT_NAMES, type AuditEntryView, type AuditEventKind, type AuditFilter } from '@app/contracts';
import { parseDate, parseTime, toCalendarDateTime } from '@internationalized/date';

export const OUTCOMES = ['done', 'allowed', 'denied'] as const satisfies readonly AuditEntryView['outcome'][];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What stands in the address bar: a colleague who gets the link sees the same. */
export type FilterField = 'person' | 'paper' | 'event' | 'outcome' | 'from' | 'to';

export interface FilterState {
  readonly filter: AuditFilter;
  /** Fields somebody filled in with what is none; they do not filter, and the field says so. */
  readonly wrong: ReadonlySet<FilterField>;
}

/** @param zone in which a day begins and ends */
export function filterOf(query: URLSearchParams, zone: string): FilterState {
  const wrong = new Set<FilterField>();
  const filter: AuditFilter = {};
  const take = <T>(field: FilterField, read: (text: string) => T | null, keep: (value: T) => void) => {
    const text = query.get(field)?.trim();
    if (!text) return;
    const value = read(text);
    if (value === null) wrong.add(field);
    else keep(value);
  };
  take('person', idIn, (accountId) => (filter.accountId = accountId));
  take('paper', idIn, (documentId) => (filter.documentId = documentId));
  take(
    'event',
    (text) => AUDIT_EVENT_NAMES.find((name) => name === text) ?? null,
    (event: AuditEventKind) => (filter.event = event),
  );
  take(
    'outcome',
    (text) => OUTCOMES.find((outcome) => outcome === text) ?? null,
    (outcome) => (filter.outcome = outcome),
  );
  take(
    'from',
    (text) => instantIn(text, 0, zone),
    (from) => (filter.from = from),
  );
  // The last day is meant with all its hours.
  take(
    'to',
    (text) => instantIn(text, 1, zone),
    (to) => (filter.to = to),
  );
  return { filter, wrong };
}

export const idIn = (text: string): string | null => (UUID.test(text.trim()) ? text.trim().toLowerCase() : null);

/** A day, or a day and a time: `2026-11-22`, `2026-11-22 14:30`; in either kind of digits. @param later days, of a whole day */
function instantIn(typed: string, later: number, zone: string): string | null {
  const [day = '', time] = latinDigits(typed).split(/[ T]+/);
  try {
    const date = parseDate(day);
    return (
      time === undefined ? date.add({ days: later }).toDate(zone) : toCalendarDateTime(date, parseTime(time)).toDate(zone)
    ).toISOString();
  } catch {
    return null;
  }
}

const latinDigits = (text: string) => text.replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660));

/** More than this outside of the chain is not the moment every entry waits. */
const MANY_WAITING = 5_000;
export const isLate = (waiting: number) => waiting > MANY_WAITING;

/** The paper an entry is about, where it names one. */
export function paperOf({ data }: AuditEntryView): string | null {
  const named = data['documentId'] ?? (data['object'] === 'document' ? data['objectId'] : undefined);
  return typeof named === 'string' && UUID.test(named) ? named : null;
}
