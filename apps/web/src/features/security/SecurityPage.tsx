import { listPasskeys } from '@app/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useApi, useServices } from '../../services';
import { ErrorState, Loading, Skeleton } from '../../ui';
import { PasskeyList } from './PasskeyList';
import { PasswordPanel } from './PasswordPanel';
import { SecurityViewModel } from './security.view-model';
import { SessionList } from './SessionList';
import styles from './security.module.css';

/** My ways of signing in, and where I am signed in. */
export function SecurityPage() {
  const { t } = useI18n();
  const { session } = useServices();
  const queries = useQueryClient();
  const [model] = useState(
    () =>
      new SecurityViewModel({
        refresh: ({ path }) => void queries.invalidateQueries({ queryKey: [path] }),
        left: () => session.leave(),
      }),
  );
  const loaded = useApi(listPasskeys, {});
  return (
    <div className={styles.page}>
      <title>{`${t('security.title')} — ${t('common.product')}`}</title>
      <h1>{t('security.title')}</h1>
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="8rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && (
        <>
          <PasskeyList model={model} passkeys={loaded.data.passkeys} providers={loaded.data.providers} />
          <PasswordPanel model={model} password={loaded.data.password} />
        </>
      )}
      <SessionList model={model} />
    </div>
  );
}
