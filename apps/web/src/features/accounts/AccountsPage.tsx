import { listAccounts, type Account } from '@app/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AdministrationPage, Pager, RowAction, SearchField, styles, TableSkeleton, useListQuery } from '../../administration';
import { countryName, dateIn, formatGregorian, siteName, useI18n, zoneOf } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, EmptyState, ErrorState, Select, Table, type Column } from '../../ui';
import { AccountDialog } from './AccountDialog';
import { AccountsViewModel } from './accounts.view-model';

const STANDINGS = ['all', 'active', 'inactive'] as const;

/** Who there is: filters in the address bar, pages by cursor, one dialog for everything about an account. */
export function AccountsPage() {
  const i18n = useI18n();
  const { t, pick, style } = i18n;
  const { person } = useSignedIn();
  const queries = useQueryClient();
  const [model] = useState(() => new AccountsViewModel(({ path }) => void queries.invalidateQueries({ queryKey: [path] })));
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const { query, filter, go } = useListQuery();
  const [q, after] = [query.get('q') ?? '', query.get('after')];
  const standing = STANDINGS.find((one) => one === query.get('standing')) ?? 'all';
  const loaded = useApi(listAccounts, {
    query: { ...(q.trim() ? { q } : {}), ...(standing === 'all' ? {} : { standing }), ...(after ? { after } : {}) },
  });

  const accounts = loaded.status === 'ready' ? loaded.data.accounts : [];
  const columns: Column<Account>[] = [
    { key: 'name', title: t('system.columnName'), wide: true, cell: (row) => <bdi>{pick(row.name)}</bdi> },
    {
      key: 'login',
      title: t('system.columnLogin'),
      cell: (row) => (
        <>
          <bdi dir="ltr">{row.login}</bdi>
          <span className={styles.second}>
            {t('system.createdOn', { date: formatGregorian(dateIn(row.createdAt, zoneOf(person.country)), style) })}
          </span>
        </>
      ),
    },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.country, i18n) },
    { key: 'site', title: t('accounts.site'), cell: (row) => <bdi>{siteName(row.site, i18n)}</bdi> },
    {
      key: 'role',
      title: t('system.columnRole'),
      cell: (row) => (row.systemRole ? t(`role.${row.systemRole}`) : t('system.noSystemRole')),
    },
    {
      key: 'active',
      title: t('system.columnActive'),
      cell: (row) => (row.active ? t('system.active') : <span className={styles.bad}>{t('system.inactive')}</span>),
    },
    ...(accounts.some(({ abilities }) => abilities.edit)
      ? [
          {
            key: 'open',
            title: t('system.columnActions'),
            cell: (row: Account) =>
              row.abilities.edit && (
                <RowAction
                  text={t('accounts.open')}
                  label={t('accounts.openNamed', { name: pick(row.name) })}
                  onPress={() => setOpen(row.id)}
                />
              ),
          },
        ]
      : []),
  ];
  const shown = accounts.find(({ id }) => id === open) ?? null;
  return (
    <AdministrationPage
      title={t('system.accountsTitle')}
      action={
        loaded.status === 'ready' &&
        loaded.data.abilities.create && (
          <Button variant="primary" icon={<UserPlus size={20} aria-hidden />} onPress={() => setOpen('new')}>
            {t('accounts.create')}
          </Button>
        )
      }
    >
      <div className={styles.filters}>
        <SearchField label={t('system.filter')} value={q} onSearch={(text) => filter('q', text)} />
        <Select
          label={t('system.columnActive')}
          value={standing}
          onChange={(value) => filter('standing', value === 'all' ? null : value)}
          options={STANDINGS.map((value) => ({ value, text: value === 'all' ? t('system.all') : t(`system.${value}`) }))}
        />
        {loaded.status === 'ready' && <p role="status">{t('system.count', { count: accounts.length })}</p>}
      </div>
      {loaded.status === 'loading' && <TableSkeleton columns={columns.length} />}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && accounts.length === 0 && <EmptyState title={t('system.noAccounts')} />}
      {accounts.length > 0 && <Table caption={t('system.accountsTitle')} columns={columns} rows={accounts} keyOf={(row) => row.id} />}
      {loaded.status === 'ready' && <Pager first={!after} next={loaded.data.next} onGo={go} />}
      {open === 'new' && <AccountDialog model={model} account={null} onClose={() => setOpen(null)} />}
      {shown && <AccountDialog key={shown.id} model={model} account={shown} onClose={() => setOpen(null)} />}
    </AdministrationPage>
  );
}
