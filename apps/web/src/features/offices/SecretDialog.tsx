import { Copy } from 'lucide-react';
import { styles } from '../../administration';
import { useI18n, zoneOf } from '../../i18n';
import { useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, DatePair, Dialog } from '../../ui';
import type { Secret } from './offices.view-model';

/** The half of the way in that this person hands over; shown once. */
export function SecretDialog({ secret, onClose }: { secret: Secret; onClose(): void }) {
  const { t } = useI18n();
  const { toasts } = useServices();
  const { person } = useSignedIn();
  const copy = () =>
    void navigator.clipboard.writeText(secret.text).then(
      () => toasts.show(t('offices.copied'), { tone: 'good' }),
      () => toasts.show(t('offices.notCopied'), { tone: 'bad' }),
    );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(`offices.${secret.kind}Title`)}
      actions={
        <>
          <Button variant="primary" icon={<Copy size={20} aria-hidden />} onPress={copy}>
            {t(`offices.${secret.kind}Copy`)}
          </Button>
          <Button onPress={onClose}>{t('offices.handedOver')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t(`offices.${secret.kind}Once`)}</p>
        <code dir="ltr" className={styles.code}>
          {secret.text}
        </code>
        {secret.kind === 'link' && (
          <p className={styles.note}>
            {t('offices.linkUntil')} <DatePair instant={secret.expiresAt} timeZone={zoneOf(person.country)} withTime />
          </p>
        )}
      </div>
    </Dialog>
  );
}
