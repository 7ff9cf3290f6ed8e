import { type Candidate, ROLES } from '@app/contracts';
import { UserPlus } from 'lucide-react';
import { countryName, useI18n } from '../../i18n';
import { useServices } from '../../services';
import { useBehavior } from '../../state';
import { Button, ErrorNote, FieldGroup, Select } from '../../ui';
import type { ParticipantsViewModel } from './participants.view-model';
import styles from './participants.module.css';

/** Members of the body and those who were removed, with the role they shall have. */
export function BringIn({ candidates, model }: { candidates: readonly Candidate[]; model: ParticipantsViewModel }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { toasts } = useServices();
  const choice = useBehavior(model.choice);
  const { busy, error } = useBehavior(model.adding);
  const bringIn = async () => {
    const came = await model.bringIn();
    if (came) toasts.show(t('participants.cameIn', { name: pick(came.name) }), { tone: 'good' });
  };
  return (
    <FieldGroup label={t('participants.bringIn')} help={t('participants.bringInHelp')}>
      {error && <ErrorNote error={error} />}
      {candidates.length === 0 ? (
        <p className={styles.nobody}>{t('participants.nobody')}</p>
      ) : (
        <div className={styles.choice}>
          <Select
            label={t('participants.person')}
            value={choice?.candidate.id ?? null}
            placeholder={t('participants.choose')}
            onChange={(id) => model.choose(id)}
            options={candidates.map(({ id, name, delegation, before }) => {
              const named = { name: pick(name), delegation: countryName(delegation, i18n) };
              return { value: id, text: t(before ? 'participants.personBefore' : 'participants.personOf', named) };
            })}
          />
          <Select
            label={t('participants.role')}
            value={choice?.role ?? null}
            placeholder={t('participants.choose')}
            isDisabled={choice === null}
            onChange={(role) => model.chooseRole(role)}
            options={ROLES.map((role) => ({ value: role, text: t(`role.${role}`) }))}
          />
          <Button icon={<UserPlus size={18} aria-hidden />} isPending={busy} isDisabled={choice === null} onPress={() => void bringIn()}>
            {t('participants.bringIn')}
          </Button>
        </div>
      )}
    </FieldGroup>
  );
}
