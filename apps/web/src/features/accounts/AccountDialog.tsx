import { COUNTRIES, listSites, type Account } from '@app/contracts';
import { useState } from 'react';
import { styles } from '../../administration';
import { countryName, useI18n } from '../../i18n';
import { useApi, useServices, useTask } from '../../services';
import { Button, Dialog, ErrorNote, Select, TextField } from '../../ui';
import { type AccountsViewModel, fieldsOf, isComplete, NEW_ACCOUNT } from './accounts.view-model';
import { Identities } from './Identities';
import { StandingBlock } from './StandingBlock';

const CODES = Object.keys(COUNTRIES);

/** Everything about one account, or a new one. */
export function AccountDialog({ model, account, onClose }: { model: AccountsViewModel; account: Account | null; onClose(): void }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { toasts } = useServices();
  const { busy, error } = useTask(model.saving);
  const sites = useApi(listSites, {});
  const [fields, setFields] = useState(account ? fieldsOf(account) : NEW_ACCOUNT);
  const set = (change: Partial<typeof fields>) => setFields((before) => ({ ...before, ...change }));
  const save = async () => {
    if (!(await model.save(account, fields))) return;
    toasts.show(t('accounts.saved'), { tone: 'good' });
    onClose();
  };
  const known = sites.status === 'ready' ? sites.data.sites : [];
  return (
    <Dialog
      isOpen
      shape="side"
      onClose={onClose}
      title={account ? pick(account.name) : t('accounts.create')}
      actions={
        <>
          <Button variant="primary" isPending={busy} isDisabled={!isComplete(fields)} onPress={() => void save()}>
            {t('common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {error && <ErrorNote error={error} />}
        {sites.status === 'failed' && <ErrorNote error={sites.error} />}
        <TextField label={t('accounts.nameAr')} lang="ar" value={fields.ar} onChange={(ar) => set({ ar })} />
        <TextField label={t('accounts.nameEn')} lang="en" value={fields.en} onChange={(en) => set({ en })} />
        <TextField
          label={t('system.columnLogin')}
          help={t(account?.abilities.login ? 'accounts.loginChanges' : 'accounts.loginHelp')}
          isDisabled={account?.abilities.login === false}
          dir="ltr"
          autoComplete="off"
          value={fields.login}
          onChange={(login) => set({ login })}
        />
        <Select
          label={t('system.columnCountry')}
          value={fields.country}
          isDisabled={account !== null}
          onChange={(country) => set({ country })}
          options={CODES.map((value) => ({ value, text: countryName(value, i18n) }))}
        />
        {account && <p className={styles.note}>{t('accounts.countryStays')}</p>}
        <Select
          label={t('accounts.site')}
          value={fields.site === '' ? null : fields.site}
          placeholder={t('accounts.chooseSite')}
          onChange={(site) => set({ site })}
          options={[
            ...known.map(({ code, name }) => ({ value: code, text: `${pick(name)} (${code})` })),
            // Where the account is, also when that is no site any more.
            ...(account && !known.some(({ code }) => code === account.site) ? [{ value: account.site, text: account.site }] : []),
          ]}
        />
        {account && !account.abilities.govern && <p className={styles.note}>{t('accounts.yourOwn')}</p>}
        {account === null && <p className={styles.note}>{t('accounts.afterwards')}</p>}
        {account?.abilities.govern && <StandingBlock model={model} account={account} />}
        {account?.systemRole && account.abilities.govern && <p className={styles.note}>{t('accounts.holdsOffice')}</p>}
        {account?.abilities.enrol && <Identities model={model} accountId={account.id} />}
      </div>
    </Dialog>
  );
}
