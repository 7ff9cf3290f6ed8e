import { listClearanceProposals, type ClearanceProposal } from '@app/contracts';
import { styles } from '../../administration';
import { countryName, dateIn, formatGregorian, useI18n, zoneOf } from '../../i18n';
import { useApi, useServices } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, ErrorNote, LevelBadge, Loading, Skeleton, Table, type Column } from '../../ui';
import type { ClearancesViewModel } from './clearances.view-model';

const OUTCOMES = [
  ['confirmed', 'confirm', 'primary'],
  ['refused', 'refuse', 'secondary'],
  ['withdrawn', 'withdraw', 'secondary'],
] as const;

/** What waits for a second officer, and what this one may do about it. */
export function Proposals({ model }: { model: ClearancesViewModel }) {
  const i18n = useI18n();
  const { t, pick, style } = i18n;
  const { toasts } = useServices();
  const { person } = useSignedIn();
  const loaded = useApi(listClearanceProposals, {}, { every: 30_000 });
  const { busy, error } = useBehavior(model.deciding.state);
  const date = (instant: string) => formatGregorian(dateIn(instant, zoneOf(person.country)), style);
  const decide = async (id: string, outcome: (typeof OUTCOMES)[number][0]) => {
    if (await model.decide(id, outcome)) toasts.show(t(`clearances.done_${outcome}`), { tone: 'good' });
  };
  const columns: Column<ClearanceProposal>[] = [
    { key: 'name', title: t('system.columnName'), wide: true, cell: (row) => <bdi>{pick(row.person.name)}</bdi> },
    { key: 'country', title: t('system.columnCountry'), cell: (row) => countryName(row.person.country, i18n) },
    { key: 'level', title: t('level.levelField'), cell: (row) => <LevelBadge level={row.level} of="nobody" /> },
    { key: 'caveats', title: t('level.caveatsField'), cell: (row) => <bdi dir="ltr">{row.caveats.join(' ')}</bdi> },
    { key: 'until', title: t('clearances.until'), cell: (row) => (row.validUntil ? date(row.validUntil) : t('clearances.noEnd')) },
    { key: 'by', title: t('clearances.proposedBy'), cell: (row) => <bdi>{pick(row.proposedBy.name)}</bdi> },
    {
      key: 'decide',
      title: t('system.columnActions'),
      cell: (row) => {
        const may = OUTCOMES.filter(([, ability]) => row.abilities[ability]);
        if (may.length === 0) return <span className={styles.faint}>{t('clearances.needsAnother')}</span>;
        return (
          <span className={styles.row}>
            {may.map(([outcome, ability, variant]) => (
              <Button
                key={outcome}
                variant={variant}
                isPending={busy}
                aria-label={t(`clearances.${ability}Named`, { name: pick(row.person.name) })}
                onPress={() => void decide(row.id, outcome)}
              >
                {t(`clearances.${ability}`)}
              </Button>
            ))}
          </span>
        );
      },
    },
  ];
  const proposals = loaded.status === 'ready' ? loaded.data.proposals : [];
  return (
    <section className={styles.section} aria-labelledby="proposals-title">
      <h2 id="proposals-title">{t('clearances.proposals')}</h2>
      {error && <ErrorNote error={error} />}
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="3rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorNote error={loaded.error} />}
      {loaded.status === 'ready' && proposals.length === 0 && <p className={styles.note}>{t('clearances.noProposals')}</p>}
      {proposals.length > 0 && <Table caption={t('clearances.proposals')} columns={columns} rows={proposals} keyOf={(row) => row.id} />}
    </section>
  );
}
