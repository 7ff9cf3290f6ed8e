import type { EndpointResponse, listReleaseAsks } from '@app/contracts';
import { Link } from 'react-aria-components/Link';
import { useI18n, zoneOf } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair } from '../../ui';
import styles from './labels.module.css';

/** What I asked. It has no outcome, and says so. */
export function OwnAsks({ asks }: { asks: EndpointResponse<typeof listReleaseAsks>['own'] }) {
  const { t, pick } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  if (asks.length === 0) return null;
  return (
    <>
      <p className={styles.note}>{t('labels.ownNote')}</p>
      <ul className={styles.cards}>
        {asks.map((ask) => (
          <li key={ask.id} className={styles.card}>
            <h3>
              <Link href={`/meetings/${ask.meetingId}?item=${ask.itemId}`} className={styles.link ?? ''}>
                <bdi>{pick(ask.coverTitle)}</bdi>
              </Link>
            </h3>
            <p className={styles.reason}>
              <bdi>{ask.reason}</bdi>
            </p>
            <p className={styles.who}>
              <DatePair instant={ask.askedAt} timeZone={zone} withTime />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
