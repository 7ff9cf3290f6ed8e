import { readMeeting, type Meeting } from '@app/contracts';
import { useParams } from 'react-router';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import { mediaQuery, useScoped } from '../../state';
import { ErrorState, Loading, Skeleton } from '../../ui';
import { createRoomModel } from './room.view-model';
import { RoomFrame } from './RoomFrame';
import { RoomLinkProvider } from './RoomLink';
import styles from './Room.module.css';

const NARROW = '(max-width: 68.74rem)';

export function RoomPage() {
  const { meetingId = '' } = useParams();
  const loaded = useApi(readMeeting, { params: { meetingId } });
  if (loaded.status === 'failed') return <ErrorState error={loaded.error} retry={loaded.retry} page />;
  if (loaded.status === 'loading') return <RoomSkeleton />;
  return <Room key={meetingId} meeting={loaded.data} />;
}

function Room({ meeting }: { meeting: Meeting }) {
  const { t, pick } = useI18n();
  const model = useScoped(meeting.id, (scope) => createRoomModel(scope, mediaQuery(scope, NARROW)));
  return (
    <>
      <title>{`${pick(meeting.title)} — ${t('common.product')}`}</title>
      <RoomLinkProvider meeting={meeting} waiting={<RoomSkeleton />}>
        {model ? <RoomFrame meeting={meeting} model={model} /> : <RoomSkeleton />}
      </RoomLinkProvider>
    </>
  );
}

function RoomSkeleton() {
  return (
    <Loading>
      <div className={styles.room} data-shape="beside" data-agenda data-people>
        <div className={styles.rail} data-rail="agenda" data-open="true">
          <div className={styles.waiting}>
            <Skeleton width="70%" height="1.5rem" />
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <Skeleton key={key} height="3rem" />
            ))}
          </div>
        </div>
        <div className={styles.centre}>
          <div className={styles.sheet}>
            <Skeleton width="60%" height="2.2rem" />
            <Skeleton />
            <Skeleton />
            <Skeleton width="80%" />
          </div>
        </div>
        <div className={styles.rail} data-rail="people" data-open="true">
          <div className={styles.waiting}>
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} height="2.5rem" />
            ))}
          </div>
        </div>
        <div className={styles.bar} />
      </div>
    </Loading>
  );
}
