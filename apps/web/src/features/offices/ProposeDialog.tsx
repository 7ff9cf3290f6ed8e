import { listAccounts, SYSTEM_ROLES, type Account, type OfficeHolder, type SystemRole } from '@app/contracts';
import { useState } from 'react';
import { SearchField, styles } from '../../administration';
import { useI18n } from '../../i18n';
import { useApi, useServices, useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, ChooseOne, Dialog, ErrorNote, Loading, Skeleton } from '../../ui';
import type { OfficesViewModel } from './offices.view-model';

/** Persons shown for a search: who is not among them is found by another letter. */
const FOUND = 8;

interface ProposeDialogProps {
  model: OfficesViewModel;
  /** Whose office it is about; null where the person is still to be chosen. */
  holder: OfficeHolder | null;
  onClose(): void;
}

/** An office for somebody, the same one anew, or its end: for a security officer to approve. */
export function ProposeDialog({ model, holder, onClose }: ProposeDialogProps) {
  const { t, pick } = useI18n();
  const { toasts } = useServices();
  const { busy, error } = useTask(model.proposing);
  const [chosen, setChosen] = useState<Account | null>(null);
  const about = holder?.person ?? chosen;
  const now = holder?.person.systemRole ?? null;
  const [wish, setWish] = useState<SystemRole | 'none'>(now ?? 'securityOfficer');
  const propose = async () => {
    if (!about || !(await model.propose(about.id, wish === 'none' ? null : wish))) return;
    toasts.show(t('offices.done_proposed'), { tone: 'good' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      shape="side"
      onClose={onClose}
      title={holder ? pick(holder.person.name) : t('offices.propose')}
      actions={
        <>
          <Button variant="primary" isPending={busy} isDisabled={about === null} onPress={() => void propose()}>
            {t('offices.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {error && <ErrorNote error={error} />}
        {!holder && <PersonChoice chosen={chosen} onChoose={setChosen} />}
        <ChooseOne<SystemRole | 'none'>
          label={t('offices.office')}
          value={wish}
          onChange={setWish}
          options={[
            // Somebody who is not active gets no office, and may lose the one he has.
            ...(holder?.active === false ? [] : SYSTEM_ROLES).map((value) => ({
              value,
              text: value === now ? t('offices.anew', { office: t(`role.${value}`) }) : t(`role.${value}`),
            })),
            ...(now ? [{ value: 'none' as const, text: t('offices.takeAway') }] : []),
          ]}
        />
        <p className={styles.note}>{t('offices.rule')}</p>
        {wish !== 'none' && <p className={styles.note}>{t('offices.ways')}</p>}
      </div>
    </Dialog>
  );
}

function PersonChoice({ chosen, onChoose }: { chosen: Account | null; onChoose(account: Account | null): void }) {
  const { t, pick } = useI18n();
  const me = useSignedIn().person;
  const [q, setQ] = useState('');
  const loaded = useApi(listAccounts, { query: { standing: 'active', limit: FOUND, ...(q.trim() ? { q } : {}) } });
  const people = loaded.status === 'ready' ? loaded.data.accounts.filter(({ id }) => id !== me.id) : [];
  return (
    <>
      <SearchField label={t('system.filter')} value={q} onSearch={setQ} />
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="6rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorNote error={loaded.error} />}
      {loaded.status === 'ready' && people.length === 0 && <p className={styles.note}>{t('system.noAccounts')}</p>}
      {people.length > 0 && (
        <ChooseOne
          label={t('offices.person')}
          value={chosen?.id ?? ''}
          onChange={(id) => onChoose(people.find((account) => account.id === id) ?? null)}
          options={people.map(({ id, name, login }) => ({
            value: id,
            text: (
              <span>
                <bdi>{pick(name)}</bdi> — <bdi dir="ltr">{login}</bdi>
              </span>
            ),
          }))}
        />
      )}
    </>
  );
}
