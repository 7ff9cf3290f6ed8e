import { parseAbsolute, toCalendarDate, toCalendarDateTime, toTime, toZoned, type CalendarDate, type Time } from '@internationalized/date';

const HOUR_MS = 3_600_000;

/** A point in time as a secretary writes it, on the clock of one site. */
export interface Moment {
  date: CalendarDate;
  time: Time;
}

export function momentOf(instant: string, timeZone: string): Moment {
  const zoned = parseAbsolute(instant, timeZone);
  return { date: toCalendarDate(zoned), time: toTime(zoned) };
}

/** Null for what is not to come: an embargo that has ended would hold nothing back. */
export function untilOf({ date, time }: Moment, timeZone: string, now: number): string | null {
  const instant = toZoned(toCalendarDateTime(date, time), timeZone).toAbsoluteString();
  return Date.parse(instant) > now ? instant : null;
}

/** What is offered first: the beginning of the meeting, or once that has passed the second full hour from now. */
export function offeredUntil(startsAt: string, now: number): string {
  if (Date.parse(startsAt) > now) return startsAt;
  return new Date((Math.floor(now / HOUR_MS) + 2) * HOUR_MS).toISOString();
}
