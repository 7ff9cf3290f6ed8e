import type { SessionState } from '@app/contracts';
import { useI18n } from '../../i18n';
import { PasskeyButton } from './PasskeyButton';
import { PasswordForm } from './PasswordForm';
import { Personas } from './Personas';
import { ProviderButtons } from './ProviderButtons';
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
      <section className={styles.form} aria-labelledby="sign-in-title">
        <h2 id="sign-in-title">{t('signIn.title')}</h2>
        <PasskeyButton />
        <ProviderButtons />
        <h3 className={styles.or}>{t('signIn.orPassword')}</h3>
        <PasswordForm />
      </section>
    </div>
  );
}
