import { CircleAlert } from 'lucide-react';
import { useNavigate, useParams } from 'react-router';
import { useI18n } from '../../i18n';
import { useServices } from '../../services';
import { constant, useBehavior, useScoped } from '../../state';
import { EmptyState, LinkButton, Loading, Skeleton } from '../../ui';
import { ReturnViewModel } from './return.view-model';
import styles from './SignInPage.module.css';

const notYet = constant(false);

export function ReturnPage() {
  const { t } = useI18n();
  const { session } = useServices();
  const navigate = useNavigate();
  const { provider = '' } = useParams();
  const model = useScoped(
    provider,
    (scope) => new ReturnViewModel(scope, window, provider, session, (place) => void navigate(place, { replace: true })),
  );
  const failed = useBehavior(model?.failed ?? notYet);
  if (failed) {
    return (
      <EmptyState
        title={t('signIn.returnFailed')}
        text={t('signIn.returnFailedText')}
        icon={<CircleAlert size={32} strokeWidth={1.5} aria-hidden />}
        page
      >
        <LinkButton href="/" variant="primary">
          {t('signIn.returnAgain')}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      <h1>{t('signIn.returning')}</h1>
      <Loading>
        <Skeleton width="16rem" />
      </Loading>
    </div>
  );
}
