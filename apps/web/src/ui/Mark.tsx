import { Hourglass, ListChecks } from 'lucide-react';
import type { ReactNode } from 'react';
import { dateIn, formatGregorian, formatTime, useI18n } from '../i18n';
import styles from './Mark.module.css';

/** A quiet note on a thing that is held back, always in words. */
function Mark({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <span className={styles.mark}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** Says of an item that only the people on a list see more than its cover. */
export function ListedMark() {
  const { t } = useI18n();
  return <Mark icon={<ListChecks size={14} aria-hidden />}>{t('labels.listedMark')}</Mark>;
}

/** Says on a paper until when it is held back, on the clock of the reader's site. */
export function EmbargoMark({ until, timeZone }: { until: string; timeZone: string }) {
  const { t, style } = useI18n();
  const when = `${formatGregorian(dateIn(until, timeZone), style)}${t('common.listSeparator')}${formatTime(until, timeZone, style)}`;
  return <Mark icon={<Hourglass size={14} aria-hidden />}>{t('labels.embargoMark', { when })}</Mark>;
}
