import { KeyRound } from 'lucide-react';
import { useI18n } from '../i18n';
import { useServices } from '../services';
import { useBehavior } from '../state';
import { Button, Dialog, ErrorNote, Loading, Skeleton } from '../ui';
import styles from './StepUpDialog.module.css';

/** Proving oneself again, wherever somebody is. */
export function StepUpDialog() {
  const { t, pick } = useI18n();
  const { stepUp } = useServices();
  const { open, ways, busy, error } = useBehavior(stepUp.state);
  const none = ways !== null && !ways.passkey && !ways.persona && ways.providers.length === 0;
  return (
    <Dialog isOpen={open} onClose={() => stepUp.cancel()} title={t('stepUp.title')}>
      <div className={styles.ways}>
        <p>{t('stepUp.lead')}</p>
        {error && <ErrorNote error={error} />}
        {ways === null && !error && (
          <Loading>
            <Skeleton height="2.75rem" />
          </Loading>
        )}
        {ways?.passkey && (
          <Button
            variant="primary"
            size="large"
            icon={<KeyRound size={20} aria-hidden />}
            isPending={busy}
            onPress={() => void stepUp.withPasskey()}
          >
            {t('stepUp.withPasskey')}
          </Button>
        )}
        {ways?.persona && (
          <Button variant={ways.passkey ? 'secondary' : 'primary'} isPending={busy} onPress={() => void stepUp.asPersona()}>
            {t('stepUp.asPersona')}
          </Button>
        )}
        {ways?.providers.map((provider) => (
          <Button
            key={provider.id}
            isPending={busy}
            onPress={() => void stepUp.atProvider(provider.id, (url) => window.location.assign(url))}
          >
            {t('stepUp.atProvider', { name: pick(provider.name) })}
          </Button>
        ))}
        {ways !== null && ways.providers.length > 0 && <p className={styles.note}>{t('stepUp.providerNote')}</p>}
        {none && <p>{t('stepUp.none')}</p>}
      </div>
    </Dialog>
  );
}
