import { KeyRound } from 'lucide-react';
import { useI18n } from '../i18n';
import { useServices } from '../services';
import { Button } from '../ui';
import styles from './LimitedNote.module.css';

/** Says what a password opens, to somebody cleared for more; whether there is more to see does not matter. */
export function LimitedNote({ limited }: { limited: boolean }) {
  const { t } = useI18n();
  const { stepUp } = useServices();
  if (!limited) return null;
  return (
    <div className={styles.note} role="note">
      <p>{t('stepUp.limited')}</p>
      <Button icon={<KeyRound size={20} aria-hidden />} onPress={() => void stepUp.ask()}>
        {t('stepUp.limitedAction')}
      </Button>
    </div>
  );
}
