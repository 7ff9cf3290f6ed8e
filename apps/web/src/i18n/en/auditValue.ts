import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const auditValue = {
  assurance_0: 'none',
  assurance_1: 'password',
  assurance_2: 'strong',
  idle: 'not used',
  absolute: 'reached its longest time',
  download: 'download',
  reader: 'in the reader',
  images: 'page images',
  annotation: 'notes',
  conference: 'conference',
  yes: 'yes',
  no: 'no',
  page: 'page {number, number}',
  bytes: '{count, number} bytes from {start, number}',
  noEnd: 'no end',
  everybody: 'everybody the label allows',
  ended: 'the embargo ended',
  nobody: 'nobody',
  noRole: 'none',
  none: 'nothing',
} satisfies SameKeys<typeof ar.auditValue>;
