import { caveatSchema, listCaveats } from '@app/contracts';
import { useState } from 'react';
import { styles } from '../../administration';
import { useI18n } from '../../i18n';
import { useApi, useTask } from '../../services';
import { Button, Dialog, ErrorNote, ErrorState, TextField } from '../../ui';
import type { ClearancesViewModel } from './clearances.view-model';

const EMPTY = { code: '', ar: '', en: '' };

/** The caveats a clearance may carry. */
export function CaveatsDialog({ model, onClose }: { model: ClearancesViewModel; onClose(): void }) {
  const { t, pick } = useI18n();
  const loaded = useApi(listCaveats, {});
  const { busy, error } = useTask(model.listing);
  const [fields, setFields] = useState(EMPTY);
  const set = (change: Partial<typeof EMPTY>) => setFields((before) => ({ ...before, ...change }));
  const invalid = fields.code !== '' && !caveatSchema.safeParse(fields.code).success;
  const complete = !invalid && Object.values(fields).every((text) => text.trim() !== '');
  const add = async () => {
    if (await model.addCaveat(fields.code, { ar: fields.ar, en: fields.en })) setFields(EMPTY);
  };
  return (
    <Dialog isOpen shape="side" onClose={onClose} title={t('clearances.caveats')}>
      <div className={styles.form}>
        {error && <ErrorNote error={error} />}
        {loaded.status === 'failed' && <ErrorState error={loaded.error} retry={loaded.retry} />}
        {loaded.status === 'ready' && loaded.data.caveats.length === 0 && <p className={styles.note}>{t('clearances.noCaveats')}</p>}
        {loaded.status === 'ready' &&
          loaded.data.caveats.map(({ code, name, retired }) => (
            <div key={code} className={styles.entry}>
              <strong dir="ltr">{code}</strong>
              <bdi>{pick(name)}</bdi>
              {retired ? (
                <span className={styles.faint}>{t('clearances.retired')}</span>
              ) : (
                <Button
                  variant="quiet"
                  isPending={busy}
                  aria-label={t('clearances.retireNamed', { code })}
                  onPress={() => void model.retireCaveat(code)}
                >
                  {t('clearances.retire')}
                </Button>
              )}
            </div>
          ))}
        <section className={styles.block} aria-labelledby="add-caveat-title">
          <h3 id="add-caveat-title">{t('clearances.addCaveat')}</h3>
          <TextField
            label={t('clearances.code')}
            dir="ltr"
            value={fields.code}
            onChange={(code) => set({ code: code.toUpperCase() })}
            error={invalid ? t('level.caveatsInvalid') : undefined}
          />
          <TextField label={t('accounts.nameAr')} lang="ar" value={fields.ar} onChange={(ar) => set({ ar })} />
          <TextField label={t('accounts.nameEn')} lang="en" value={fields.en} onChange={(en) => set({ en })} />
          <div className={styles.row}>
            <Button isDisabled={!complete} isPending={busy} onPress={() => void add()}>
              {t('clearances.addCaveat')}
            </Button>
          </div>
        </section>
      </div>
    </Dialog>
  );
}
