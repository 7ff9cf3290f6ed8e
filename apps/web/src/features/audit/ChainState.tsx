import { readAuditState } from '@app/contracts';
import { dateIn, formatGregorian, formatTime, useI18n, zoneOf } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { ErrorNote, Loading, Skeleton } from '../../ui';
import { isLate } from './filter';
import styles from './audit.module.css';

/** Asked again often enough to see that sealing goes on. */
const EVERY_MS = 10_000;

/** Where the chain stands, and what that is worth. */
export function ChainState() {
  const { t, style, number } = useI18n();
  const { person } = useSignedIn();
  const state = useApi(readAuditState, {}, { every: EVERY_MS });
  if (state.status === 'failed') return <ErrorNote error={state.error} />;
  if (state.status === 'loading')
    return (
      <Loading>
        <Skeleton width="24rem" />
      </Loading>
    );
  const { checkpoint, waiting } = state.data;
  const zone = zoneOf(person.country);
  return (
    <section className={styles.chain} aria-label={t('audit.chain')}>
      <p>
        {checkpoint
          ? t('audit.sealed', {
              number: number(Number(checkpoint.number)),
              time: `${formatGregorian(dateIn(checkpoint.at, zone), style)}${t('common.listSeparator')}${formatTime(checkpoint.at, zone, style, true)}`,
            })
          : t('audit.notSealed')}
      </p>
      <p>{t('audit.waiting', { count: waiting })}</p>
      {isLate(waiting) && <p className={styles.late}>{t('audit.late')}</p>}
      {checkpoint && (
        <p className={styles.small}>
          {t('audit.key', { key: '' })} <code dir="ltr">{checkpoint.keyId}</code>
        </p>
      )}
      <p className={styles.small}>
        {t('audit.verify')} <code dir="ltr">npm run audit:verify</code>
      </p>
    </section>
  );
}
