import type { PaperDocument } from '@app/contracts';
import { useState } from 'react';
import { useI18n, zoneOf } from '../../i18n';
import { Task } from '../../services/task';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, Dialog, EmbargoMark, ErrorNote, FieldGroup } from '../../ui';
import { ClockField, DateFields } from './DateFields';
import { momentOf, offeredUntil, untilOf } from './embargo';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface EmbargoDialogProps {
  document: PaperDocument;
  /** When the meeting begins: what is offered first. */
  startsAt: string;
  model: WorkbenchModel;
  onClose(): void;
}

/** Until when a paper is kept from all but those who prepare the meeting. */
export function EmbargoDialog({ document, startsAt, model, onClose }: EmbargoDialogProps) {
  const { t } = useI18n();
  const zone = zoneOf(useSignedIn().person.country);
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  const [moment, setMoment] = useState(() => momentOf(document.embargoUntil ?? offeredUntil(startsAt, Date.now()), zone));
  const [past, setPast] = useState(false);

  const set = async (until: string | null) => {
    if (await task.run(() => model.embargo(document.id, until))) onClose();
  };
  const hold = () => {
    const until = untilOf(moment, zone, Date.now());
    setPast(until === null);
    if (until) void set(until);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('workbench.embargoTitle')}
      actions={
        <>
          <Button variant="primary" isPending={busy} onPress={hold}>
            {document.embargoUntil ? t('workbench.embargoMove') : t('workbench.embargoSet')}
          </Button>
          {document.embargoUntil && (
            <Button isDisabled={busy} onPress={() => void set(null)}>
              {t('workbench.embargoEnd')}
            </Button>
          )}
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          <strong dir="auto">{document.title}</strong>
        </p>
        <p>{t('workbench.embargoLead')}</p>
        {document.embargoUntil && (
          <p>
            <EmbargoMark until={document.embargoUntil} timeZone={zone} />
          </p>
        )}
        {error && <ErrorNote error={error} />}
        <FieldGroup label={t('workbench.embargoUntil')}>
          <DateFields value={moment.date} onChange={(date) => setMoment({ ...moment, date })} />
          <ClockField label={t('workbench.embargoTime')} value={moment.time} onChange={(time) => setMoment({ ...moment, time })} />
        </FieldGroup>
        {past && (
          <p className={styles.problem} role="alert">
            {t('workbench.embargoPast')}
          </p>
        )}
      </div>
    </Dialog>
  );
}
