import { LEVEL, listCaveats, type ClearedPerson, type Level } from '@app/contracts';
import { useState } from 'react';
import { styles } from '../../administration';
import { levelWord, useI18n, zoneOf } from '../../i18n';
import { useApi, useServices, useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, ChooseMany, ChooseOne, DatePair, Dialog, ErrorNote, Select } from '../../ui';
import type { ClearancesViewModel } from './clearances.view-model';
import { Devices } from './Devices';
import { endOf, type Term, termsFor } from './term';

const LEVELS = ['0', '1', '2', '3', '4'] as const;

interface ClearanceDialogProps {
  model: ClearancesViewModel;
  cleared: ClearedPerson;
  onClose(): void;
}

/** Proposes a clearance, lowers it or takes it away; says before whether it holds at once. */
export function ClearanceDialog({ model, cleared: { person, clearance, abilities }, onClose }: ClearanceDialogProps) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { toasts } = useServices();
  const me = useSignedIn().person;
  const { busy, error } = useTask(model.granting);
  const list = useApi(listCaveats, {});
  const now = clearance?.standing === 'inForce' ? clearance : null;
  const [level, setLevel] = useState<Level>(now?.level ?? LEVEL.restricted);
  const [caveats, setCaveats] = useState<readonly string[]>(now?.caveats ?? []);
  const terms = termsFor(level, clearance);
  const [wished, setTerm] = useState(terms[0] ?? '12');
  const term = terms.includes(wished) ? wished : (terms[0] ?? '12');
  const [today] = useState(() => new Date());
  const validUntil = endOf(term, clearance, today);
  const known = list.status === 'ready' ? list.data.caveats : [];
  const choices = known.filter(({ code, retired }) => !retired || now?.caveats.includes(code));

  const propose = async () => {
    const effect = await model.propose(person.id, { level, caveats: [...caveats], validUntil });
    if (!effect) return;
    toasts.show(t(effect === 'inForce' ? 'clearances.done_inForce' : 'clearances.done_pending'), { tone: 'good' });
    onClose();
  };
  const revoke = async () => {
    if (!(await model.revoke(person.id))) return;
    toasts.show(t('clearances.done_revoked'), { tone: 'good' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      shape="side"
      onClose={onClose}
      title={pick(person.name)}
      actions={
        <>
          <Button variant="primary" isPending={busy} onPress={() => void propose()}>
            {t('clearances.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {error && <ErrorNote error={error} />}
        {list.status === 'failed' && <ErrorNote error={list.error} />}
        <ChooseOne
          label={t('level.levelField')}
          value={LEVELS[level]}
          onChange={(chosen) => setLevel(LEVELS.indexOf(chosen) as Level)}
          options={LEVELS.map((value, index) => ({ value, text: levelWord(i18n, index as Level) }))}
        />
        {choices.length > 0 && (
          <ChooseMany
            label={t('level.caveatsField')}
            value={caveats}
            onChange={setCaveats}
            options={choices.map(({ code, name }) => ({
              value: code,
              text: (
                <span>
                  <bdi dir="ltr">{code}</bdi> — {pick(name)}
                </span>
              ),
            }))}
          />
        )}
        <Select<Term>
          label={t('clearances.term')}
          value={term}
          onChange={setTerm}
          options={terms.map((value) => ({ value, text: t(`clearances.term_${value}`) }))}
        />
        {validUntil && (
          <p className={styles.note}>
            {t('clearances.until')}: <DatePair instant={validUntil} timeZone={zoneOf(me.country)} />
          </p>
        )}
        <p className={styles.note}>{t('clearances.rule')}</p>
        <Devices model={model} accountId={person.id} />
        {abilities.revoke && (
          <section className={styles.block} aria-labelledby="revoke-title">
            <h3 id="revoke-title">{t('clearances.revoke')}</h3>
            <p className={styles.note}>{t('clearances.revokeNote')}</p>
            <div className={styles.row}>
              <Button variant="danger" isPending={busy} onPress={() => void revoke()}>
                {t('clearances.revoke')}
              </Button>
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}
