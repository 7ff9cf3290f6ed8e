import { useI18n } from '../../i18n';
import { FieldGroup } from '../../ui';
import { ClockField, DateFields } from './DateFields';
import type { When } from './when';
import styles from './WhenFields.module.css';

/** The day of a meeting, and from when to when. */
export function WhenFields({ value, onChange }: { value: When; onChange(when: When): void }) {
  const { t } = useI18n();
  return (
    <FieldGroup label={t('workbench.date')}>
      <DateFields value={value.date} onChange={(date) => onChange({ ...value, date })} />
      <div className={styles.row}>
        <ClockField label={t('workbench.startTime')} value={value.start} onChange={(start) => onChange({ ...value, start })} />
        <ClockField label={t('workbench.endTime')} value={value.end} onChange={(end) => onChange({ ...value, end })} />
      </div>
    </FieldGroup>
  );
}
