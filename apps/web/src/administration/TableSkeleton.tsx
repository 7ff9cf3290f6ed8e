import { Loading, Skeleton } from '../ui';
import styles from './administration.module.css';

export function TableSkeleton({ columns }: { columns: number }) {
  return (
    <Loading>
      <div className={styles.skeleton}>
        {Array.from({ length: 8 }, (_, row) => (
          <div key={row} className={styles.skeletonRow}>
            {Array.from({ length: columns }, (_, column) => (
              <Skeleton key={column} width={column === 0 ? '60%' : '80%'} />
            ))}
          </div>
        ))}
      </div>
    </Loading>
  );
}
