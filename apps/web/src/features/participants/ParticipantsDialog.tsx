import { addParticipant, listParticipants, previewPublication, readMeeting, removeParticipant } from '@app/contracts';
import { LockKeyhole } from 'lucide-react';
import { useI18n } from '../../i18n';
import { keyOf, useServices } from '../../services';
import { useBehavior, useScoped } from '../../state';
import { Dialog, EmptyState, ErrorNote, ErrorState, Loading, Skeleton } from '../../ui';
import { call } from '../../wire';
import { BringIn } from './BringIn';
import { ParticipantsTable } from './ParticipantsTable';
import { ParticipantsViewModel } from './participants.view-model';
import { RemoveDialog } from './RemoveDialog';
import styles from './participants.module.css';

/** Who takes part in a meeting: to remove somebody, and to bring somebody in. */
export function ParticipantsDialog({ meetingId, onClose }: { meetingId: string; onClose(): void }) {
  const { queries } = useServices();
  const model = useScoped(
    meetingId,
    (scope) =>
      new ParticipantsViewModel(scope, {
        read: () => call(listParticipants, { params: { meetingId } }),
        add: (body) => call(addParticipant, { params: { meetingId }, body }),
        remove: (accountId) => call(removeParticipant, { params: { meetingId, accountId } }),
        changed: () => {
          for (const endpoint of [readMeeting, previewPublication]) void queries.invalidateQueries({ queryKey: keyOf(endpoint) });
        },
      }),
  );
  return model && <Open model={model} onClose={onClose} />;
}

function Open({ model, onClose }: { model: ParticipantsViewModel; onClose(): void }) {
  const { t } = useI18n();
  const state = useBehavior(model.state);
  const leaving = useBehavior(model.leaving);
  const { error } = useBehavior(model.removing);
  return (
    <Dialog isOpen onClose={onClose} title={t('participants.title')} shape="wide">
      <div className={styles.form}>
        {state.status === 'loading' && (
          <Loading>
            <div className={styles.waiting}>
              {['a', 'b', 'c', 'd'].map((key) => (
                <Skeleton key={key} height="2.5rem" />
              ))}
            </div>
          </Loading>
        )}
        {state.status === 'failed' &&
          (state.error.code === 'not_found' ? (
            <EmptyState
              title={t('participants.notYours')}
              text={t('participants.notYoursText')}
              icon={<LockKeyhole size={30} strokeWidth={1.5} aria-hidden />}
            />
          ) : (
            <ErrorState error={state.error} retry={() => void model.load()} />
          ))}
        {state.status === 'ready' && (
          <>
            {error && <ErrorNote error={error} />}
            <ParticipantsTable participants={state.participants} onRemove={(one) => model.askToRemove(one)} />
            <BringIn candidates={state.candidates} model={model} />
          </>
        )}
      </div>
      {leaving && <RemoveDialog participant={leaving} model={model} />}
    </Dialog>
  );
}
