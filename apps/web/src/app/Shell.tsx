import type { SessionState } from '@app/contracts';
import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation, useMatches } from 'react-router';
import { ClassificationBanner } from '../classification';
import { useI18n } from '../i18n';
import { useServices } from '../services';
import type { SignedIn } from '../session/useSignedIn';
import { useBehavior } from '../state';
import { OfflineBanner } from './OfflineBanner';
import type { RouteHandle } from './route-handle';
import styles from './Shell.module.css';
import { TopBar } from './TopBar';

interface ShellProps {
  mode: SessionState['mode'];
  person: SignedIn['person'] | null;
  children: ReactNode;
}

export function Shell({ mode, person, children }: ShellProps) {
  const { t } = useI18n();
  const { network } = useServices();
  const online = useBehavior(network.online);
  const full = useMatches().some((match) => (match.handle as RouteHandle | undefined)?.fullFrame === true) && person !== null;
  const main = useFocusOnNavigation();
  return (
    <div className={styles.shell} data-full={full}>
      <title>{t('common.product')}</title>
      <a className={styles.skip} href="#content">
        {t('common.skipToContent')}
      </a>
      <div className={styles.head}>
        <ClassificationBanner at="top" />
        <TopBar mode={mode} person={person} />
        <OfflineBanner online={online} />
      </div>
      <main id="content" tabIndex={-1} className={styles.main} ref={main}>
        {children}
      </main>
      <div className={styles.foot}>
        <ClassificationBanner at="bottom" />
      </div>
    </div>
  );
}

/** After going to another page the keyboard and the screen reader are on it, not on the link of the last one. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const last = useRef(pathname);
  useEffect(() => {
    if (last.current === pathname) return;
    last.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}
