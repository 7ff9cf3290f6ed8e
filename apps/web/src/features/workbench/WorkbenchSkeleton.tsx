import { Loading, Skeleton } from '../../ui';
import styles from './Workbench.module.css';

export function WorkbenchSkeleton() {
  return (
    <Loading>
      <div className={styles.page}>
        <div className={styles.head}>
          <Skeleton width="24rem" height="2rem" />
          <Skeleton width="8rem" height="2.75rem" />
        </div>
        {['a', 'b', 'c', 'd', 'e'].map((key) => (
          <Skeleton key={key} height="5rem" />
        ))}
      </div>
    </Loading>
  );
}
