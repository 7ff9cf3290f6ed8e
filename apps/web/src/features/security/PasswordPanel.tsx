import { PASSWORD_MIN } from '@app/contracts';
import { useState } from 'react';
import { useI18n } from '../../i18n';
import { useServices, useTask } from '../../services';
import { useSignedIn } from '../../session/useSignedIn';
import { Button, Dialog, ErrorNote, TextField } from '../../ui';
import type { SecurityViewModel } from './security.view-model';
import { whenText } from './when';
import styles from './security.module.css';

export function PasswordPanel({ model, password }: { model: SecurityViewModel; password: { changedAt: string } | null }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { person } = useSignedIn();
  const [open, setOpen] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="password-title">
      <header className={styles.head}>
        <div>
          <h2 id="password-title">{t('security.password')}</h2>
          <p>
            {password === null
              ? t('security.noPassword')
              : `${t('security.passwordLead')} ${t('security.passwordSet', { date: whenText(password.changedAt, person.country, i18n) })}`}
          </p>
        </div>
        {password !== null && <Button onPress={() => setOpen(true)}>{t('security.change')}</Button>}
      </header>
      {open && <ChangeDialog model={model} onClose={() => setOpen(false)} />}
    </section>
  );
}

function ChangeDialog({ model, onClose }: { model: SecurityViewModel; onClose(): void }) {
  const { t } = useI18n();
  const { toasts } = useServices();
  const { busy, error } = useTask(model.changing);
  const [old, setOld] = useState('');
  const [next, setNext] = useState('');
  const long = [...next].length >= PASSWORD_MIN;
  const change = async () => {
    if (!(await model.changePassword(old, next))) return;
    toasts.show(t('security.changed'));
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('security.change')}
      actions={
        <Button variant="primary" isPending={busy} isDisabled={old === '' || !long} onPress={() => void change()}>
          {t('common.save')}
        </Button>
      }
    >
      {error && <ErrorNote error={error} />}
      <TextField
        label={t('security.old')}
        value={old}
        onChange={setOld}
        type="password"
        autoComplete="current-password"
        dir="ltr"
        name="old-password"
      />
      <TextField
        label={t('security.next')}
        help={t('security.nextHelp')}
        error={next !== '' && !long ? t('security.tooShort') : undefined}
        value={next}
        onChange={setNext}
        type="password"
        autoComplete="new-password"
        dir="ltr"
        name="next-password"
      />
    </Dialog>
  );
}
