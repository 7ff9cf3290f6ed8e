import type { Label, Level } from '@app/contracts';
import { labelWords, levelWord, levelWords, useI18n } from '../i18n';
import styles from './LevelBadge.module.css';

interface LevelBadgeProps {
  level: Level;
  /** Whose paper it is: then the level stands in its words, and in the reader's. `nobody`: a ceiling, a clearance. */
  of: Pick<Label, 'originator'> | 'nobody';
}

/** The level by colour and always by word. */
export function LevelBadge({ level, of: owner }: LevelBadgeProps) {
  const i18n = useI18n();
  const words = owner === 'nobody' ? levelWord(i18n, level) : levelWords({ level, originator: owner.originator }, i18n);
  return (
    <span className={styles.badge}>
      <Chip level={level} words={words} />
    </span>
  );
}

/** A whole label: the level, with caveats and countries beside it. */
export function LabelBadge({ label }: { label: Label }) {
  const words = labelWords(label, useI18n());
  return (
    <span className={styles.badge}>
      <Chip level={label.level} words={words.level} />
      {words.caveats.length > 0 && (
        <bdi dir="ltr" className={styles.more}>
          {words.caveats.join(' ')}
        </bdi>
      )}
      <span className={styles.more}>{words.countries}</span>
    </span>
  );
}

function Chip({ level, words }: { level: Level; words: string }) {
  return (
    <span className={styles.level} data-level={level}>
      {words}
    </span>
  );
}
