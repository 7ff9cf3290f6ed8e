import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Passkey } from '@app/contracts';
import { levelWord, useI18n } from '../../i18n';
import { useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, Dialog, EmptyState, ErrorNote, TextField } from '../../ui';
import type { SecurityViewModel } from './security.view-model';
import { whenText } from './when';
import styles from './security.module.css';

type Asking = { kind: 'add' } | { kind: 'rename' | 'remove'; passkey: Passkey } | null;

export function PasskeyList({
  model,
  passkeys,
  providers,
}: {
  model: SecurityViewModel;
  passkeys: readonly Passkey[];
  providers: readonly string[];
}) {
  const i18n = useI18n();
  const { t } = i18n;
  const { person } = useSignedIn();
  const [asking, setAsking] = useState<Asking>(null);
  return (
    <section className={styles.section} aria-labelledby="passkeys-title">
      <header className={styles.head}>
        <div>
          <h2 id="passkeys-title">{t('security.passkeys')}</h2>
          <p>{t('security.passkeysLead')}</p>
        </div>
        <Button variant="primary" icon={<Plus size={20} aria-hidden />} onPress={() => setAsking({ kind: 'add' })}>
          {t('security.add')}
        </Button>
      </header>
      {passkeys.length === 0 && (
        <EmptyState
          title={t('security.noPasskeys')}
          text={t('security.noPasskeysText')}
          icon={<KeyRound size={32} strokeWidth={1.5} aria-hidden />}
        />
      )}
      {passkeys.length > 0 && (
        <ul className={styles.list}>
          {passkeys.map((passkey) => (
            <li key={passkey.id} className={styles.row}>
              <KeyRound size={20} aria-hidden />
              <div className={styles.words}>
                <strong dir="auto">{passkey.name}</strong>
                <span>
                  {t('security.created', { date: whenText(passkey.createdAt, person.country, i18n) })}
                  {' — '}
                  {passkey.lastUsedAt === null
                    ? t('security.neverUsed')
                    : t('security.used', { date: whenText(passkey.lastUsedAt, person.country, i18n) })}
                  {passkey.synced && ` — ${t('security.synced')}`}
                  {passkey.ceiling < 4 && ` — ${t('security.ceiling', { level: levelWord(i18n, passkey.ceiling) })}`}
                </span>
                {passkey.suspended && <span className={styles.bad}>{t('security.suspended')}</span>}
              </div>
              <Button
                variant="quiet"
                aria-label={`${t('security.rename')}: ${passkey.name}`}
                onPress={() => setAsking({ kind: 'rename', passkey })}
              >
                {t('security.rename')}
              </Button>
              <Button
                variant="quiet"
                aria-label={`${t('security.remove')}: ${passkey.name}`}
                onPress={() => setAsking({ kind: 'remove', passkey })}
              >
                {t('security.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {providers.length > 0 && <p className={styles.note}>{t('security.linked', { names: providers.join(t('common.listSeparator')) })}</p>}
      {asking?.kind === 'add' && <NameDialog model={model} onClose={() => setAsking(null)} />}
      {asking?.kind === 'rename' && <NameDialog model={model} passkey={asking.passkey} onClose={() => setAsking(null)} />}
      {asking?.kind === 'remove' && <RemoveDialog model={model} passkey={asking.passkey} onClose={() => setAsking(null)} />}
    </section>
  );
}

/** Names a new passkey, or an old one anew. */
function NameDialog({ model, passkey, onClose }: { model: SecurityViewModel; passkey?: Passkey; onClose(): void }) {
  const { t } = useI18n();
  const { busy, error } = useTask(passkey ? model.naming : model.adding);
  const [name, setName] = useState(passkey?.name ?? '');
  const submit = async () => {
    if (passkey ? await model.rename(passkey.id, name) : await model.add(name)) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={passkey ? t('security.renameTitle', { name: passkey.name }) : t('security.addTitle')}
      actions={
        <Button variant="primary" isPending={busy} isDisabled={name.trim() === ''} onPress={() => void submit()}>
          {passkey ? t('common.save') : t('security.addAction')}
        </Button>
      }
    >
      {error && <ErrorNote error={error} />}
      <TextField label={t('security.name')} help={t('security.nameHelp')} value={name} onChange={setName} maxLength={60} autoFocus />
    </Dialog>
  );
}

function RemoveDialog({ model, passkey, onClose }: { model: SecurityViewModel; passkey: Passkey; onClose(): void }) {
  const { t } = useI18n();
  const { busy, error } = useTask(model.naming);
  const remove = async () => {
    if (await model.remove(passkey.id)) onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('security.removeTitle', { name: passkey.name })}
      actions={
        <>
          <Button variant="danger" isPending={busy} onPress={() => void remove()}>
            {t('security.remove')}
          </Button>
          <Button onPress={onClose}>{t('common.cancel')}</Button>
        </>
      }
    >
      {error && <ErrorNote error={error} />}
      <p>{t('security.removeText')}</p>
    </Dialog>
  );
}
