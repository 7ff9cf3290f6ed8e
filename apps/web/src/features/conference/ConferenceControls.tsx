import type { Meeting } from '@app/contracts';
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video as VideoIcon, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { Button } from 'react-aria-components/Button';
import { useI18n } from '../../i18n';
import { useBehavior, type Behavior } from '../../state';
import styles from './conference.module.css';
import type { Toggle } from './conference.types';
import type { ConferenceDesk } from './desk';
import { useDesk } from './useDesk';

const ICON = { size: 24, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Microphone, camera, share and leave, for the bar at the foot of the room. What is not permitted is not there. */
export function ConferenceControls({ meeting }: { readonly meeting: Meeting }) {
  const desk = useDesk(meeting);
  if (!desk || !meeting.abilities.joinConference) return null;
  return <Controls desk={desk} listener={meeting.role === 'observer'} />;
}

function Controls({ desk, listener }: { desk: ConferenceDesk; listener: boolean }) {
  const { t } = useI18n();
  const { call } = desk;
  const phase = useBehavior(call.phase);
  const shortcuts = useBehavior(desk.shortcuts);
  if (phase.kind === 'notPermitted') return null;
  if (phase.kind === 'outside' || phase.kind === 'failed' || phase.kind === 'closed') {
    return (
      <Button
        className={styles.control ?? ''}
        data-tone="join"
        aria-label={t(listener ? 'conference.joinListening' : 'conference.join')}
        onPress={phase.kind === 'outside' && !listener ? desk.openCheck : () => call.retry()}
      >
        <VideoIcon {...ICON} />
        <span>{t('conference.joinShort')}</span>
      </Button>
    );
  }
  return (
    <>
      <Control
        source={call.microphone}
        text={t('conference.microphone')}
        on={<Mic {...ICON} />}
        off={<MicOff {...ICON} />}
        turnOn={t('conference.microphoneOff')}
        turnOff={t('conference.microphoneOn')}
        shortcut={shortcuts ? 'M' : null}
      />
      <Control
        source={call.camera}
        text={t('conference.camera')}
        on={<VideoIcon {...ICON} />}
        off={<VideoOff {...ICON} />}
        turnOn={t('conference.cameraOff')}
        turnOff={t('conference.cameraOn')}
        shortcut={shortcuts ? 'C' : null}
      />
      <Control
        source={call.share}
        text={t('conference.share')}
        on={<MonitorX {...ICON} />}
        off={<MonitorUp {...ICON} />}
        turnOn={t('conference.shareOff')}
        turnOff={t('conference.shareOn')}
        shortcut={null}
      />
      <Button className={styles.control ?? ''} data-tone="leave" onPress={desk.leave}>
        <PhoneOff {...ICON} />
        <span>{t('conference.leave')}</span>
      </Button>
    </>
  );
}

interface ControlProps {
  source: Behavior<Toggle | null>;
  text: string;
  on: ReactNode;
  off: ReactNode;
  turnOn: string;
  turnOff: string;
  shortcut: string | null;
}

/** The name stays the same while it is pressed and released: a screen reader says the state itself. */
function Control({ source, text, on, off, turnOn, turnOff, shortcut }: ControlProps) {
  const toggle = useBehavior(source);
  if (!toggle) return null;
  return (
    <span title={toggle.on ? turnOff : turnOn} className={styles.controlHolder} data-shortcut={shortcut ?? undefined}>
      <ToggleButton
        className={styles.control ?? ''}
        isSelected={toggle.on}
        onChange={() => toggle.press()}
        data-problem={toggle.problem !== null}
        aria-label={shortcut ? `${text} (${shortcut})` : text}
      >
        {toggle.on ? on : off}
        <span>{text}</span>
      </ToggleButton>
    </span>
  );
}
