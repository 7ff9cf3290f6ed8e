import { listSessions, type OwnSession } from '@app/contracts';
import { Monitor, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { useBehavior } from '../../state';
import { Button, Dialog, ErrorNote, ErrorState, Loading, Skeleton } from '../../ui';
import type { SecurityViewModel } from './security.view-model';
import { whenText } from './when';
import styles from './security.module.css';

export function SessionList({ model }: { model: SecurityViewModel }) {
  const { t } = useI18n();
  const loaded = useApi(listSessions, {}, { every: 60_000 });
  const { busy, error } = useBehavior(model.ending.state);
  const [asking, setAsking] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="sessions-title">
      <header className={styles.head}>
        <div>
          <h2 id="sessions-title">{t('security.sessions')}</h2>
          <p>{t('security.sessionsLead')}</p>
        </div>
        <Button variant="danger" onPress={() => setAsking(true)}>
          {t('security.endAll')}
        </Button>
      </header>
      {error && <ErrorNote error={error} />}
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="4rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
      {loaded.status === 'ready' && (
        <ul className={styles.list}>
          {loaded.data.sessions.map((session) => (
            <SessionRow key={session.id} session={session} busy={busy} onEnd={() => void model.end(session.id)} />
          ))}
        </ul>
      )}
      <Dialog
        isOpen={asking}
        onClose={() => setAsking(false)}
        title={t('security.endAllTitle')}
        actions={
          <>
            <Button variant="danger" isPending={busy} onPress={() => void model.endAll()}>
              {t('security.endAll')}
            </Button>
            <Button onPress={() => setAsking(false)}>{t('common.cancel')}</Button>
          </>
        }
      >
        <p>{t('security.endAllText')}</p>
      </Dialog>
    </section>
  );
}

function SessionRow({ session, busy, onEnd }: { session: OwnSession; busy: boolean; onEnd(): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { person } = useSignedIn();
  const { device } = session;
  const Icon = device.system === 'ios' || device.system === 'android' ? Smartphone : Monitor;
  const name = t('security.device', {
    browser: t(`security.browser_${device.browser}`),
    system: t(`security.system_${device.system}`),
  });
  return (
    <li className={styles.row} data-current={session.current}>
      <Icon size={20} aria-hidden />
      <div className={styles.words}>
        <strong>
          <bdi>{name}</bdi>
          {session.current && <span className={styles.mark}>{t('security.thisOne')}</span>}
        </strong>
        <span>{t(`security.method_${session.method}`)}</span>
        <span>
          {t('security.startedAt', { date: whenText(session.startedAt, person.country, i18n) })}
          {' — '}
          {t('security.seen', { date: whenText(session.lastSeenAt, person.country, i18n) })}
        </span>
        {session.network !== null && (
          <span>
            {t('security.from', { network: '' })}
            <bdi dir="ltr">{session.network}</bdi>
          </span>
        )}
      </div>
      {!session.current && (
        <Button variant="quiet" isPending={busy} onPress={onEnd} aria-label={`${t('security.end')}: ${name}`}>
          {t('security.end')}
        </Button>
      )}
    </li>
  );
}
