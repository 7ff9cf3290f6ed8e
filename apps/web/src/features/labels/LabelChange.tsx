import { EVERY_STATE, type Label } from '@app/contracts';
import { ArrowRight } from 'lucide-react';
import { weakeningOf } from '../../classification';
import { countryName, levelWords, useI18n } from '../../i18n';
import { LabelBadge } from '../../ui';
import styles from './labels.module.css';

/** The label of before, the label wished for, and in words what becomes weaker. */
export function LabelChange({ from, to }: { from: Label; to: Label }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { lower, droppedCaveats, addedCountries } = weakeningOf(from, to);
  const separator = t('common.listSeparator');
  const countries = addedCountries.map((code) => (code === EVERY_STATE ? t('level.everyState') : countryName(code, i18n)));
  return (
    <div className={styles.change}>
      <div className={styles.labels}>
        <span>
          <span className={styles.hidden}>{t('labels.from')} </span>
          <LabelBadge label={from} />
        </span>
        <ArrowRight size={20} aria-hidden className="points" />
        <span>
          <span className={styles.hidden}>{t('labels.to')} </span>
          <LabelBadge label={to} />
        </span>
      </div>
      <ul className={styles.weaker}>
        {lower && <li>{t('labels.lower', { from: levelWords(from, i18n), to: levelWords(to, i18n) })}</li>}
        {droppedCaveats.length > 0 && (
          <li>
            {t('labels.dropped')} <bdi dir="ltr">{droppedCaveats.join(' ')}</bdi>
          </li>
        )}
        {countries.length > 0 && <li>{t('labels.added', { countries: countries.join(separator) })}</li>}
      </ul>
    </div>
  );
}
