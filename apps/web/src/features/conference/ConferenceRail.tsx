import type { Meeting } from '@app/contracts';
import { LockKeyhole, UsersRound, Video as VideoIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { closingText, failureText, useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { Button, Loading, Skeleton } from '../../ui';
import type { Phase } from './conference.types';
import styles from './conference.module.css';
import type { ConferenceDesk } from './desk';
import { DeviceCheck } from './DeviceCheck';
import { useDesk } from './useDesk';
import { VideoTile } from './VideoTile';
import { Voices } from './Voices';

/** Who is here: the speaker large, the others beside him. */
export function ConferenceRail({ meeting }: { readonly meeting: Meeting }) {
  const desk = useDesk(meeting);
  if (!desk || !meeting.abilities.joinConference) return null;
  return <Rail desk={desk} listener={meeting.role === 'observer'} />;
}

function Rail({ desk, listener }: { desk: ConferenceDesk; listener: boolean }) {
  const { t } = useI18n();
  const phase = useBehavior(desk.call.phase);
  const check = useBehavior(desk.check);
  return (
    <section className={styles.rail} aria-label={t('conference.title')} data-phase={phase.kind}>
      <p className={styles.hidden} role="status">
        {phase.kind === 'reconnecting' ? t('conference.reconnecting') : ''}
      </p>
      {phase.kind === 'inside' ? <Inside desk={desk} /> : <Outside desk={desk} phase={phase} listener={listener} />}
      <Voices desk={desk} />
      {check && <DeviceCheck model={check} desk={desk} />}
    </section>
  );
}

function Inside({ desk }: { desk: ConferenceDesk }) {
  const { t } = useI18n();
  const { call } = desk;
  const stage = useBehavior(call.stage);
  const path = useBehavior(call.path);
  const refused = useBehavior(call.refused);
  const blocked = useBehavior(desk.soundBlocked);
  const microphone = useBehavior(call.microphone);
  const share = useBehavior(call.share);
  return (
    <>
      {path === 'disrupted' && <Note>{t('conference.disrupted')}</Note>}
      {refused && <Note>{t(`conference.${refused}Refused`)}</Note>}
      {blocked && (
        <Note>
          {t('conference.soundBlocked')} <Button onPress={() => desk.reportSound(false)}>{t('conference.allowSound')}</Button>
        </Note>
      )}
      {share?.on && <Note>{t('conference.sharing')}</Note>}
      {stage.large && <VideoTile tile={stage.large} size="large" onSeen={call.see} />}
      {stage.others === 0 && (
        <div className={styles.quiet}>
          <UsersRound size={28} strokeWidth={1.5} aria-hidden />
          <strong>{t('conference.alone')}</strong>
          <p>{t('conference.aloneText')}</p>
        </div>
      )}
      <ul className={styles.small} aria-label={t('conference.participants')}>
        {stage.small.map((tile) => (
          <li key={tile.key}>
            <VideoTile tile={tile} size="small" onSeen={call.see} />
          </li>
        ))}
      </ul>
      {!microphone && <p className={styles.hint}>{t('conference.listeningOnly')}</p>}
    </>
  );
}

function Outside({ desk, phase, listener }: { desk: ConferenceDesk; phase: Phase; listener: boolean }) {
  const { t } = useI18n();
  switch (phase.kind) {
    case 'inside':
      return null;
    case 'connecting':
    case 'reconnecting':
      return (
        <>
          <p className={styles.hint}>{t(`conference.${phase.kind}`)}</p>
          <Loading>
            <Skeleton height="9.5rem" />
            <Skeleton width="60%" />
          </Loading>
        </>
      );
    case 'notPermitted':
      return (
        <Quiet
          icon={<LockKeyhole size={28} strokeWidth={1.5} aria-hidden />}
          title={t('conference.notPermitted')}
          text={t('conference.notPermittedText')}
        />
      );
    case 'failed':
    case 'closed': {
      const { what, safe, cure } = phase.kind === 'failed' ? failureText(t, phase.code) : closingText(t, phase.reason);
      return (
        <Quiet icon={<VideoIcon size={28} strokeWidth={1.5} aria-hidden />} title={what} text={`${safe} ${cure}`} alert>
          <Button variant="primary" onPress={() => desk.call.retry()}>
            {t('common.retry')}
          </Button>
        </Quiet>
      );
    }
    case 'outside':
      return (
        <Quiet icon={<VideoIcon size={28} strokeWidth={1.5} aria-hidden />} title={t('conference.title')} text={t('conference.joinText')}>
          <Button variant="primary" onPress={listener ? desk.join : desk.openCheck}>
            {t(listener ? 'conference.joinListening' : 'conference.join')}
          </Button>
        </Quiet>
      );
  }
}

function Note({ children }: { children: ReactNode }) {
  return (
    <p className={styles.note} role="status">
      {children}
    </p>
  );
}

function Quiet({
  icon,
  title,
  text,
  alert = false,
  children,
}: {
  icon: ReactNode;
  title: string;
  text: string;
  alert?: boolean;
  children?: ReactNode;
}) {
  return (
    <div className={styles.quiet} role={alert ? 'alert' : undefined}>
      {icon}
      <strong>{title}</strong>
      <p>{text}</p>
      {children}
    </div>
  );
}
