import { parseAbsolute, toCalendarDate, toCalendarDateTime, toTime, toZoned, type CalendarDate, type Time } from '@internationalized/date';

/** Date and times as a secretary writes them, on the clock of one site. */
export interface When {
  date: CalendarDate;
  start: Time;
  end: Time;
}

export function whenOf(startsAt: string, endsAt: string, timeZone: string): When {
  const start = parseAbsolute(startsAt, timeZone);
  return { date: toCalendarDate(start), start: toTime(start), end: toTime(parseAbsolute(endsAt, timeZone)) };
}

/** Null when the end is not after the start. A meeting does not go on past midnight: that is two meetings. */
export function instantsOf({ date, start, end }: When, timeZone: string): { startsAt: string; endsAt: string } | null {
  if (end.compare(start) <= 0) return null;
  const instant = (time: Time) => toZoned(toCalendarDateTime(date, time), timeZone).toAbsoluteString();
  return { startsAt: instant(start), endsAt: instant(end) };
}
