import { useI18n } from '../i18n';
import { EmptyState, LinkButton } from '../ui';

export function NotFoundPage() {
  const { t } = useI18n();
  return (
    <EmptyState title={t('common.notFoundTitle')} text={t('common.notFoundText')} page>
      <LinkButton href="/">{t('common.backToToday')}</LinkButton>
    </EmptyState>
  );
}
