import { listProviders, startOidc } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Task, useApi } from '../../services';
import { useBehavior } from '../../state';
import { Button, ErrorNote } from '../../ui';
import { call } from '../../wire';
import styles from './SignInPage.module.css';

/** One button for each identity provider; nothing where there is none. */
export function ProviderButtons() {
  const { t, pick } = useI18n();
  const loaded = useApi(listProviders, {});
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  if (loaded.status !== 'ready' || loaded.data.providers.length === 0) return null;
  return (
    <div className={styles.fields}>
      {loaded.data.providers.map(({ id, name }) => (
        <Button
          key={id}
          isPending={busy}
          onPress={() =>
            void task.run(async () => {
              const { url } = await call(startOidc, { params: { provider: id } });
              window.location.assign(url);
            })
          }
        >
          {t('signIn.withProvider', { name: pick(name) })}
        </Button>
      ))}
      {error && <ErrorNote error={error} />}
    </div>
  );
}
