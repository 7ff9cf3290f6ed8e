import { CircleAlert, Inbox, Lock, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { failureText, useI18n } from '../i18n';
import type { ApiError } from '../wire';
import { Button, LinkButton } from './Button';
import styles from './states.module.css';

interface StateProps {
  title: string;
  text?: string | undefined;
  icon?: ReactNode;
  /** It is the whole page: its title is the page's heading. */
  page?: boolean;
  children?: ReactNode;
}

/** Nothing is here yet, and what would fill it. */
export function EmptyState({ title, text, icon, page = false, children }: StateProps) {
  const Heading = page ? 'h1' : 'h2';
  return (
    <div className={styles.state}>
      <span className={styles.icon}>{icon ?? <Inbox size={32} strokeWidth={1.5} aria-hidden />}</span>
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </div>
  );
}

/** What happened, what is safe, what to do. */
export function ErrorState({ error, retry, page = false }: { error: ApiError; retry?: (() => void) | undefined; page?: boolean }) {
  const Heading = page ? 'h1' : 'h2';
  const i18n = useI18n();
  const { what, safe, cure } = failureText(i18n.t, error.code);
  const icons = { not_found: Lock, network_lost: WifiOff } as Record<string, typeof Lock>;
  const Icon = icons[error.code] ?? CircleAlert;
  return (
    <div className={styles.state} role="alert">
      <span className={styles.icon}>
        <Icon size={32} strokeWidth={1.5} aria-hidden />
      </span>
      <Heading>{what}</Heading>
      <p>
        {safe} {cure}
      </p>
      <div className={styles.actions}>
        {retry && error.code !== 'not_found' && (
          <Button variant="primary" onPress={retry}>
            {i18n.t('common.retry')}
          </Button>
        )}
        {error.code === 'not_found' && <LinkButton href="/">{i18n.t('common.backToToday')}</LinkButton>}
      </div>
      {error.requestId && error.code !== 'not_found' && <RequestNumber id={error.requestId} />}
    </div>
  );
}

/** The same three sentences, beside the thing that failed. */
export function ErrorNote({ error, children }: { error: ApiError; children?: ReactNode }) {
  const { t } = useI18n();
  const { what, safe, cure } = failureText(t, error.code);
  return (
    <div className={styles.note} role="alert">
      <CircleAlert size={20} aria-hidden />
      <p>
        <strong>{what}</strong> {safe} {cure}
      </p>
      {children}
    </div>
  );
}

export function RequestNumber({ id }: { id: string }) {
  const { t } = useI18n();
  return (
    <p className={styles.request}>
      {t('common.requestNumber', { id: '' })} <bdi dir="ltr">{id}</bdi>
    </p>
  );
}

/** A grey bar in the place of a line of text, while it is on its way. */
export function Skeleton({ width = '100%', height = '1em' }: { width?: string; height?: string }) {
  return <span className={styles.skeleton} style={{ inlineSize: width, blockSize: height }} aria-hidden />;
}

/** Wraps skeletons: says once that something is loading. */
export function Loading({ children }: { children: ReactNode }) {
  const { t } = useI18n();
  return (
    <div role="status" aria-busy className={styles.loading}>
      <span className={styles.hidden}>{t('common.loading')}</span>
      {children}
    </div>
  );
}
