import { Button } from '../ui';
import styles from './administration.module.css';

/** What can be done about one row; `label` names the row, because a screen reader hears the button alone. */
export function RowAction({ text, label, onPress }: { text: string; label: string; onPress(): void }) {
  return (
    <span className={styles.action}>
      <Button variant="quiet" aria-label={label} onPress={onPress}>
        {text}
      </Button>
    </span>
  );
}
