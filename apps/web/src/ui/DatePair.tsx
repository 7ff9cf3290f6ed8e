import { formatDatePair, useI18n } from '../i18n';
import styles from './DatePair.module.css';

/** Weekday, Hijri and Gregorian together. Each half keeps to one line; the pair may break between them. */
export function DatePair({ instant, timeZone }: { instant: string; timeZone: string }) {
  const { style } = useI18n();
  const { weekday, hijri, gregorian } = formatDatePair(instant, timeZone, style);
  return (
    <time dateTime={instant}>
      <span className={styles.half}>
        {weekday} {hijri}
      </span>
      {' — '}
      <span className={styles.half}>{gregorian}</span>
    </time>
  );
}
