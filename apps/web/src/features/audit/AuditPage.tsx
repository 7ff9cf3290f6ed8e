import { AUDIT_EVENT_NAMES, listAudit } from '@app/contracts';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useListQuery } from '../../administration';
import { useI18n, zoneOf } from '../../i18n';
import type { AuditEventKey } from '../../i18n/ar/auditEvent';
import { useApi, useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, EmptyState, ErrorNote, ErrorState, Loading, Select, Skeleton, Table } from '../../ui';
import { toApiError, type ApiError } from '../../wire';
import { ChainState } from './ChainState';
import { useColumns } from './columns';
import { saveExport } from './export';
import { FilterText } from './FilterText';
import { PersonFilter } from './PersonFilter';
import { type FilterField, filterOf, OUTCOMES } from './filter';
import styles from './audit.module.css';

const PAGE_SIZE = 100;

/** The auditor's screen: filters in the address bar, pages by cursor, the state of the chain, export with proof. */
export function AuditPage() {
  const { t, pick } = useI18n();
  const { person } = useSignedIn();
  const { toasts } = useServices();
  const list = useListQuery('before');
  const { query } = list;
  const [exporting, setExporting] = useState<{ busy: boolean; error: ApiError | null }>({ busy: false, error: null });
  const zone = zoneOf(person.country);
  const before = query.get('before') ?? undefined;
  const { filter, wrong } = filterOf(query, zone);
  const loaded = useApi(listAudit, { query: { ...filter, ...(before ? { before } : {}), limit: PAGE_SIZE } });

  const set = (name: FilterField, value: string | null) => list.filter(name, value);
  const columns = useColumns(zone, set);
  const save = async () => {
    // What was typed last, although it is not drawn yet.
    const asked = filterOf(list.latest(), zone);
    if (asked.wrong.size > 0) return;
    setExporting({ busy: true, error: null });
    try {
      await saveExport(asked.filter);
      setExporting({ busy: false, error: null });
      toasts.show(t('audit.exported'), { tone: 'good' });
    } catch (thrown) {
      setExporting({ busy: false, error: toApiError(thrown) });
    }
  };
  const text = (name: FilterField, label: string, error: string, help?: string) => (
    <FilterText
      label={label}
      value={query.get(name) ?? ''}
      onChange={(value) => set(name, value)}
      error={wrong.has(name) ? error : undefined}
      {...(help ? { help } : {})}
    />
  );
  // Whom the id in the filter belongs to is known from any entry of his.
  const named =
    filter.accountId && loaded.status === 'ready'
      ? loaded.data.entries.flatMap(({ actor, about }) => [actor, about]).find((one) => one?.id === filter.accountId)
      : null;
  const all = 'all' as const;
  return (
    <div className={styles.page}>
      <title>{`${t('audit.title')} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <h1>{t('audit.title')}</h1>
        <p>{t('audit.note')}</p>
      </header>
      <ChainState />
      <section className={styles.filters} aria-label={t('audit.filters')}>
        <Select
          label={t('audit.event')}
          value={filter.event ?? all}
          onChange={(chosen) => set('event', chosen === all ? null : chosen)}
          options={[
            { value: all, text: t('audit.allEvents') },
            ...AUDIT_EVENT_NAMES.map((value) => ({ value, text: t(`auditEvent.${value.replace('.', '_') as AuditEventKey}`) })),
          ]}
        />
        <Select
          label={t('audit.outcome')}
          value={filter.outcome ?? all}
          onChange={(chosen) => set('outcome', chosen === all ? null : chosen)}
          options={[{ value: all, text: t('audit.allOutcomes') }, ...OUTCOMES.map((value) => ({ value, text: t(`audit.${value}`) }))]}
        />
        {text('from', t('audit.from'), t('audit.wrongDay'), t('audit.dayHelp'))}
        {text('to', t('audit.to'), t('audit.wrongDay'), t('audit.dayHelp'))}
        <PersonFilter
          value={query.get('person') ?? ''}
          name={named ? pick(named.name) : null}
          onChange={(person) => set('person', person)}
        />
        {text('paper', t('audit.paper'), t('audit.wrongId'))}
      </section>
      <div className={styles.actions}>
        <Button
          icon={<Download size={18} aria-hidden />}
          isPending={exporting.busy}
          isDisabled={wrong.size > 0}
          onPress={() => void save()}
        >
          {t('audit.export')}
        </Button>
        {query.size > 0 && (
          <Button variant="quiet" onPress={() => list.clear()}>
            {t('audit.clear')}
          </Button>
        )}
        {named && <p className={styles.small}>{t('audit.filteredPerson', { name: pick(named.name) })}</p>}
      </div>
      {exporting.error && <ErrorNote error={exporting.error} />}
      {loaded.status === 'loading' && (
        <Loading>
          {Array.from({ length: 8 }, (_, row) => (
            <Skeleton key={row} width="100%" />
          ))}
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && (
        <>
          <p role="status" className={styles.small}>
            {t('audit.onPage', { count: loaded.data.entries.length })}
            {loaded.data.next && ` ${t('audit.more')}`}
          </p>
          {loaded.data.entries.length === 0 ? (
            <EmptyState title={t('audit.none')} />
          ) : (
            <Table caption={t('audit.title')} columns={columns} rows={loaded.data.entries} keyOf={(row) => row.seq} />
          )}
          <nav className={styles.pager} aria-label={t('audit.title')}>
            {before && <Button onPress={() => list.go(null)}>{t('audit.newest')}</Button>}
            {loaded.data.next && <Button onPress={() => list.go(loaded.data.next)}>{t('audit.older')}</Button>}
          </nav>
        </>
      )}
    </div>
  );
}
