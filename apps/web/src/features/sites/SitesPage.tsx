import { listSites, type Site } from '@app/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { AdministrationPage, RowAction, styles, TableSkeleton } from '../../administration';
import { countryName, levelWord, siteName, useI18n } from '../../i18n';
import { useApi } from '../../services';
import { Button, EmptyState, ErrorState, LevelBadge, Table, type Column } from '../../ui';
import { SiteDialog } from './SiteDialog';
import { SitesViewModel } from './sites.view-model';

/** Buildings, their networks, and what is shown in them at most. */
export function SitesPage() {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const queries = useQueryClient();
  const [model] = useState(() => new SitesViewModel(({ path }) => void queries.invalidateQueries({ queryKey: [path] })));
  const [open, setOpen] = useState<string | null>(null);
  const loaded = useApi(listSites, {});
  const data = loaded.status === 'ready' ? loaded.data : null;
  const columns: Column<Site>[] = [
    { key: 'name', title: t('sites.name'), wide: true, cell: (row) => <bdi>{pick(row.name)}</bdi> },
    { key: 'code', title: t('sites.code'), cell: (row) => <bdi dir="ltr">{row.code}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.country, i18n) },
    { key: 'ceiling', title: t('sites.ceiling'), cell: (row) => <LevelBadge level={row.ceiling} of="nobody" /> },
    {
      key: 'networks',
      title: t('sites.networks'),
      cell: (row) => (
        <span className={styles.stack}>
          {row.networks.length === 0 && <span className={styles.faint}>{t('sites.noNetworks')}</span>}
          {row.networks.map(({ id, network, ceiling }) => (
            <span key={id}>
              <bdi dir="ltr">{network}</bdi>
              {ceiling !== null && ` — ${t('sites.atMost', { level: levelWord(i18n, ceiling) })}`}
            </span>
          ))}
        </span>
      ),
    },
    ...(data?.abilities.manage
      ? [
          {
            key: 'open',
            title: t('system.columnActions'),
            cell: (row: Site) => (
              <RowAction
                text={t('accounts.open')}
                label={t('sites.openNamed', { name: pick(row.name) })}
                onPress={() => setOpen(row.code)}
              />
            ),
          },
        ]
      : []),
  ];
  const shown = data?.sites.find(({ code }) => code === open) ?? null;
  return (
    <AdministrationPage
      title={t('sites.title')}
      action={
        data?.abilities.manage && (
          <Button variant="primary" icon={<Plus size={20} aria-hidden />} onPress={() => setOpen('new')}>
            {t('sites.create')}
          </Button>
        )
      }
    >
      <p className={styles.note}>{t('sites.rule')}</p>
      {data && (
        <dl className={styles.facts}>
          <div>
            <dt>{t('sites.elsewhere')}</dt>
            <dd>
              <LevelBadge level={data.elsewhere} of="nobody" />
            </dd>
          </div>
          <div>
            <dt>{t('sites.here')}</dt>
            <dd>
              <bdi dir="ltr">{data.here.address ?? '—'}</bdi>
              <span>{data.here.site ? siteName(data.here.site, i18n) : t('sites.noSite')}</span>
              <LevelBadge level={data.here.ceiling} of="nobody" />
            </dd>
          </div>
        </dl>
      )}
      {loaded.status === 'loading' && <TableSkeleton columns={5} />}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {data?.sites.length === 0 && <EmptyState title={t('sites.empty')} text={t('sites.emptyText')} />}
      {data && data.sites.length > 0 && <Table caption={t('sites.title')} columns={columns} rows={data.sites} keyOf={(row) => row.code} />}
      {open === 'new' && <SiteDialog model={model} site={null} onClose={() => setOpen(null)} />}
      {shown && <SiteDialog key={shown.code} model={model} site={shown} onClose={() => setOpen(null)} />}
    </AdministrationPage>
  );
}
