import type { SessionState } from '@app/contracts';
import { useI18n } from '../../i18n';
import { PasswordForm } from './PasswordForm';
import { Personas } from './Personas';
import styles from './SignInPage.module.css';

export function SignInPage({ mode }: { mode: SessionState['mode'] }) {
  const { t } = useI18n();
  const demo = mode === 'demo';
  return (
    <div className={styles.page} data-demo={demo}>
      <header className={styles.head}>
        <h1>{t('common.tagline')}</h1>
        <p>{t('signIn.lead')}</p>
      </header>
      {demo && <Personas />}
      <section className={styles.form} aria-labelledby="password-title">
        <h2 id="password-title">{demo ? t('signIn.withPassword') : t('signIn.title')}</h2>
        <PasswordForm />
      </section>
    </div>
  );
}
