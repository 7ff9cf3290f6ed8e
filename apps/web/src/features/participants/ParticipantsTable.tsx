import { countryName, useI18n } from '../../i18n';
import { Button, type Column, Table } from '../../ui';
import type { ListedParticipant } from './participants.view-model';

interface ParticipantsTableProps {
  participants: readonly ListedParticipant[];
  onRemove(participant: ListedParticipant): void;
}

export function ParticipantsTable({ participants, onRemove }: ParticipantsTableProps) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const columns: Column<ListedParticipant>[] = [
    { key: 'name', title: t('participants.name'), wide: true, heads: true, cell: (row) => <bdi>{pick(row.name)}</bdi> },
    { key: 'role', title: t('participants.role'), cell: (row) => t(`role.${row.role}`) },
    { key: 'delegation', title: t('participants.delegation'), cell: (row) => countryName(row.delegation, i18n) },
    {
      key: 'remove',
      title: t('participants.action'),
      cell: (row) =>
        row.abilities.remove && (
          <Button variant="quiet" aria-label={t('participants.removeNamed', { name: pick(row.name) })} onPress={() => onRemove(row)}>
            {t('participants.remove')}
          </Button>
        ),
    },
  ];
  return <Table caption={t('participants.title')} columns={columns} rows={participants} keyOf={(row) => row.id} />;
}
