import { listMeetings, type MeetingSummary } from '@app/contracts';
import { CalendarDays, Plus } from 'lucide-react';
import { Suspense, useState, type ComponentType } from 'react';
import { useClassification } from '../../classification';
import { formatDay, useI18n, zoneOf, dateIn } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useNow } from '../../state';
import { Button, EmptyState, ErrorState, Loading, Skeleton } from '../../ui';
import { agendaOfDay } from './agenda-of-day';
import { MeetingRow } from './MeetingRow';
import { NextMeeting } from './NextMeeting';
import { RecentPapers } from './RecentPapers';
import styles from './TodayPage.module.css';

export interface NewMeetingDialogProps {
  onClose(): void;
}

/** The dialog is another feature's; the page that composes both hands it in. */
export function TodayPage({ NewMeetingDialog }: { NewMeetingDialog: ComponentType<NewMeetingDialogProps> }) {
  const { t, pick, style } = useI18n();
  const { person, abilities } = useSignedIn();
  const meetings = useApi(listMeetings, {}, { every: 60_000 });
  const [creating, setCreating] = useState(false);
  const now = useNow();
  const today = formatDay(dateIn(new Date(now).toISOString(), zoneOf(person.country)), style);
  return (
    <div className={styles.page}>
      <title>{`${t('today.title')} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <div>
          <h1 dir="auto">{t('today.greeting', { name: pick(person.name) })}</h1>
          <p className={styles.date}>{today.pair}</p>
        </div>
        {abilities.createMeetings && (
          <Button icon={<Plus size={20} aria-hidden />} onPress={() => setCreating(true)}>
            {t('today.newMeeting')}
          </Button>
        )}
      </header>
      <Suspense>{creating && <NewMeetingDialog onClose={() => setCreating(false)} />}</Suspense>
      {meetings.status === 'loading' && <TodaySkeleton />}
      {meetings.status === 'failed' && <ErrorState error={meetings.error} retry={meetings.retry} />}
      {meetings.status === 'ready' && meetings.data.meetings.length === 0 && (
        <EmptyState
          title={t('today.empty')}
          text={abilities.createMeetings ? t('today.emptySecretary') : t('today.emptyText')}
          icon={<CalendarDays size={32} strokeWidth={1.5} aria-hidden />}
        />
      )}
      {meetings.status === 'ready' && meetings.data.meetings.length > 0 && <Day meetings={meetings.data.meetings} now={now} />}
    </div>
  );
}

function Day({ meetings, now }: { meetings: readonly MeetingSummary[]; now: number }) {
  const { t } = useI18n();
  const day = agendaOfDay(meetings, now);
  useClassification(meetings.map((meeting) => meeting.label));
  return (
    <>
      {day.next && <NextMeeting meeting={day.next} now={now} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          <Meetings title={t('today.drafts')} meetings={day.drafts} />
          <Meetings title={t('today.thisWeek')} meetings={day.week} />
          <Meetings title={t('today.later')} meetings={day.later} />
          <Meetings title={t('today.earlier')} meetings={day.earlier} />
        </div>
        <RecentPapers />
      </div>
    </>
  );
}

function Meetings({ title, meetings }: { title: string; meetings: readonly MeetingSummary[] }) {
  if (meetings.length === 0) return null;
  return (
    <section>
      <h2 className={styles.section}>{title}</h2>
      <ul className={styles.list}>
        {meetings.map((meeting) => (
          <MeetingRow key={meeting.id} meeting={meeting} />
        ))}
      </ul>
    </section>
  );
}

function TodaySkeleton() {
  return (
    <Loading>
      <div className={styles.next}>
        <Skeleton width="8rem" />
        <Skeleton width="60%" height="2.4rem" />
        <Skeleton width="24rem" />
        <Skeleton width="12rem" height="3.25rem" />
      </div>
      <div className={styles.columns}>
        {['a', 'b'].map((key) => (
          <div key={key} className={styles.column}>
            <Skeleton width="8rem" height="1.4rem" />
            <Skeleton height="3.5rem" />
            <Skeleton height="3.5rem" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
