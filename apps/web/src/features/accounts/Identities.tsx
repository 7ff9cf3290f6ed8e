import { listIdentities } from '@app/contracts';
import { useState } from 'react';
import { styles } from '../../administration';
import { useI18n } from '../../i18n';
import { useApi, useTask } from '../../services';
import { Button, ErrorNote, Loading, Select, Skeleton, TextField } from '../../ui';
import type { AccountsViewModel } from './accounts.view-model';

/** Who the account is at the identity providers of the settings; nothing where there is none. */
export function Identities({ model, accountId }: { model: AccountsViewModel; accountId: string }) {
  const { t, pick } = useI18n();
  const loaded = useApi(listIdentities, { params: { accountId } });
  const { busy, error } = useTask(model.linking);
  const [provider, setProvider] = useState<string | null>(null);
  const [subject, setSubject] = useState('');
  if (loaded.status === 'loading')
    return (
      <Loading>
        <Skeleton height="3rem" />
      </Loading>
    );
  if (loaded.status === 'failed') return <ErrorNote error={loaded.error} />;
  const { identities, providers } = loaded.data;
  if (providers.length === 0 && identities.length === 0) return null;
  const link = async () => {
    if (provider !== null && (await model.link(accountId, provider, subject))) setSubject('');
  };
  return (
    <section className={styles.block} aria-labelledby="identities-title">
      <h3 id="identities-title">{t('accounts.identities')}</h3>
      {error && <ErrorNote error={error} />}
      {identities.map(({ id, issuer, subject: known }) => (
        <div key={id} className={styles.entry}>
          <bdi dir="ltr">
            {known} — {issuer}
          </bdi>
          <Button variant="quiet" isPending={busy} onPress={() => void model.unlink(accountId, id)}>
            {t('accounts.unlink')}
          </Button>
        </div>
      ))}
      {providers.length > 0 && (
        <>
          <Select
            label={t('accounts.provider')}
            value={provider}
            placeholder={t('accounts.provider')}
            onChange={setProvider}
            options={providers.map(({ id, name }) => ({ value: id, text: pick(name) }))}
          />
          <TextField label={t('accounts.subject')} help={t('accounts.subjectHelp')} dir="ltr" value={subject} onChange={setSubject} />
          <div className={styles.row}>
            <Button isPending={busy} isDisabled={provider === null || subject.trim() === ''} onPress={() => void link()}>
              {t('accounts.link')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
