import { ProgressBar } from 'react-aria-components/ProgressBar';
import styles from './Progress.module.css';

/** From 0 to 1; null while nobody knows how long it takes. */
export function Progress({ label, share }: { label: string; share: number | null }) {
  return (
    <ProgressBar
      aria-label={label}
      {...(share === null ? { isIndeterminate: true } : { value: share * 100 })}
      className={styles.track ?? ''}
    >
      <span className={styles.bar} data-unknown={share === null} style={share === null ? undefined : { inlineSize: `${share * 100}%` }} />
    </ProgressBar>
  );
}
