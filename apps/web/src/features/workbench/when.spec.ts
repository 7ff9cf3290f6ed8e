import { CalendarDate, Time } from '@internationalized/date';
import { instantsOf, whenOf } from './when';

describe('when', () => {
  const date = new CalendarDate(2026, 11, 22);
  it('is what the clocks of the site show', () => {
    const instants = instantsOf({ date, start: new Time(10), end: new Time(12, 30) }, 'Asia/Muscat');
    expect(instants).toEqual({ startsAt: '2026-11-22T06:00:00.000Z', endsAt: '2026-11-22T08:30:00.000Z' });
    const back = whenOf(instants?.startsAt ?? '', instants?.endsAt ?? '', 'Asia/Muscat');
    expect([back.date.toString(), back.start.toString(), back.end.toString()]).toEqual(['2026-11-22', '10:00:00', '12:30:00']);
  });
  it('refuses an end before the start', () => {
    expect(instantsOf({ date, start: new Time(10), end: new Time(10) }, 'Asia/Bahrain')).toBeNull();
  });
});
