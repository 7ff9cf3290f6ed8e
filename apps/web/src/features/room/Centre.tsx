import type { AgendaItem, Meeting } from '@app/contracts';
import { ArrowRight, FileText, LockKeyhole } from 'lucide-react';
import { useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair, EmptyState, LinkButton } from '../../ui';
import { addressOfItem, type Chosen } from './chosen';
import { Paper } from './Paper';
import styles from './Room.module.css';

/** The paper, or the quiet page that stands for it. */
export function Centre({ meeting, chosen }: { meeting: Meeting; chosen: Chosen }) {
  if (chosen.documentId) return <Paper meeting={meeting} documentId={chosen.documentId} page={chosen.page} />;
  if (!chosen.item) return <MeetingCover meeting={meeting} />;
  return chosen.item.content ? <BareItem item={chosen.item} /> : <CoveredItem item={chosen.item} />;
}

/** What stands in the middle before anything is chosen: which meeting this is, and the way to its first paper. */
function MeetingCover({ meeting }: { meeting: Meeting }) {
  const { t, pick, number } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  const first = meeting.items.find((item) => (item.content?.documents.length ?? 0) > 0);
  const minutes = meeting.items.reduce((sum, item) => sum + (item.minutes ?? 0), 0);
  return (
    <div className={styles.sheet}>
      <p dir="auto">{pick(meeting.body.name)}</p>
      <h2 className={styles.sheetTitle} dir="auto">
        {pick(meeting.title)}
      </h2>
      <p className={styles.sheetDate}>
        <DatePair instant={meeting.startsAt} timeZone={zone} withTime />
      </p>
      <p>
        {t('common.items', { count: meeting.items.length })}
        {minutes > 0 && (
          <>
            {t('common.listSeparator')}
            {t('room.allTogether', { minutes: t('common.minutes', { count: minutes }) })}
          </>
        )}
      </p>
      {first?.content ? (
        <LinkButton
          href={addressOfItem(first.id)}
          variant="primary"
          size="large"
          icon={<ArrowRight size={22} aria-hidden className="points" />}
        >
          {t('room.item', { number: number(first.number) })}: <bdi>{pick(first.content.title)}</bdi>
        </LinkButton>
      ) : (
        <p className={styles.quiet}>{t('room.chooseText')}</p>
      )}
    </div>
  );
}

function CoveredItem({ item }: { item: AgendaItem }) {
  const { t, pick, number } = useI18n();
  return (
    <EmptyState
      title={`${number(item.number)} — ${pick(item.coverTitle)}`}
      text={`${t('room.coveredTitle')}. ${t('room.coveredText')}`}
      icon={<LockKeyhole size={30} strokeWidth={1.5} aria-hidden />}
    />
  );
}

function BareItem({ item }: { item: AgendaItem }) {
  const { t, pick, number } = useI18n();
  return (
    <EmptyState
      title={`${number(item.number)} — ${pick(item.content?.title ?? item.coverTitle)}`}
      text={t('room.noPapersInItem')}
      icon={<FileText size={30} strokeWidth={1.5} aria-hidden />}
    />
  );
}
