import { listClearances, type ClearedPerson } from '@app/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Tags } from 'lucide-react';
import { useState } from 'react';
import { AdministrationPage, Pager, RowAction, SearchField, styles, TableSkeleton, useListQuery } from '../../administration';
import { countryName, dateIn, formatGregorian, useI18n, zoneOf } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, EmptyState, ErrorState, LevelBadge, Select, Table, type Column } from '../../ui';
import { CaveatsDialog } from './CaveatsDialog';
import { ClearanceDialog } from './ClearanceDialog';
import { ClearancesViewModel } from './clearances.view-model';
import { Proposals } from './Proposals';

const SHOWN = ['all', 'expiring', 'none'] as const;

/** Who may know what: what waits for a second officer first, then everybody with his clearance. */
export function ClearancesPage() {
  const i18n = useI18n();
  const { t, pick, style } = i18n;
  const { person } = useSignedIn();
  const queries = useQueryClient();
  const [model] = useState(() => new ClearancesViewModel(({ path }) => void queries.invalidateQueries({ queryKey: [path] })));
  const [open, setOpen] = useState<string | null>(null);
  const [caveats, setCaveats] = useState(false);
  const { query, filter, go } = useListQuery();
  const [q, after] = [query.get('q') ?? '', query.get('after')];
  const show = SHOWN.find((one) => one === query.get('show')) ?? 'all';
  const loaded = useApi(listClearances, { query: { show, ...(q.trim() ? { q } : {}), ...(after ? { after } : {}) } });
  const date = (instant: string) => formatGregorian(dateIn(instant, zoneOf(person.country)), style);

  const people = loaded.status === 'ready' ? loaded.data.people : [];
  const columns: Column<ClearedPerson>[] = [
    { key: 'name', title: t('system.columnName'), wide: true, cell: (row) => <bdi>{pick(row.person.name)}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.person.country, i18n) },
    {
      key: 'level',
      title: t('level.levelField'),
      cell: ({ clearance }) =>
        clearance?.standing === 'inForce' ? <LevelBadge level={clearance.level} of="nobody" /> : t('clearances.none'),
    },
    {
      key: 'caveats',
      title: t('level.caveatsField'),
      cell: ({ clearance }) => (clearance?.standing === 'inForce' ? <bdi dir="ltr">{clearance.caveats.join(' ')}</bdi> : null),
    },
    {
      key: 'until',
      title: t('clearances.until'),
      cell: ({ clearance }) => {
        if (!clearance) return null;
        if (clearance.standing !== 'inForce') return <span className={styles.bad}>{t(`clearances.${clearance.standing}`)}</span>;
        return clearance.validUntil ? date(clearance.validUntil) : t('clearances.noEnd');
      },
    },
    {
      key: 'by',
      title: t('clearances.by'),
      cell: ({ clearance }) => {
        if (!clearance) return null;
        const names = [clearance.grantedBy, clearance.confirmedBy].flatMap((officer) => (officer ? [pick(officer.name)] : []));
        return names.length > 0 ? <bdi>{names.join(t('common.listSeparator'))}</bdi> : t('clearances.fromTheStart');
      },
    },
    {
      key: 'open',
      title: t('system.columnActions'),
      cell: (row) =>
        row.pending ? (
          <span className={styles.faint}>{t('clearances.pending')}</span>
        ) : (
          row.abilities.propose && (
            <RowAction
              text={t('clearances.change')}
              label={t('clearances.changeNamed', { name: pick(row.person.name) })}
              onPress={() => setOpen(row.person.id)}
            />
          )
        ),
    },
  ];
  const shown = people.find((row) => row.person.id === open) ?? null;
  return (
    <AdministrationPage
      title={t('clearances.title')}
      action={
        <Button icon={<Tags size={20} aria-hidden />} onPress={() => setCaveats(true)}>
          {t('clearances.caveats')}
        </Button>
      }
    >
      <Proposals model={model} />
      <section className={styles.section} aria-labelledby="people-title">
        <h2 id="people-title">{t('clearances.people')}</h2>
        <div className={styles.filters}>
          <SearchField label={t('system.filter')} value={q} onSearch={(text) => filter('q', text)} />
          <Select
            label={t('clearances.show')}
            value={show}
            onChange={(value) => filter('show', value === 'all' ? null : value)}
            options={SHOWN.map((value) => ({ value, text: t(`clearances.show_${value}`) }))}
          />
          {loaded.status === 'ready' && <p role="status">{t('system.count', { count: people.length })}</p>}
        </div>
        {loaded.status === 'loading' && <TableSkeleton columns={columns.length} />}
        {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
        {loaded.status === 'ready' && people.length === 0 && <EmptyState title={t(`clearances.empty_${show}`)} />}
        {people.length > 0 && <Table caption={t('clearances.people')} columns={columns} rows={people} keyOf={(row) => row.person.id} />}
        {loaded.status === 'ready' && <Pager first={!after} next={loaded.data.next} onGo={go} />}
      </section>
      {shown && <ClearanceDialog key={shown.person.id} model={model} cleared={shown} onClose={() => setOpen(null)} />}
      {caveats && <CaveatsDialog model={model} onClose={() => setCaveats(false)} />}
    </AdministrationPage>
  );
}
