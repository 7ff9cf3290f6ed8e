import type { PaperDocument } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { Task } from '../../services/task';
import { useBehavior } from '../../state';
import { Button, Dialog, ErrorNote } from '../../ui';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface WithdrawDialogProps {
  document: PaperDocument;
  model: WorkbenchModel;
  onClose(): void;
}

/** Asked before and not undone after: what is withdrawn is closed to everybody at that moment, and for good. */
export function WithdrawDialog({ document, model, onClose }: WithdrawDialogProps) {
  const { t } = useI18n();
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  const withdraw = async () => {
    if (await task.run(() => model.withdrawDocument(document))) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('workbench.withdrawTitle')}
      actions={
        <>
          <Button variant="danger" isPending={busy} onPress={() => void withdraw()}>
            {t('workbench.withdraw')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>
          <strong dir="auto">{document.title}</strong>
        </p>
        <p>{t('workbench.withdrawLead')}</p>
        {error && <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}
