import type { Account } from '@app/contracts';
import { Copy, Link2, UserCheck, UserX } from 'lucide-react';
import { useEffect } from 'react';
import { styles } from '../../administration';
import { useI18n, zoneOf } from '../../i18n';
import { useServices, useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, DatePair, ErrorNote } from '../../ui';
import type { AccountsViewModel } from './accounts.view-model';

/** Whether the account may sign in, and the link with which its person sets up how. */
export function StandingBlock({ model, account }: { model: AccountsViewModel; account: Account }) {
  const { t } = useI18n();
  const { toasts } = useServices();
  const { person } = useSignedIn();
  const { busy, error } = useTask(model.standing);
  const enrolment = useBehavior(model.enrolment);
  // Shown once: it does not wait here for the next account.
  useEffect(() => () => model.forgetEnrolment(), [model]);
  const copy = (link: string) =>
    void navigator.clipboard.writeText(link).then(
      () => toasts.show(t('accounts.copied'), { tone: 'good' }),
      () => toasts.show(t('accounts.notCopied'), { tone: 'bad' }),
    );
  return (
    <section className={styles.block} aria-labelledby="standing-title">
      <h3 id="standing-title">{t('accounts.standing')}</h3>
      {error && <ErrorNote error={error} />}
      <p className={styles.note}>{t(noteOf(account))}</p>
      <div className={styles.row}>
        {account.active ? (
          <Button
            variant="danger"
            icon={<UserX size={20} aria-hidden />}
            isPending={busy}
            onPress={() => void model.setActive(account, false)}
          >
            {t('accounts.deactivate')}
          </Button>
        ) : (
          <Button
            icon={<UserCheck size={20} aria-hidden />}
            isPending={busy}
            isDisabled={!account.abilities.setActive}
            onPress={() => void model.setActive(account, true)}
          >
            {t('accounts.reactivate')}
          </Button>
        )}
        {account.abilities.enrol && (
          <Button icon={<Link2 size={20} aria-hidden />} isPending={busy} onPress={() => void model.enrol(account)}>
            {t('accounts.enrol')}
          </Button>
        )}
      </div>
      {enrolment && (
        <div className={styles.stack} role="status" ref={(shown) => shown?.scrollIntoView({ block: 'nearest' })}>
          <p>{t('accounts.linkOnce')}</p>
          <code dir="ltr" className={styles.code}>
            {enrolment.link}
          </code>
          <p className={styles.note}>
            {t('accounts.linkUntil')} <DatePair instant={enrolment.expiresAt} timeZone={zoneOf(person.country)} withTime />
          </p>
          <div className={styles.row}>
            <Button icon={<Copy size={20} aria-hidden />} onPress={() => copy(enrolment.link)}>
              {t('accounts.copy')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}

function noteOf({ active, abilities }: Account) {
  if (active) return 'accounts.deactivateNote';
  return abilities.setActive ? 'accounts.reactivateNote' : 'accounts.officeFirst';
}
