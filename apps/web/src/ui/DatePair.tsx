import { formatDatePair, formatTime, useI18n } from '../i18n';
import styles from './DatePair.module.css';

interface DatePairProps {
  instant: string;
  timeZone: string;
  withTime?: boolean;
}

/**
 * Weekday, Hijri and Gregorian together. Each half keeps to one line; the pair may break between them.
 * No middle dot beside Arabic digits: it reads as a zero.
 */
export function DatePair({ instant, timeZone, withTime = false }: DatePairProps) {
  const { style, t } = useI18n();
  const { weekday, hijri, gregorian } = formatDatePair(instant, timeZone, style);
  return (
    <time dateTime={instant}>
      <span className={styles.half}>
        {weekday} {hijri}
      </span>
      {' — '}
      <span className={styles.half}>{gregorian}</span>
      {withTime && (
        <>
          {t('common.listSeparator')}
          <span className={styles.half}>{formatTime(instant, timeZone, style)}</span>
        </>
      )}
    </time>
  );
}
