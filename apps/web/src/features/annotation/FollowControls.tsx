import { LocateFixed, LocateOff, Presentation } from 'lucide-react';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { Button } from '../../ui';
import styles from './FollowControls.module.css';
import type { MeetingSocket } from './meeting-socket.view-model';

export interface FollowControlsProps {
  readonly socket: MeetingSocket;
}

/** Follow the one who leads, or look elsewhere; for whoever may lead: lead. Nothing when there is nothing to do. */
export function FollowControls({ socket }: FollowControlsProps) {
  const { t, pick } = useI18n();
  const followed = useBehavior(socket.followed);
  const follow = useBehavior(socket.follow);
  const leave = useBehavior(socket.leaveFollowing);
  const lead = useBehavior(socket.lead);
  const stop = useBehavior(socket.stopLeading);
  const presence = useBehavior(socket.presence);
  const leader = presence.find(({ accountId }) => accountId === followed?.accountId);
  return (
    <div className={styles.controls}>
      {stop && <span role="status">{t('annotation.leading')}</span>}
      {leader && (
        <span role="status" dir="auto">
          {t('annotation.following', { name: pick(leader.name) })}
        </span>
      )}
      {follow && (
        <Button variant="primary" icon={<LocateFixed size={24} strokeWidth={1.75} aria-hidden />} onPress={follow}>
          {t('annotation.follow')}
        </Button>
      )}
      {leave && (
        <Button icon={<LocateOff size={24} strokeWidth={1.75} aria-hidden />} onPress={leave}>
          {t('annotation.leaveFollowing')}
        </Button>
      )}
      {lead && (
        <Button icon={<Presentation size={24} strokeWidth={1.75} aria-hidden />} onPress={lead}>
          {t('annotation.lead')}
        </Button>
      )}
      {stop && (
        <Button variant="primary" icon={<Presentation size={24} strokeWidth={1.75} aria-hidden />} onPress={stop}>
          {t('annotation.stopLeading')}
        </Button>
      )}
    </div>
  );
}
