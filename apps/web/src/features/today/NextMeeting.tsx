import type { MeetingSummary } from '@app/contracts';
import { ArrowRight, Clock, MapPin, UserRound } from 'lucide-react';
import { formatSiteTimes, siteName, timeLeft, useI18n, zoneOf, type TimeLeft, type I18n } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { DatePair, LevelBadge, LinkButton } from '../../ui';
import styles from './TodayPage.module.css';

/** The one large card: what is next, when, where, as what, and the way in. */
export function NextMeeting({ meeting, now }: { meeting: MeetingSummary; now: number }) {
  const i18n = useI18n();
  const { t, pick, style, language } = i18n;
  const { person } = useSignedIn();
  const zone = zoneOf(person.country);
  const left = timeLeft(meeting.startsAt, meeting.endsAt, now, zone);
  const running = meeting.state === 'inSession' || left.unit === 'now';
  const together = new Intl.ListFormat(language === 'ar' ? 'ar' : 'en-GB', { type: 'conjunction' });
  const namesOf = (sites: MeetingSummary['sites']) => together.format(sites.map((site) => siteName(site, i18n)));
  const times = formatSiteTimes(meeting.startsAt, [...new Set([person.country, ...meeting.sites])], style);
  return (
    <article className={styles.next} aria-labelledby="next-title">
      <p className={styles.when}>
        <span data-running={running}>{running ? t('today.now') : t('today.nextMeeting')}</span>
        {!running && <strong>{countdown(left, i18n)}</strong>}
      </p>
      <div>
        <p className={styles.body} dir="auto">
          {pick(meeting.body.name)}
        </p>
        <h2 id="next-title" className={styles.title} dir="auto">
          {pick(meeting.title)}
        </h2>
      </div>
      <p className={styles.pair}>
        <DatePair instant={meeting.startsAt} timeZone={zone} />
      </p>
      <ul className={styles.facts}>
        {times.map(({ time, sites }) => (
          <li key={time}>
            <Clock size={20} aria-hidden />
            {times.length === 1 ? time : t('today.atSites', { time, sites: namesOf(sites) })}
          </li>
        ))}
        {/* Where clocks differ, the times already name every site. */}
        {times.length === 1 && (
          <li>
            <MapPin size={20} aria-hidden />
            {namesOf(meeting.sites)}
          </li>
        )}
        <li>
          <UserRound size={20} aria-hidden />
          {t('today.myRole', { role: t(`role.${meeting.role}`) })}
        </li>
      </ul>
      <div className={styles.actions}>
        <LinkButton
          href={`/meetings/${meeting.id}`}
          variant="primary"
          size="large"
          icon={<ArrowRight size={22} aria-hidden className="points" />}
        >
          {t('today.enter')}
        </LinkButton>
        {meeting.abilities.edit && (
          <LinkButton href={`/meetings/${meeting.id}/prepare`} size="large">
            {t('today.prepare')}
          </LinkButton>
        )}
        <span className={styles.label}>
          <LevelBadge level={meeting.label.level} of={meeting.label} />
          <span>{t('common.items', { count: meeting.itemCount })}</span>
        </span>
      </div>
    </article>
  );
}

function countdown({ unit, count }: TimeLeft, { t }: I18n): string {
  if (unit === 'days') return t('today.countdownDays', { count });
  if (unit === 'hours') return t('today.countdownHours', { count });
  if (unit === 'minutes') return t('today.countdownMinutes', { count });
  return t('today.now');
}
