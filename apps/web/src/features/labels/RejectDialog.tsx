import type { LabelRequest } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { Button, Dialog, ErrorNote, TextField } from '../../ui';
import type { LabelsViewModel } from './labels.view-model';
import styles from './labels.module.css';

/** A refusal comes with a reason: who asked is to know why. */
export function RejectDialog({ request, model, onClose }: { request: LabelRequest; model: LabelsViewModel; onClose(): void }) {
  const { t, pick } = useI18n();
  const { busy, error } = useBehavior(model.taskOf(request.id).state);
  const [reason, setReason] = useState('');
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('labels.rejectTitle')}
      actions={
        <>
          <Button
            variant="primary"
            isPending={busy}
            isDisabled={reason.trim() === ''}
            onPress={() => void model.reject(request.id, reason).then((done) => done && onClose())}
          >
            {t('labels.reject')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          <strong dir="auto">{pick(request.title)}</strong>
        </p>
        {error && <ErrorNote error={error} />}
        <TextField
          label={t('labels.reason')}
          help={t('labels.rejectHelp')}
          value={reason}
          onChange={setReason}
          maxLength={1000}
          isRequired
        />
      </div>
    </Dialog>
  );
}
