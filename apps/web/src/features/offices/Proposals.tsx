import type { OfficeProposal } from '@app/contracts';
import { styles } from '../../administration';
import { countryName, dateIn, formatGregorian, useI18n, zoneOf } from '../../i18n';
import { useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, ErrorNote, Table, type Column } from '../../ui';
import type { OfficesViewModel } from './offices.view-model';

const ACTS = [
  ['approve', 'primary'],
  ['refuse', 'secondary'],
  ['withdraw', 'secondary'],
] as const;

/** What waits for a security officer, and what this person may do about it. */
export function Proposals({ model, proposals }: { model: OfficesViewModel; proposals: readonly OfficeProposal[] }) {
  const i18n = useI18n();
  const { t, pick, style } = i18n;
  const { toasts } = useServices();
  const { person } = useSignedIn();
  const { busy, error } = useBehavior(model.deciding.state);
  const decide = async (proposal: OfficeProposal, act: (typeof ACTS)[number][0]) => {
    if (await model[act](proposal)) toasts.show(t(`offices.done_${act}`), { tone: 'good' });
  };
  const columns: Column<OfficeProposal>[] = [
    { key: 'name', title: t('system.columnName'), wide: true, cell: (row) => <bdi>{pick(row.person.name)}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.person.country, i18n) },
    {
      key: 'now',
      title: t('offices.now'),
      cell: (row) => (row.person.systemRole ? t(`role.${row.person.systemRole}`) : t('offices.none')),
    },
    {
      key: 'wish',
      title: t('offices.wish'),
      cell: (row) => {
        if (!row.systemRole) return t('offices.takeAway');
        const office = t(`role.${row.systemRole}`);
        return row.systemRole === row.person.systemRole ? t('offices.anew', { office }) : office;
      },
    },
    { key: 'by', title: t('clearances.proposedBy'), cell: (row) => <bdi>{pick(row.proposedBy.name)}</bdi> },
    {
      key: 'at',
      title: t('offices.proposedAt'),
      cell: (row) => formatGregorian(dateIn(row.proposedAt, zoneOf(person.country)), style),
    },
    {
      key: 'decide',
      title: t('system.columnActions'),
      cell: (row) => {
        const may = ACTS.filter(([act]) => row.abilities[act]);
        if (may.length === 0) return <span className={styles.faint}>{t('offices.needsAnother')}</span>;
        return (
          <span className={styles.row}>
            {may.map(([act, variant]) => (
              <Button
                key={act}
                variant={variant}
                isPending={busy}
                aria-label={t(`offices.${act}Named`, { name: pick(row.person.name) })}
                onPress={() => void decide(row, act)}
              >
                {t(`offices.${act}`)}
              </Button>
            ))}
          </span>
        );
      },
    },
  ];
  return (
    <section className={styles.section} aria-labelledby="proposals-title">
      <h2 id="proposals-title">{t('offices.proposals')}</h2>
      {error && <ErrorNote error={error} />}
      {proposals.length === 0 && <p className={styles.note}>{t('offices.noProposals')}</p>}
      {proposals.length > 0 && <Table caption={t('offices.proposals')} columns={columns} rows={proposals} keyOf={(row) => row.id} />}
    </section>
  );
}
