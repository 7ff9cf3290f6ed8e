import type { MeetingSummary } from '@app/contracts';
import { Link } from 'react-aria-components/Link';
import { useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair, LevelBadge, LinkButton } from '../../ui';
import styles from './TodayPage.module.css';

export function MeetingRow({ meeting }: { meeting: MeetingSummary }) {
  const { t, pick } = useI18n();
  const { person } = useSignedIn();
  const zone = zoneOf(person.country);
  const draft = meeting.state === 'draft';
  return (
    <li className={styles.row}>
      <div className={styles.rowWords}>
        <Link
          href={draft && meeting.abilities.edit ? `/meetings/${meeting.id}/prepare` : `/meetings/${meeting.id}`}
          className={styles.rowTitle ?? ''}
        >
          <span dir="auto">{pick(meeting.title)}</span>
        </Link>
        <span className={styles.rowDate}>
          <DatePair instant={meeting.startsAt} timeZone={zone} withTime />
        </span>
        <span className={styles.rowDate} dir="auto">
          {pick(meeting.body.name)}
        </span>
      </div>
      <LevelBadge level={meeting.label.level} of={meeting.label} />
      {meeting.abilities.edit && (
        <LinkButton href={`/meetings/${meeting.id}/prepare`} variant="quiet">
          {t('today.prepare')}
        </LinkButton>
      )}
    </li>
  );
}
