import { CalendarDate } from '@internationalized/date';
import { formatDatePair, formatDay, formatSiteTimes, formatTime, timeLeft } from './dates';
import { withDigits } from './digits';

const AR = { language: 'ar', digits: 'arab' } as const;
const EN = { language: 'en', digits: 'latn' } as const;
const BAHRAIN = 'Asia/Bahrain';

describe('date pairs', () => {
  it('says the Hijri and the Gregorian date together', () => {
    expect(formatDatePair('2026-11-22T07:00:00Z', BAHRAIN, AR).pair).toBe('الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م');
    expect(formatDatePair('2026-11-22T07:00:00Z', BAHRAIN, EN).pair).toBe('Sunday 12 Jumada al-Akhirah 1448 AH — 22 November 2026');
  });

  // Published Umm al-Qura dates: first of Ramadan, first of Muharram, day of Arafah, National Day.
  it.each([
    [new CalendarDate(2024, 3, 11), '1 Ramadan 1445 AH'],
    [new CalendarDate(2025, 6, 26), '1 Muharram 1447 AH'],
    [new CalendarDate(2024, 6, 15), '9 Dhu al-Hijjah 1445 AH'],
    [new CalendarDate(2019, 12, 16), '19 Rabi al-Akhir 1441 AH'],
  ])('%s is %s', (date, hijri) => {
    expect(formatDay(date, EN).hijri).toBe(hijri);
  });

  it('takes the day of the site, not of the machine', () => {
    expect(formatDatePair('2026-11-21T22:30:00Z', BAHRAIN, EN).gregorian).toBe('22 November 2026');
    expect(formatDatePair('2026-11-21T22:30:00Z', 'Africa/Tunis', EN).gregorian).toBe('21 November 2026');
  });

  it('keeps the digits the person chose, whatever the language', () => {
    expect(formatDatePair('2026-11-22T07:00:00Z', BAHRAIN, { language: 'ar', digits: 'latn' }).gregorian).toBe('22 نوفمبر 2026 م');
    expect(withDigits('A4: 297', 'arab')).toBe('A٤: ٢٩٧');
  });
});

describe('times', () => {
  it('names the half of the day', () => {
    expect(formatTime('2026-11-22T07:00:00Z', BAHRAIN, AR)).toBe('١٠:٠٠\u00a0ص');
    expect(formatTime('2026-11-22T09:05:00Z', BAHRAIN, EN)).toBe('12:05\u00a0PM');
    expect(formatTime('2026-11-21T21:00:00Z', BAHRAIN, EN)).toBe('12:00\u00a0AM');
  });

  it('groups sites by what their clocks show', () => {
    expect(formatSiteTimes('2026-11-22T07:00:00Z', ['BH', 'OM', 'SA', 'AE'], EN)).toEqual([
      { time: '10:00\u00a0AM', sites: ['BH', 'SA'] },
      { time: '11:00\u00a0AM', sites: ['OM', 'AE'] },
    ]);
  });
});

describe('time left', () => {
  const left = (now: string) => timeLeft('2026-11-22T07:00:00Z', '2026-11-22T09:00:00Z', Date.parse(now), BAHRAIN);
  it.each([
    ['2026-11-19T15:00:00Z', { unit: 'days', count: 3 }],
    ['2026-11-21T12:00:00Z', { unit: 'days', count: 1 }],
    ['2026-11-21T22:00:00Z', { unit: 'hours', count: 9 }],
    ['2026-11-22T04:50:00Z', { unit: 'hours', count: 2 }],
    ['2026-11-22T06:49:30Z', { unit: 'minutes', count: 11 }],
    ['2026-11-22T07:30:00Z', { unit: 'now', count: 0 }],
    ['2026-11-22T09:00:00Z', { unit: 'past', count: 0 }],
  ])('at %s', (now, expected) => {
    expect(left(now)).toEqual(expected);
  });
});
