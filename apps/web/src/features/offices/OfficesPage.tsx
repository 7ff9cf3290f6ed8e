import { listOffices, type OfficeHolder } from '@app/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { AdministrationPage, RowAction, styles, TableSkeleton } from '../../administration';
import { countryName, useI18n } from '../../i18n';
import { useApi } from '../../services';
import { useBehavior } from '../../state';
import { Button, ErrorState, Table, type Column } from '../../ui';
import { OfficesViewModel } from './offices.view-model';
import { Proposals } from './Proposals';
import { ProposeDialog } from './ProposeDialog';
import { SecretDialog } from './SecretDialog';

/** Who holds an office: what waits for a security officer first, then everybody who holds one. */
export function OfficesPage() {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const queries = useQueryClient();
  const [model] = useState(() => new OfficesViewModel(({ path }) => void queries.invalidateQueries({ queryKey: [path] })));
  const secret = useBehavior(model.secret);
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const loaded = useApi(listOffices, {}, { every: 30_000 });
  const holders = loaded.status === 'ready' ? loaded.data.holders : [];
  const columns: Column<OfficeHolder>[] = [
    { key: 'name', title: t('system.columnName'), wide: true, cell: (row) => <bdi>{pick(row.person.name)}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.person.country, i18n) },
    {
      key: 'office',
      title: t('offices.office'),
      cell: ({ person }) => (person.systemRole ? t(`role.${person.systemRole}`) : t('offices.none')),
    },
    {
      key: 'active',
      title: t('system.columnActive'),
      cell: (row) => (row.active ? t('system.active') : <span className={styles.bad}>{t('system.inactive')}</span>),
    },
    {
      key: 'open',
      title: t('system.columnActions'),
      cell: (row) =>
        row.pending ? (
          <span className={styles.faint}>{t('offices.pending')}</span>
        ) : (
          row.abilities.propose && (
            <RowAction
              text={t('offices.change')}
              label={t('offices.changeNamed', { name: pick(row.person.name) })}
              onPress={() => setOpen(row.person.id)}
            />
          )
        ),
    },
  ];
  const shown = holders.find(({ person }) => person.id === open) ?? null;
  return (
    <AdministrationPage
      title={t('offices.title')}
      action={
        <Button variant="primary" icon={<UserPlus size={20} aria-hidden />} onPress={() => setOpen('new')}>
          {t('offices.propose')}
        </Button>
      }
    >
      {loaded.status === 'loading' && <TableSkeleton columns={columns.length} />}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && (
        <>
          <Proposals model={model} proposals={loaded.data.proposals} />
          <section className={styles.section} aria-labelledby="holders-title">
            <h2 id="holders-title">{t('offices.holders')}</h2>
            <Table caption={t('offices.holders')} columns={columns} rows={holders} keyOf={(row) => row.person.id} />
          </section>
        </>
      )}
      {(open === 'new' || shown) && <ProposeDialog key={open} model={model} holder={shown} onClose={() => setOpen(null)} />}
      {secret && <SecretDialog secret={secret} onClose={() => model.forgetSecret()} />}
    </AdministrationPage>
  );
}
