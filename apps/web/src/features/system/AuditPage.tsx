import { listAudit, type AuditEntryView } from '@app/contracts';
import { useSearchParams } from 'react-router';
import { dateIn, formatGregorian, formatTime, useI18n, zoneOf } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, EmptyState, ErrorState, Select, Table, TextField, type Column } from '../../ui';
import { auditCsv, entryMatches, type OutcomeFilter } from './filters';
import { SystemNote } from './SystemNote';
import { TableSkeleton } from './TableSkeleton';
import styles from './system.module.css';

const PAGE_SIZE = 100;
const OUTCOMES = ['all', 'done', 'allowed', 'denied'] as const satisfies OutcomeFilter[];

export function AuditPage() {
  const { t, pick, style, number } = useI18n();
  const { person } = useSignedIn();
  const [query, setQuery] = useSearchParams();
  const before = query.get('before') ?? undefined;
  const words = query.get('q') ?? '';
  const outcome = OUTCOMES.find((candidate) => candidate === query.get('outcome')) ?? 'all';
  const loaded = useApi(listAudit, { query: { ...(before ? { before } : {}), limit: PAGE_SIZE } });
  const zone = zoneOf(person.country);

  // Filters live in the address bar: a colleague who gets the link sees the same.
  const set = (name: string, value: string | null) =>
    setQuery(
      (current) => {
        if (value) current.set(name, value);
        else current.delete(name);
        return current;
      },
      { replace: name !== 'before' },
    );
  const columns: Column<AuditEntryView>[] = [
    { key: 'seq', title: t('system.columnSeq'), cell: (row) => <bdi dir="ltr">{row.seq}</bdi>, numeric: true },
    {
      key: 'at',
      title: t('system.columnAt'),
      cell: (row) => (
        <time dateTime={row.at} className={styles.nowrap}>
          {formatGregorian(dateIn(row.at, zone), style)} — {formatTime(row.at, zone, style)}
        </time>
      ),
    },
    { key: 'event', title: t('system.columnEvent'), cell: (row) => <bdi dir="ltr">{row.event}</bdi> },
    {
      key: 'outcome',
      title: t('system.columnOutcome'),
      cell: (row) => (
        <span className={styles.outcome} data-outcome={row.outcome}>
          {t(`system.${row.outcome}`)}
        </span>
      ),
    },
    {
      key: 'actor',
      title: t('system.columnActor'),
      wide: true,
      cell: (row) => <bdi>{row.actor ? pick(row.actor.name) : t('system.theSystem')}</bdi>,
    },
    {
      key: 'data',
      title: t('system.columnData'),
      cell: (row) => (
        <code dir="ltr" className={styles.data}>
          {Object.entries(row.data)
            .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
            .join('  ')}
        </code>
      ),
    },
  ];
  const all = loaded.status === 'ready' ? loaded.data.entries : [];
  const entries = all.filter((entry) => entryMatches(entry, words, outcome));
  const last = all.at(-1);
  return (
    <div className={styles.page}>
      <title>{`${t('system.auditTitle')} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <h1>{t('system.auditTitle')}</h1>
        <SystemNote />
      </header>
      <div className={styles.filters}>
        <TextField label={t('system.filterAudit')} value={words} onChange={(q) => set('q', q)} type="search" />
        <Select
          label={t('system.columnOutcome')}
          value={outcome}
          onChange={(chosen) => set('outcome', chosen === 'all' ? null : chosen)}
          options={OUTCOMES.map((value) => ({ value, text: value === 'all' ? t('system.allOutcomes') : t(`system.${value}`) }))}
        />
        <Button isDisabled={entries.length === 0} onPress={() => saveAs('audit.csv', auditCsv(entries))}>
          {t('system.export')}
        </Button>
        {loaded.status === 'ready' && <p role="status">{t('system.count', { count: entries.length })}</p>}
      </div>
      {loaded.status === 'loading' && <TableSkeleton columns={columns.length} />}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && entries.length === 0 && <EmptyState title={t('system.noEntries')} />}
      {entries.length > 0 && <Table caption={t('system.auditTitle')} columns={columns} rows={entries} keyOf={(row) => row.seq} />}
      <nav className={styles.pager} aria-label={t('system.auditTitle')}>
        {before && <Button onPress={() => set('before', null)}>{t('system.newer')}</Button>}
        {last && all.length === PAGE_SIZE && <Button onPress={() => set('before', last.seq)}>{t('system.older')}</Button>}
        {last && (
          <span>
            {number(Number(last.seq))}–{number(Number(all[0]?.seq ?? last.seq))}
          </span>
        )}
      </nav>
    </div>
  );
}

function saveAs(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
