import type { Meeting } from '@app/contracts';
import { DoorOpen, List, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Link } from 'react-aria-components/Link';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { RoomControls } from './RoomControls';
import type { RoomModel } from './room.view-model';
import styles from './Room.module.css';

/** Few large controls: the rails at the edges they belong to, what acts in the meeting in the middle. */
export function BottomBar({ meeting, model }: { meeting: Meeting; model: RoomModel }) {
  const { t } = useI18n();
  const rails = useBehavior(model.rails);
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('room.controls')}>
      <BarToggle
        text={t('room.agenda')}
        label={rails.agenda ? t('room.hideAgenda') : t('room.showAgenda')}
        icon={<List size={24} strokeWidth={1.75} aria-hidden className="points" />}
        on={rails.agenda}
        onPress={() => model.toggle('agenda')}
      />
      <div className={styles.barMiddle}>
        <RoomControls meeting={meeting} />
        <Link href="/" className={styles.barButton ?? ''} data-tone="leave">
          <DoorOpen size={24} strokeWidth={1.75} aria-hidden className="points" />
          <span>{t('room.leave')}</span>
        </Link>
      </div>
      <BarToggle
        text={t('room.people')}
        label={rails.people ? t('room.hidePeople') : t('room.showPeople')}
        icon={<UsersRound size={24} strokeWidth={1.75} aria-hidden />}
        on={rails.people}
        onPress={() => model.toggle('people')}
      />
    </div>
  );
}

interface BarToggleProps {
  text: string;
  label: string;
  icon: ReactNode;
  on: boolean;
  onPress(): void;
}

function BarToggle({ text, label, icon, on, onPress }: BarToggleProps) {
  return (
    <AriaButton className={styles.barButton ?? ''} data-on={on} aria-label={label} aria-expanded={on} onPress={onPress}>
      {icon}
      <span>{text}</span>
    </AriaButton>
  );
}
