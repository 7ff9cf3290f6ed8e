import type { Label, Level } from '@app/contracts';
import { labelWords, levelWord, useI18n } from '../i18n';
import styles from './LevelBadge.module.css';

/** The level by colour and always by word. With a whole label, caveats and countries stand beside it. */
export function LevelBadge({ level, label }: { level: Level; label?: Label | undefined }) {
  const i18n = useI18n();
  const words = label ? labelWords(label, i18n) : null;
  return (
    <span className={styles.badge}>
      <span className={styles.level} data-level={level}>
        {levelWord(i18n.t, level)}
      </span>
      {words && words.caveats.length > 0 && (
        <bdi dir="ltr" className={styles.more}>
          {words.caveats.join(' ')}
        </bdi>
      )}
      {words && <span className={styles.more}>{words.countries}</span>}
    </span>
  );
}
