import type { AgendaItem, Participant } from '@app/contracts';
import { countryName, useI18n } from '../../i18n';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior, useScoped } from '../../state';
import { Button, ChooseMany, ChooseOne, Dialog, ErrorNote, ErrorState, Loading, Skeleton } from '../../ui';
import { RestrictionsViewModel, type Ticked } from './restrictions.view-model';
import type { WorkbenchModel } from './workbench.view-model';
import styles from './Workbench.module.css';

interface RestrictionsDialogProps {
  item: AgendaItem;
  participants: readonly Participant[];
  model: WorkbenchModel;
  onClose(): void;
}

/** The need-to-know list of an item and its recusals. */
export function RestrictionsDialog({ item, participants, model, onClose }: RestrictionsDialogProps) {
  const { person } = useSignedIn();
  const restrictions = useScoped(
    item.id,
    (scope) =>
      new RestrictionsViewModel(scope, {
        me: person.id,
        read: () => model.readRestrictions(item.id),
        store: (wanted) => model.restrict(item.id, wanted),
      }),
  );
  if (!restrictions) return null;
  return <Open me={person.id} participants={participants} restrictions={restrictions} onClose={onClose} />;
}

interface OpenProps {
  me: string;
  participants: readonly Participant[];
  restrictions: RestrictionsViewModel;
  onClose(): void;
}

function Open({ me, participants, restrictions, onClose }: OpenProps) {
  const { t } = useI18n();
  const state = useBehavior(restrictions.state);
  const { busy, error } = useBehavior(restrictions.saving);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('workbench.needToKnow')}
      actions={
        <>
          <Button
            variant="primary"
            isPending={busy}
            isDisabled={state.status !== 'ready'}
            onPress={() => void restrictions.save().then((stored) => stored && onClose())}
          >
            {t('common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{t('workbench.needToKnowLead')}</p>
        {error && <ErrorNote error={error} />}
        {state.status === 'loading' && (
          <Loading>
            <Skeleton height="3rem" />
            <Skeleton height="8rem" />
          </Loading>
        )}
        {state.status === 'failed' && <ErrorState error={state.error} retry={() => void restrictions.load()} />}
        {state.status === 'ready' && <Groups me={me} participants={participants} ticked={state.ticked} restrictions={restrictions} />}
      </div>
    </Dialog>
  );
}

interface GroupsProps extends Omit<OpenProps, 'onClose'> {
  ticked: Ticked;
}

function Groups({ me, participants, ticked, restrictions }: GroupsProps) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const named = (people: readonly Participant[]) =>
    people.map((person) => ({
      value: person.id,
      disabled: person.id === me,
      text: (
        <span>
          <bdi>{pick(person.name)}</bdi>
          <span className={styles.role}>
            {t(`role.${person.role}`)} — {countryName(person.delegation, i18n)}
            {person.id === me && <> — {t('workbench.alwaysListed')}</>}
          </span>
        </span>
      ),
    }));
  return (
    <>
      <ChooseOne
        label={t('workbench.whoSees')}
        value={ticked.limited ? 'listed' : 'all'}
        onChange={(chosen) => restrictions.limit(chosen === 'listed')}
        options={[
          { value: 'all', text: t('workbench.whoSeesAll') },
          { value: 'listed', text: t('workbench.whoSeesListed') },
        ]}
      />
      {ticked.limited && (
        <ChooseMany
          stacked
          label={t('workbench.listed')}
          options={named(participants)}
          value={ticked.readers}
          onChange={(readers) => restrictions.choose(readers)}
        />
      )}
      <ChooseMany
        stacked
        label={t('workbench.recused')}
        help={t('workbench.recusedHelp')}
        options={named(participants.filter(({ id }) => id !== me))}
        value={ticked.recused}
        onChange={(recused) => restrictions.recuse(recused)}
      />
    </>
  );
}
