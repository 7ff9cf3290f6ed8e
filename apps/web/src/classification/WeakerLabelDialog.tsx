import { type Label, type LabelledKind, listLabelRequests, requestLabel } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../i18n';
import { keyOf, useServices } from '../services';
import { Task } from '../services/task';
import { useBehavior } from '../state';
import { Button, Dialog, ErrorNote, LabelBadge, TextField } from '../ui';
import { call } from '../wire';
import { LabelFields } from './LabelFields';
import styles from './LabelFields.module.css';
import { problemOf } from './weaker-label';

interface LabelledThing {
  kind: LabelledKind;
  objectId: string;
  title: string;
  label: Label;
}

interface WeakerLabelDialogProps {
  thing: LabelledThing;
  /** What the fields begin with; left out, the present label. */
  proposed?: Label;
  onClose(): void;
}

/** A wish for a weaker label: what, why, and that somebody else decides. */
export function WeakerLabelDialog({ thing, proposed = thing.label, onClose }: WeakerLabelDialogProps) {
  const { t } = useI18n();
  const { toasts, queries } = useServices();
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  const [wish, setWish] = useState<Label | null>(proposed);
  const [reason, setReason] = useState('');
  const problem = problemOf(thing.label, wish, reason);

  const ask = async () => {
    const { kind, objectId } = thing;
    if (!wish || !(await task.run(() => call(requestLabel, { body: { kind, objectId, label: wish, reason } })))) return;
    void queries.invalidateQueries({ queryKey: keyOf(listLabelRequests) });
    toasts.show(t('labels.wishSent'), { tone: 'good' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('labels.wishTitle')}
      actions={
        <>
          <Button variant="primary" isPending={busy} isDisabled={problem !== null} onPress={() => void ask()}>
            {t('labels.wishSend')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.fields}>
        <p className={styles.thing}>
          <strong dir="auto">{thing.title}</strong>
          <LabelBadge label={thing.label} />
        </p>
        <p>{t('labels.wishLead')}</p>
        {error && <ErrorNote error={error} />}
        <LabelFields value={proposed} onChange={setWish} />
        {problem === 'notWeaker' && <p className={styles.originator}>{t('labels.wishNotWeaker')}</p>}
        <TextField
          label={t('labels.reason')}
          help={t('labels.wishReasonHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
        />
      </div>
    </Dialog>
  );
}
