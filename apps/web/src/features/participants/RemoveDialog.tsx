import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, Dialog } from '../../ui';
import type { ListedParticipant, ParticipantsViewModel } from './participants.view-model';

/** Says what happens, before it does. */
export function RemoveDialog({ participant, model }: { participant: ListedParticipant; model: ParticipantsViewModel }) {
  const { t, pick } = useI18n();
  const { toasts } = useServices();
  const { busy } = useBehavior(model.removing);
  const remove = async () => {
    const removed = await model.remove();
    if (removed) toasts.show(t('participants.removed', { name: pick(removed.name) }), { tone: 'good' });
  };
  return (
    <Dialog
      isOpen
      onClose={() => model.keep()}
      title={t('participants.removeTitle', { name: pick(participant.name) })}
      actions={
        <>
          <Button variant="danger" isPending={busy} onPress={() => void remove()}>
            {t('participants.removeNow')}
          </Button>
          <Button onPress={() => model.keep()}>{t('common.cancel')}</Button>
        </>
      }
    >
      <p>{t('participants.removeAtOnce')}</p>
      <p>{t('participants.removeStays')}</p>
    </Dialog>
  );
}
