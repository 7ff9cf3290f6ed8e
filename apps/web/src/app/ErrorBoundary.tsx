import { CircleAlert } from 'lucide-react';
import { Component, useEffect, type ReactNode } from 'react';
import { useRouteError } from 'react-router';
import { useI18n } from '../i18n';
import { Button, EmptyState } from '../ui';

/** The last net: a page that fails to render says so in the reader's language. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

export function RouteBroken() {
  const error = useRouteError();
  useEffect(() => {
    // To the browser's own error log, which is all a client has: nothing leaves the machine.
    reportError(error);
  }, [error]);
  return <Broken />;
}

function Broken() {
  const { t } = useI18n();
  return (
    <EmptyState
      title={t('common.brokenTitle')}
      text={t('common.brokenText')}
      icon={<CircleAlert size={32} strokeWidth={1.5} aria-hidden />}
    >
      <Button variant="primary" onPress={() => window.location.reload()}>
        {t('common.reload')}
      </Button>
    </EmptyState>
  );
}
