import { useI18n } from '../i18n';
import { Button } from '../ui';
import styles from './administration.module.css';

/** Forward page by page, and back to the first. */
export function Pager({ first, next, onGo }: { first: boolean; next: string | null; onGo(after: string | null): void }) {
  const { t } = useI18n();
  if (first && next === null) return null;
  return (
    <nav className={styles.pager} aria-label={t('system.pages')}>
      <Button isDisabled={first} onPress={() => onGo(null)}>
        {t('system.firstPage')}
      </Button>
      <Button isDisabled={next === null} onPress={() => onGo(next)}>
        {t('system.nextPage')}
      </Button>
    </nav>
  );
}
