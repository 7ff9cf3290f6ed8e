import { dateIn, formatGregorian, formatTime, type I18n, zoneOf } from '../../i18n';

/** Day and time on the clocks of the person's country. */
export function whenText(instant: string, country: string, { style, t }: Pick<I18n, 'style' | 't'>): string {
  const zone = zoneOf(country);
  return `${formatGregorian(dateIn(instant, zone), style)}${t('common.listSeparator')}${formatTime(instant, zone, style)}`;
}
