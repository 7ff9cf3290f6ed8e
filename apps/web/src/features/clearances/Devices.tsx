import { listDevices, type Level, type Passkey } from '@app/contracts';
import { styles } from '../../administration';
import { dateIn, formatGregorian, levelWord, useI18n, zoneOf } from '../../i18n';
import { useApi, useServices, useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { ErrorNote, Loading, Select, Skeleton } from '../../ui';
import type { ClearancesViewModel } from './clearances.view-model';

const LEVELS = ['0', '1', '2', '3', '4'] as const;

/** What each passkey of a person may open at most, and another ceiling for it. */
export function Devices({ model, accountId }: { model: ClearancesViewModel; accountId: string }) {
  const i18n = useI18n();
  const { t, style } = i18n;
  const { toasts } = useServices();
  const me = useSignedIn().person;
  const loaded = useApi(listDevices, { params: { accountId } });
  const { busy, error } = useTask(model.ceilings);
  const set = async ({ id }: Passkey, ceiling: Level) => {
    if (await model.setCeiling(accountId, id, ceiling)) toasts.show(t('clearances.done_ceiling'), { tone: 'good' });
  };
  const used = ({ lastUsedAt }: Passkey) =>
    lastUsedAt
      ? t('clearances.deviceUsed', { date: formatGregorian(dateIn(lastUsedAt, zoneOf(me.country)), style) })
      : t('clearances.deviceUnused');
  return (
    <section className={styles.block} aria-labelledby="devices-title">
      <h3 id="devices-title">{t('clearances.devices')}</h3>
      <p className={styles.note}>{t('clearances.devicesNote')}</p>
      {error && <ErrorNote error={error} />}
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="3rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorNote error={loaded.error} />}
      {loaded.status === 'ready' && loaded.data.passkeys.length === 0 && <p className={styles.note}>{t('clearances.noDevices')}</p>}
      {loaded.status === 'ready' &&
        loaded.data.passkeys.map((passkey) => (
          <div key={passkey.id} className={styles.stack}>
            <Select
              label={t('clearances.ceilingOf', { device: passkey.name })}
              value={LEVELS[passkey.ceiling]}
              isDisabled={busy || !loaded.data.abilities.setCeiling}
              onChange={(chosen) => void set(passkey, LEVELS.indexOf(chosen) as Level)}
              options={LEVELS.map((value, index) => ({ value, text: levelWord(i18n, index as Level) }))}
            />
            <p className={styles.note}>
              {used(passkey)}
              {passkey.suspended && <span className={styles.bad}> — {t('security.suspended')}</span>}
            </p>
          </div>
        ))}
    </section>
  );
}
