import type { Country, Language } from '@app/contracts';
import { COUNTRIES } from '@app/contracts';
import {
  type CalendarDate,
  fromAbsolute,
  getDayOfWeek,
  IslamicUmalquraCalendar,
  toCalendar,
  toCalendarDate,
} from '@internationalized/date';
import { withDigits } from './digits';
import type { Digits } from './translate';

/**
 * Dates as a pair, Hijri beside Gregorian. Names are ours: Intl's Hijri month names and digits differ from
 * browser to browser and from country to country (F15), a government's letterhead does not.
 */
const HIJRI_MONTHS = {
  ar: ['محرم', 'صفر', 'ربيع الأول', 'ربيع الآخر', 'جمادى الأولى', 'جمادى الآخرة', 'رجب', 'شعبان', 'رمضان', 'شوال', 'ذو القعدة', 'ذو الحجة'],
  en: [
    'Muharram',
    'Safar',
    'Rabi al-Awwal',
    'Rabi al-Akhir',
    'Jumada al-Ula',
    'Jumada al-Akhirah',
    'Rajab',
    'Shaban',
    'Ramadan',
    'Shawwal',
    'Dhu al-Qadah',
    'Dhu al-Hijjah',
  ],
} as const;
const GREGORIAN_MONTHS = {
  ar: ['يناير', 'فبراير', 'مارس', 'أبريل', 'مايو', 'يونيو', 'يوليو', 'أغسطس', 'سبتمبر', 'أكتوبر', 'نوفمبر', 'ديسمبر'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;
const WEEKDAYS = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;

const UMM_AL_QURA = new IslamicUmalquraCalendar();
const HOME_ZONE = COUNTRIES.BH.timeZone;

export interface DateStyle {
  language: Language;
  digits: Digits;
}

export interface DatePairText {
  weekday: string;
  hijri: string;
  gregorian: string;
  /** «الأحد ١٢ جمادى الآخرة ١٤٤٨ هـ — ٢٢ نوفمبر ٢٠٢٦ م» */
  pair: string;
}

/** The time zone of a country's site; of the home site for a country that has none. */
export function zoneOf(country: Country): string {
  return country in COUNTRIES ? COUNTRIES[country as keyof typeof COUNTRIES].timeZone : HOME_ZONE;
}

export function dateIn(instant: string, timeZone: string): CalendarDate {
  return toCalendarDate(fromAbsolute(Date.parse(instant), timeZone));
}

export function formatHijri(date: CalendarDate, { language, digits }: DateStyle): string {
  const { day, month, year } = toCalendar(date, UMM_AL_QURA);
  return withDigits(`${day} ${HIJRI_MONTHS[language][month - 1]} ${year} ${language === 'ar' ? 'هـ' : 'AH'}`, digits);
}

export function formatGregorian(date: CalendarDate, { language, digits }: DateStyle): string {
  const name = GREGORIAN_MONTHS[language][date.month - 1];
  return withDigits(`${date.day} ${name} ${date.year}${language === 'ar' ? ' م' : ''}`, digits);
}

export function formatDay(date: CalendarDate, style: DateStyle): DatePairText {
  // Sunday is 0 whatever the locale: 'en-US' weeks begin on it.
  const weekday = WEEKDAYS[style.language][getDayOfWeek(date, 'en-US')] ?? '';
  const hijri = formatHijri(date, style);
  const gregorian = formatGregorian(date, style);
  return { weekday, hijri, gregorian, pair: `${weekday} ${hijri} — ${gregorian}` };
}

export function formatDatePair(instant: string, timeZone: string, style: DateStyle): DatePairText {
  return formatDay(dateIn(instant, timeZone), style);
}

/** «١٠:٠٠ ص» */
export function formatTime(instant: string, timeZone: string, { language, digits }: DateStyle, withSeconds = false): string {
  const { hour, minute, second } = fromAbsolute(Date.parse(instant), timeZone);
  const half = language === 'ar' ? (hour < 12 ? 'ص' : 'م') : hour < 12 ? 'AM' : 'PM';
  // A no-break space: the half of the day never stands alone on the next line.
  return withDigits(`${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)}${withSeconds ? `:${two(second)}` : ''}\u00a0${half}`, digits);
}

const two = (value: number) => String(value).padStart(2, '0');

export interface SiteTime {
  time: string;
  /** Sites whose clocks show this time, in the order given. */
  sites: Country[];
}

/** The same instant on the clocks of several sites: one entry per time shown, so a single entry means all agree. */
export function formatSiteTimes(instant: string, sites: readonly Country[], style: DateStyle): SiteTime[] {
  const times = new Map<string, Country[]>();
  for (const site of sites) {
    const time = formatTime(instant, zoneOf(site), style);
    times.set(time, [...(times.get(time) ?? []), site]);
  }
  return [...times].map(([time, same]) => ({ time, sites: same }));
}

export interface TimeLeft {
  unit: 'days' | 'hours' | 'minutes' | 'now' | 'past';
  count: number;
}

/** How long until a meeting, as a person would say it: whole days by the calendar, then hours, then minutes. */
export function timeLeft(startsAt: string, endsAt: string, now: number, timeZone: string): TimeLeft {
  const start = Date.parse(startsAt);
  if (now >= Date.parse(endsAt)) return { unit: 'past', count: 0 };
  if (now >= start) return { unit: 'now', count: 0 };
  const minutes = Math.ceil((start - now) / 60_000);
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const days = dateIn(startsAt, timeZone).compare(toCalendarDate(fromAbsolute(now, timeZone)));
  if (days === 0 || minutes < 12 * 60) return { unit: 'hours', count: Math.round(minutes / 60) };
  return { unit: 'days', count: days };
}
