import type { Country } from '@app/contracts';
import { countryName, useI18n } from '../i18n';
import { Select } from '../ui';
import styles from './LabelFields.module.css';

interface OriginFieldProps {
  label: string;
  value: Country;
  origins: readonly Country[];
  onChange(origin: Country): void;
}

/** The state that something new comes from. */
export function OriginField({ label, value, origins, onChange }: OriginFieldProps) {
  const i18n = useI18n();
  return (
    <div className={styles.origin}>
      <Select
        label={label}
        value={value}
        options={origins.map((code) => ({ value: code, text: countryName(code, i18n) }))}
        onChange={onChange}
      />
      <p className={styles.originator}>{i18n.t('level.originatorChosen')}</p>
    </div>
  );
}
