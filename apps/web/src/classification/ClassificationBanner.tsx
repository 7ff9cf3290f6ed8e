import { labelWords, useI18n } from '../i18n';
import { useServices } from '../services';
import { useBehavior } from '../state';
import styles from './ClassificationBanner.module.css';

/** Stands at the top and the bottom of every screen that shows labelled content. */
export function ClassificationBanner({ at }: { at: 'top' | 'bottom' }) {
  const i18n = useI18n();
  const shown = useBehavior(useServices().classification.shown);
  if (!shown) return null;
  const words = labelWords(shown.label, i18n);
  const countries = shown.noCountry ? i18n.t('common.noSingleCountry') : words.countries;
  const content = (
    <>
      <strong>{words.level}</strong>
      {words.caveats.length > 0 && <bdi dir="ltr">{words.caveats.join(' ')}</bdi>}
      <span>{i18n.t('common.releasableTo', { countries })}</span>
    </>
  );
  // The lower one repeats the upper one for the eye; a screen reader hears it once.
  return at === 'top' ? (
    <section className={styles.banner} data-level={shown.label.level} aria-label={i18n.t('common.classification')}>
      {content}
    </section>
  ) : (
    <div className={styles.banner} data-level={shown.label.level} aria-hidden>
      {content}
    </div>
  );
}
