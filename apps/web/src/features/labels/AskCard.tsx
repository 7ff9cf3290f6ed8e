import type { ReleaseAsk } from '@app/contracts';
import { CheckCheck, FileText, ListOrdered } from 'lucide-react';
import { useState } from 'react';
import { openedTo, WeakerLabelDialog } from '../../classification';
import { countryName, useI18n } from '../../i18n';
import { useBehavior } from '../../state';
import { Button, ErrorNote, LabelBadge } from '../../ui';
import { Asked } from './Asked';
import type { AskedThing } from './labels';
import type { LabelsViewModel } from './labels.view-model';
import styles from './labels.module.css';

interface AskCardProps {
  ask: ReleaseAsk;
  things: readonly AskedThing[];
  model: LabelsViewModel;
}

/** A question of somebody else, and what of ours lies behind the item it is about. */
export function AskCard({ ask, things, model }: AskCardProps) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { busy, error } = useBehavior(model.taskOf(ask.id).state);
  const [preparing, setPreparing] = useState<AskedThing['thing'] | null>(null);
  const country = countryName(ask.country, i18n);
  // The country is named already: something else keeps it from whoever asks.
  const released = ({ label }: AskedThing['thing']) => openedTo(label, ask.country) === label;
  return (
    <li className={styles.card}>
      <p className={styles.kicker}>
        <bdi>{pick(ask.meetingTitle)}</bdi>
      </p>
      <h3>
        {country}: <bdi>{pick(ask.coverTitle)}</bdi>
      </h3>
      <p className={styles.reason}>
        <bdi>{ask.reason}</bdi>
      </p>
      <Asked what={t('labels.askedBy')} person={ask.askedBy} at={ask.askedAt} withCountry />
      <ul className={styles.things} aria-label={t('labels.behind')}>
        {things.map(({ thing, waiting, under }) => (
          <li key={thing.objectId} className={styles.thing} data-under={under}>
            {thing.kind === 'item' ? <ListOrdered size={20} aria-hidden /> : <FileText size={20} aria-hidden />}
            <div className={styles.words}>
              <span dir="auto">{pick(thing.title)}</span>
              <LabelBadge label={thing.label} />
            </div>
            {waiting && <span className={styles.note}>{t('labels.waiting')}</span>}
            {!waiting && released(thing) && <span className={styles.note}>{t('labels.released', { country })}</span>}
            {!waiting && !released(thing) && ask.abilities.answer && (
              <Button onPress={() => setPreparing(thing)}>{t('labels.prepare')}</Button>
            )}
          </li>
        ))}
      </ul>
      {error && <ErrorNote error={error} />}
      {ask.answered && (
        <p className={styles.outcome} data-outcome="takenBack">
          {t('labels.answered')}
        </p>
      )}
      {ask.abilities.answer && (
        <>
          <p className={styles.note}>{t('labels.askedNote', { country })}</p>
          <div className={styles.actions}>
            <Button icon={<CheckCheck size={18} aria-hidden />} isPending={busy} onPress={() => void model.dealtWith(ask.id)}>
              {t('labels.dealtWith')}
            </Button>
          </div>
        </>
      )}
      {preparing && (
        <WeakerLabelDialog
          thing={{ kind: preparing.kind, objectId: preparing.objectId, title: pick(preparing.title), label: preparing.label }}
          proposed={openedTo(preparing.label, ask.country)}
          onClose={() => setPreparing(null)}
        />
      )}
    </li>
  );
}
