import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Task, useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, ErrorNote } from '../../ui';
import styles from './SignInPage.module.css';

/** The first way in: nothing is typed, the device knows who it is. */
export function PasskeyButton() {
  const { t } = useI18n();
  const { session } = useServices();
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  return (
    <div className={styles.fields}>
      <Button
        variant="primary"
        size="large"
        icon={<KeyRound size={20} aria-hidden />}
        isPending={busy}
        onPress={() => void task.run(() => session.signInWithPasskey())}
      >
        {t('signIn.withPasskey')}
      </Button>
      {error ? <ErrorNote error={error} /> : <p className={styles.note}>{t('signIn.passkeyNote')}</p>}
    </div>
  );
}
