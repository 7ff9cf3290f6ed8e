import { CloudOff } from 'lucide-react';
import { useI18n } from '../i18n';
import styles from './OfflineBanner.module.css';

/** Says that the network is gone and what is safe. The live region is always there, so that it is heard. */
export function OfflineBanner({ online }: { online: boolean }) {
  const { t } = useI18n();
  return (
    <div role="status" className={styles.place}>
      {!online && (
        <p className={styles.banner}>
          <CloudOff size={20} aria-hidden />
          {t('common.offline')}
        </p>
      )}
    </div>
  );
}
