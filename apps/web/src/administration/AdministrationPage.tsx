import type { ReactNode } from 'react';
import { Link } from 'react-aria-components/Link';
import { useLocation } from 'react-router';
import { useI18n } from '../i18n';
import { useSignedIn } from '../session/useSignedIn';
import styles from './administration.module.css';
import { placesOf } from './places';

interface AdministrationPageProps {
  title: string;
  /** The main thing to do here. */
  action?: ReactNode;
  children: ReactNode;
}

/** The frame of a table of a system role: what the role may see, and its other tables. */
export function AdministrationPage({ title, action, children }: AdministrationPageProps) {
  const { t } = useI18n();
  const { abilities, person } = useSignedIn();
  const { pathname } = useLocation();
  const places = placesOf(abilities);
  const here = places.find(({ href }) => href === pathname) ?? places[0];
  return (
    <div className={styles.page}>
      <title>{`${title} — ${t('common.product')}`}</title>
      <header className={styles.head}>
        <div className={styles.headRow}>
          <h1>{title}</h1>
          {action}
        </div>
        {person.systemRole === 'systemAdministrator' && <p>{t('system.administratorNote')}</p>}
        {person.systemRole === 'securityOfficer' && <p>{t('system.securityOfficerNote')}</p>}
      </header>
      {places.length > 1 && (
        <nav className={styles.nav} aria-label={t('system.nav')}>
          {places.map(({ href, text }) => (
            <Link key={href} href={href} className={styles.tab ?? ''} {...(href === here?.href ? { 'aria-current': 'page' } : {})}>
              {t(text)}
            </Link>
          ))}
        </nav>
      )}
      {children}
    </div>
  );
}
