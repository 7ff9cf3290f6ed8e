import { LEVEL, networkSchema, siteCodeSchema, type Level, type Site } from '@app/contracts';
import { useState } from 'react';
import { styles } from '../../administration';
import { levelWord, useI18n } from '../../i18n';
import { useServices, useTask } from '../../services';
import { Button, ChooseOne, Dialog, ErrorNote, Select, TextField } from '../../ui';
import type { SitesViewModel } from './sites.view-model';

const LEVELS = ['0', '1', '2', '3', '4'] as const;
const CEILINGS = ['site', ...LEVELS] as const;

/** One site with its networks, or a new one. */
export function SiteDialog({ model, site, onClose }: { model: SitesViewModel; site: Site | null; onClose(): void }) {
  const i18n = useI18n();
  const { t, pick } = i18n;
  const { toasts } = useServices();
  const { busy, error } = useTask(model.saving);
  const [code, setCode] = useState(site?.code ?? '');
  const [name, setName] = useState(site?.name ?? { ar: '', en: '' });
  const [ceiling, setCeiling] = useState<Level>(site?.ceiling ?? LEVEL.restricted);
  const codeWrong = code !== '' && !siteCodeSchema.safeParse(code).success;
  const complete = code !== '' && !codeWrong && name.ar.trim() !== '' && name.en.trim() !== '';
  const save = async () => {
    if (!(await model.save(site, { code, name, ceiling }))) return;
    toasts.show(t('sites.saved'), { tone: 'good' });
    onClose();
  };
  return (
    <Dialog
      isOpen
      shape="side"
      onClose={onClose}
      title={site ? pick(site.name) : t('sites.create')}
      actions={
        <>
          <Button variant="primary" isPending={busy} isDisabled={!complete} onPress={() => void save()}>
            {t('common.save')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {error && <ErrorNote error={error} />}
        <TextField
          label={t('sites.code')}
          help={t('sites.codeHelp')}
          dir="ltr"
          value={code}
          isDisabled={site !== null}
          onChange={(text) => setCode(text.toUpperCase())}
          error={codeWrong ? t('sites.codeWrong') : undefined}
        />
        <TextField label={t('accounts.nameAr')} lang="ar" value={name.ar} onChange={(ar) => setName({ ...name, ar })} />
        <TextField label={t('accounts.nameEn')} lang="en" value={name.en} onChange={(en) => setName({ ...name, en })} />
        <ChooseOne
          label={t('sites.ceiling')}
          value={LEVELS[ceiling]}
          onChange={(chosen) => setCeiling(LEVELS.indexOf(chosen) as Level)}
          options={LEVELS.map((value, index) => ({ value, text: levelWord(i18n, index as Level) }))}
        />
        {site && <Networks model={model} site={site} />}
      </div>
    </Dialog>
  );
}

function Networks({ model, site }: { model: SitesViewModel; site: Site }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { busy, error } = useTask(model.networks);
  const [network, setNetwork] = useState('');
  const [ceiling, setCeiling] = useState<(typeof CEILINGS)[number]>('site');
  const wrong = network !== '' && !networkSchema.safeParse(network).success;
  const add = async () => {
    const lower = ceiling === 'site' ? null : (LEVELS.indexOf(ceiling) as Level);
    if (await model.addNetwork(site.code, network, lower)) setNetwork('');
  };
  return (
    <section className={styles.block} aria-labelledby="networks-title">
      <h3 id="networks-title">{t('sites.networks')}</h3>
      {error && <ErrorNote error={error} />}
      {site.networks.length === 0 && <p className={styles.note}>{t('sites.noNetworks')}</p>}
      {site.networks.map(({ id, network: known, ceiling: own }) => (
        <div key={id} className={styles.entry}>
          <bdi dir="ltr">{known}</bdi>
          {own !== null && <span className={styles.faint}>{t('sites.atMost', { level: levelWord(i18n, own) })}</span>}
          <Button
            variant="quiet"
            isPending={busy}
            aria-label={t('sites.removeNamed', { network: known })}
            onPress={() => void model.removeNetwork(site.code, id)}
          >
            {t('sites.remove')}
          </Button>
        </div>
      ))}
      <TextField
        label={t('sites.network')}
        help={t('sites.networkHelp')}
        dir="ltr"
        value={network}
        onChange={setNetwork}
        error={wrong ? t('sites.networkWrong') : undefined}
      />
      <Select<(typeof CEILINGS)[number]>
        label={t('sites.ceiling')}
        value={ceiling}
        onChange={setCeiling}
        options={CEILINGS.map((value) => ({
          value,
          text: value === 'site' ? t('sites.asSite') : levelWord(i18n, LEVELS.indexOf(value) as Level),
        }))}
      />
      <div className={styles.row}>
        <Button isPending={busy} isDisabled={network === '' || wrong} onPress={() => void add()}>
          {t('sites.add')}
        </Button>
      </div>
    </section>
  );
}
