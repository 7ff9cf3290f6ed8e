import type { LabelRequest } from '@app/contracts';
import { Check, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, ErrorNote } from '../../ui';
import { Asked } from './Asked';
import { LabelChange } from './LabelChange';
import { outcomeOf } from './labels';
import type { LabelsViewModel } from './labels.view-model';
import { RejectDialog } from './RejectDialog';
import styles from './labels.module.css';

/** One wish: what about, from which label to which, why; and the decision, or what one may decide. */
export function RequestCard({ request, model }: { request: LabelRequest; model: LabelsViewModel }) {
  const { t, pick } = useI18n();
  const mine = useSignedIn().person.id === request.requestedBy.id;
  const { busy, error } = useBehavior(model.taskOf(request.id).state);
  const [rejecting, setRejecting] = useState(false);
  const { abilities, decidedBy, decidedAt, answer } = request;
  const outcome = outcomeOf(request);
  return (
    <li className={styles.card}>
      <p className={styles.kicker}>
        {t(`labels.${request.kind}`)} — <bdi>{pick(request.meetingTitle)}</bdi>
      </p>
      <h3 dir="auto">{pick(request.title)}</h3>
      <LabelChange from={request.from} to={request.to} />
      <p className={styles.reason}>
        <bdi>{request.reason}</bdi>
      </p>
      <Asked what={t('labels.askedBy')} person={request.requestedBy} at={request.requestedAt} />
      {outcome && decidedBy && decidedAt && (
        <>
          <p className={styles.outcome} data-outcome={outcome}>
            {t(`labels.${outcome}`)}
          </p>
          {outcome !== 'takenBack' && <Asked what={t('labels.decidedBy')} person={decidedBy} at={decidedAt} />}
          {answer && (
            <p className={styles.reason}>
              <bdi>{answer}</bdi>
            </p>
          )}
        </>
      )}
      {outcome === null && mine && <p className={styles.note}>{t('labels.secondPerson')}</p>}
      {error && <ErrorNote error={error} />}
      {(abilities.approve || abilities.reject) && (
        <div className={styles.actions}>
          {abilities.approve && (
            <Button
              variant="primary"
              icon={<Check size={18} aria-hidden />}
              isPending={busy}
              onPress={() => void model.approve(request.id)}
            >
              {t('labels.approve')}
            </Button>
          )}
          {abilities.reject && !mine && (
            <Button icon={<X size={18} aria-hidden />} isDisabled={busy} onPress={() => setRejecting(true)}>
              {t('labels.reject')}
            </Button>
          )}
          {abilities.reject && mine && (
            <Button
              icon={<Undo2 size={18} aria-hidden className="points" />}
              isPending={busy}
              onPress={() => void model.takeBack(request.id)}
            >
              {t('labels.takeBack')}
            </Button>
          )}
        </div>
      )}
      {rejecting && <RejectDialog request={request} model={model} onClose={() => setRejecting(false)} />}
    </li>
  );
}
