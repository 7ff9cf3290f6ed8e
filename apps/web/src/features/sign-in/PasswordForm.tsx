import { useState } from 'react';
import { Form } from 'react-aria-components/Form';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { Button, ErrorNote, TextField } from '../../ui';
import { toApiError, type ApiError } from '../../wire';
import styles from './SignInPage.module.css';

export function PasswordForm() {
  const { t } = useI18n();
  const { session } = useServices();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);

  const submit = async () => {
    setBusy(true);
    setError(null);
    try {
      await session.signInWithPassword(login, password);
    } catch (thrown) {
      setPassword('');
      setError(toApiError(thrown));
      setBusy(false);
    }
  };
  return (
    <Form
      className={styles.fields ?? ''}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {error && <ErrorNote error={error} />}
      <TextField label={t('signIn.login')} value={login} onChange={setLogin} isRequired autoComplete="username" dir="ltr" name="login" />
      <TextField
        label={t('signIn.password')}
        value={password}
        onChange={setPassword}
        isRequired
        type="password"
        autoComplete="current-password"
        dir="ltr"
        name="password"
        help={t('signIn.passwordNote')}
      />
      <Button type="submit" isPending={busy}>
        {busy ? t('signIn.submitting') : t('signIn.submit')}
      </Button>
    </Form>
  );
}
