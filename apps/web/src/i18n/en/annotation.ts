import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

/** Words of features/annotation; its engineers add them here, in both languages. */
export const annotation = {
  title: 'Notes',
} satisfies SameKeys<typeof ar.annotation>;
