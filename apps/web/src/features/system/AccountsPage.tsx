import { listAccounts, type Account } from '@app/contracts';
import { useSearchParams } from 'react-router';
import { countryName, formatGregorian, dateIn, useI18n, zoneOf } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { EmptyState, ErrorState, Table, TextField, type Column } from '../../ui';
import { accountMatches } from './filters';
import { SystemNote } from './SystemNote';
import { TableSkeleton } from './TableSkeleton';
import styles from './system.module.css';

export function AccountsPage() {
  const i18n = useI18n();
  const { t, pick, style } = i18n;
  const { person } = useSignedIn();
  const loaded = useApi(listAccounts, {});
  const [query, setQuery] = useSearchParams();
  const filter = query.get('q') ?? '';

  const columns: Column<Account>[] = [
    { key: 'name', title: t('system.columnName'), cell: (row) => <bdi>{pick(row.name)}</bdi> },
    { key: 'login', title: t('system.columnLogin'), cell: (row) => <bdi dir="ltr">{row.login}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.country, i18n) },
    {
      key: 'role',
      title: t('system.columnRole'),
      cell: (row) => (row.systemRole ? t(`role.${row.systemRole}`) : t('system.noSystemRole')),
    },
    { key: 'active', title: t('system.columnActive'), cell: (row) => (row.active ? t('system.active') : t('system.inactive')) },
    {
      key: 'created',
      title: t('system.columnCreated'),
      cell: (row) => formatGregorian(dateIn(row.createdAt, zoneOf(person.country)), style),
    },
  ];
  const accounts = loaded.status === 'ready' ? loaded.data.accounts.filter((account) => accountMatches(account, filter)) : [];
  return (
    <div className={styles.page}>
      <title>{`${t('system.accountsTitle')} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <h1>{t('system.accountsTitle')}</h1>
        <SystemNote />
      </header>
      <div className={styles.filters}>
        <TextField label={t('system.filter')} value={filter} onChange={(q) => setQuery(q ? { q } : {}, { replace: true })} type="search" />
        {loaded.status === 'ready' && <p role="status">{t('system.count', { count: accounts.length })}</p>}
      </div>
      {loaded.status === 'loading' && <TableSkeleton columns={columns.length} />}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && accounts.length === 0 && <EmptyState title={t('system.noAccounts')} />}
      {accounts.length > 0 && <Table caption={t('system.accountsTitle')} columns={columns} rows={accounts} keyOf={(row) => row.id} />}
    </div>
  );
}
