import { type AgendaItem, askRelease, listReleaseAsks } from '@app/contracts';
import { MessageCircleQuestion } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { keyOf, useServices } from '../../services';
import { Task } from '../../services/task';
import { useBehavior } from '../../state';
import { Button, Dialog, ErrorNote, TextField } from '../../ui';
import { call } from '../../wire';
import styles from './labels.module.css';

/** Offered on every item alike: whoever may not see something asks here, and so may whoever sees everything. */
export function AskRelease({ item }: { item: Pick<AgendaItem, 'id' | 'number' | 'coverTitle'> }) {
  const { t } = useI18n();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.ask}>
      <Button variant="quiet" icon={<MessageCircleQuestion size={18} strokeWidth={1.75} aria-hidden />} onPress={() => setOpen(true)}>
        {t('labels.ask')}
      </Button>
      {isOpen && <AskDialog item={item} onClose={() => setOpen(false)} />}
    </div>
  );
}

function AskDialog({ item, onClose }: { item: Pick<AgendaItem, 'id' | 'number' | 'coverTitle'>; onClose(): void }) {
  const { t, pick, number } = useI18n();
  const { queries } = useServices();
  const [task] = useState(() => new Task());
  const { busy, error } = useBehavior(task.state);
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);

  const ask = async () => {
    if (!(await task.run(() => call(askRelease, { params: { itemId: item.id }, body: { reason } })))) return;
    void queries.invalidateQueries({ queryKey: keyOf(listReleaseAsks) });
    setAsked(true);
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('labels.askTitle')}
      actions={
        asked ? (
          <Button variant="primary" onPress={onClose}>
            {t('common.close')}
          </Button>
        ) : (
          <>
            <Button variant="primary" isPending={busy} isDisabled={reason.trim() === ''} onPress={() => void ask()}>
              {t('labels.askSend')}
            </Button>
            <Button onPress={onClose}>{t('common.cancel')}</Button>
          </>
        )
      }
    >
      <div className={styles.form}>
        <p>
          <strong>
            {number(item.number)} — <bdi>{pick(item.coverTitle)}</bdi>
          </strong>
        </p>
        {asked ? (
          <p role="status">{t('labels.askSent')}</p>
        ) : (
          <>
            <p>{t('labels.askLead')}</p>
            {error && <ErrorNote error={error} />}
            <TextField
              label={t('labels.reason')}
              help={t('labels.askReasonHelp')}
              value={reason}
              onChange={setReason}
              maxLength={1000}
              isRequired
            />
          </>
        )}
      </div>
    </Dialog>
  );
}
