import type { Label, Level } from '@app/contracts';
import { labelWords, levelWord, levelWords, useI18n } from '../i18n';
import styles from './LevelBadge.module.css';

interface LevelBadgeProps {
  level: Level;
  /** Whose paper it is: then the level stands in its words, and in the reader's. Left out for a level of nobody's. */
  of?: Pick<Label, 'originator'>;
  label?: Label | undefined;
}

/** The level by colour and always by word. With a whole label, caveats and countries stand beside it. */
export function LevelBadge({ level, label, of: owned = label }: LevelBadgeProps) {
  const i18n = useI18n();
  const words = label ? labelWords(label, i18n) : null;
  return (
    <span className={styles.badge}>
      <span className={styles.level} data-level={level}>
        {owned ? levelWords({ level, originator: owned.originator }, i18n) : levelWord(i18n.t, level)}
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
