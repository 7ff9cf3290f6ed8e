import { recentPapers } from '@app/contracts';
import { FileText } from 'lucide-react';
import { Link } from 'react-aria-components/Link';
import { useClassification } from '../../classification';
import { useI18n } from '../../i18n';
import { useApi } from '../../services';
import { ErrorNote, LevelBadge, Loading, Skeleton } from '../../ui';
import styles from './TodayPage.module.css';

export function RecentPapers() {
  const { t, pick } = useI18n();
  const loaded = useApi(recentPapers, {});
  const papers = loaded.status === 'ready' ? loaded.data.papers : [];
  useClassification(papers.map(({ document }) => document.label));
  return (
    <section className={styles.column} aria-labelledby="recent-title">
      <h2 id="recent-title" className={styles.section}>
        {t('today.recentPapers')}
      </h2>
      {loaded.status === 'loading' && (
        <Loading>
          <Skeleton height="3.5rem" />
          <Skeleton height="3.5rem" />
        </Loading>
      )}
      {loaded.status === 'failed' && <ErrorNote error={loaded.error} />}
      {loaded.status === 'ready' && papers.length === 0 && <p className={styles.nothing}>{t('today.noPapersText')}</p>}
      {papers.length > 0 && (
        <ul className={styles.list}>
          {papers.map(({ document, meetingId, meetingTitle }) => (
            <li key={document.id} className={styles.row}>
              <FileText size={22} strokeWidth={1.75} aria-hidden />
              <div className={styles.rowWords}>
                <Link href={`/meetings/${meetingId}?item=${document.itemId}&paper=${document.id}`} className={styles.rowTitle ?? ''}>
                  <span dir="auto">{document.title}</span>
                </Link>
                <span className={styles.rowDate} dir="auto">
                  {pick(meetingTitle)} — {t('common.pages', { count: document.pageCount })}
                </span>
              </div>
              <LevelBadge level={document.label.level} of={document.label} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
