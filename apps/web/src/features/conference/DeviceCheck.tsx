import { Mic, MicOff, Video as VideoIcon, VideoOff, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useI18n, type MessageKey } from '../../i18n';
import { useBehavior } from '../../state';
import { Button, ChooseOne, Dialog, IconButton, Select } from '../../ui';
import styles from './conference.module.css';
import type { ConferenceDesk } from './desk';
import type { DeviceCheckViewModel, DeviceRow } from './device-check.view-model';
import type { DeviceChoice, MediaProblem } from './local-media';
import { Video } from './Video';

/** The mirror before the door. */
export function DeviceCheck({ model, desk }: { model: DeviceCheckViewModel; desk: ConferenceDesk }) {
  const { t } = useI18n();
  const shortcuts = useBehavior(desk.shortcuts);
  return (
    <Dialog
      isOpen
      onClose={desk.cancelCheck}
      title={t('conference.checkTitle')}
      shape="wide"
      actions={
        <>
          <Button variant="primary" size="large" onPress={desk.join} autoFocus>
            {t('conference.joinShort')}
          </Button>
          <Button size="large" onPress={desk.cancelCheck}>
            {t('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{t('conference.checkNote')}</p>
      <div className={styles.check}>
        <div className={styles.column}>
          <CameraPreview row={model.camera} />
          <Row
            row={model.camera}
            label={t('conference.camera')}
            turnOn={t('conference.cameraOff')}
            turnOff={t('conference.cameraOn')}
            on={<VideoIcon size={22} aria-hidden />}
            off={<VideoOff size={22} aria-hidden />}
            problems={CAMERA_PROBLEMS}
          />
        </div>
        <div className={styles.column}>
          <Row
            row={model.microphone}
            label={t('conference.microphone')}
            turnOn={t('conference.microphoneOff')}
            turnOff={t('conference.microphoneOn')}
            on={<Mic size={22} aria-hidden />}
            off={<MicOff size={22} aria-hidden />}
            problems={MICROPHONE_PROBLEMS}
          />
          <Level model={model} />
          <Speaker model={model} />
          <ChooseOne
            label={t('conference.shortcuts')}
            value={shortcuts ? 'on' : 'off'}
            options={[
              { value: 'on', text: t('conference.shortcutsOn') },
              { value: 'off', text: t('conference.shortcutsOff') },
            ]}
            onChange={(value) => desk.setShortcuts(value === 'on')}
          />
        </div>
      </div>
    </Dialog>
  );
}

type Problems = Readonly<Record<MediaProblem, MessageKey>>;
const CAMERA_PROBLEMS: Problems = {
  insecure: 'conference.insecureCamera',
  denied: 'conference.deniedCamera',
  missing: 'conference.missingCamera',
  busy: 'conference.busyCamera',
  failed: 'conference.failedCamera',
};
const MICROPHONE_PROBLEMS: Problems = {
  insecure: 'conference.insecureMicrophone',
  denied: 'conference.deniedMicrophone',
  missing: 'conference.missingMicrophone',
  busy: 'conference.busyMicrophone',
  failed: 'conference.failedMicrophone',
};

function CameraPreview({ row }: { row: DeviceRow }) {
  const { t } = useI18n();
  const state = useBehavior(row.state);
  return (
    <div className={styles.frame} data-kind="person" role="group" aria-label={t('conference.preview')}>
      {state.state === 'ready' ? (
        <Video track={state.track} mirrored />
      ) : (
        <p className={styles.hint}>{t(state.state === 'asking' ? 'conference.asking' : 'conference.cameraIsOff')}</p>
      )}
    </div>
  );
}

interface RowProps {
  row: DeviceRow;
  label: string;
  turnOn: string;
  turnOff: string;
  on: ReactNode;
  off: ReactNode;
  problems: Problems;
}

function Row({ row, label, turnOn, turnOff, on, off, problems }: RowProps) {
  const { t } = useI18n();
  const state = useBehavior(row.state);
  const choices = useBehavior(row.choices);
  const chosen = useBehavior(row.chosen);
  const ready = state.state === 'ready';
  return (
    <div className={styles.device}>
      <div className={styles.deviceLine}>
        <IconButton label={ready ? turnOff : turnOn} icon={ready ? on : off} variant="secondary" pressed={ready} onPress={row.toggle} />
        <DeviceSelect label={label} choices={choices} chosen={chosen} onChange={row.choose} />
      </div>
      {state.state === 'problem' && (
        <p className={styles.problem} role="alert">
          {t(problems[state.problem])}
        </p>
      )}
    </div>
  );
}

function DeviceSelect({
  label,
  choices,
  chosen,
  onChange,
}: {
  label: string;
  choices: readonly DeviceChoice[];
  chosen: string | null;
  onChange: (id: string) => void;
}) {
  const { t } = useI18n();
  return (
    <div className={styles.grow}>
      <Select
        label={label}
        value={choices.some(({ id }) => id === chosen) ? chosen : (choices[0]?.id ?? null)}
        options={choices.map(({ id, label: text }, index) => ({
          value: id,
          text: text || t('conference.unnamedDevice', { number: index + 1 }),
        }))}
        isDisabled={choices.length === 0}
        placeholder="—"
        onChange={onChange}
      />
    </div>
  );
}

function Level({ model }: { model: DeviceCheckViewModel }) {
  const { t } = useI18n();
  const level = useBehavior(model.level);
  const { state } = useBehavior(model.microphone.state);
  return (
    <div className={styles.levelBlock}>
      <meter className={styles.level} min={0} max={1} value={level} aria-label={t('conference.level')} data-level={level} />
      <p className={styles.hint}>{t(state === 'ready' ? 'conference.levelHint' : 'conference.microphoneIsOff')}</p>
    </div>
  );
}

function Speaker({ model }: { model: DeviceCheckViewModel }) {
  const { t } = useI18n();
  const speakers = useBehavior(model.speakers);
  const speaker = useBehavior(model.speaker);
  return (
    <div className={styles.device}>
      <div className={styles.deviceLine}>
        <DeviceSelect label={t('conference.speaker')} choices={speakers} chosen={speaker} onChange={(id) => model.chooseSpeaker(id)} />
        <Button icon={<Volume2 size={20} aria-hidden />} onPress={() => model.testSpeaker()}>
          {t('conference.testSpeaker')}
        </Button>
      </div>
    </div>
  );
}
