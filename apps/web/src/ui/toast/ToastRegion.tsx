import { Undo2, X } from 'lucide-react';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, IconButton } from '../Button';
import styles from './ToastRegion.module.css';

export function ToastRegion() {
  const { t } = useI18n();
  const { toasts } = useServices();
  const list = useBehavior(toasts.list);
  return (
    <div className={styles.region} role="region" aria-label={t('common.notifications')}>
      <ol aria-live="polite">
        {list.map((toast) => (
          <li
            key={toast.id}
            className={styles.toast}
            data-tone={toast.tone}
            onPointerEnter={() => toasts.hold(toast.id)}
            onPointerLeave={() => toasts.resume(toast.id)}
            onFocus={() => toasts.hold(toast.id)}
            onBlur={() => toasts.resume(toast.id)}
          >
            <p dir="auto">{toast.text}</p>
            {toast.undo && (
              <Button variant="quiet" icon={<Undo2 size={18} aria-hidden className="points" />} onPress={toast.undo}>
                {t('common.undo')}
              </Button>
            )}
            <IconButton label={t('common.close')} icon={<X size={18} aria-hidden />} onPress={() => toasts.dismiss(toast.id)} />
          </li>
        ))}
      </ol>
    </div>
  );
}
