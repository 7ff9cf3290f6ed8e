import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const auditChange = {
  title: 'title',
  startsAt: 'start',
  endsAt: 'end',
  sites: 'sites',
  coverTitle: 'cover title',
  type: 'type',
  minutes: 'minutes',
  label: 'classification',
  language: 'language',
  login: 'user name',
  name: 'name',
  site: 'site',
  systemRole: 'office',
  ceiling: 'ceiling',
  accountId: 'person',
  documentId: 'paper',
  event: 'event',
  outcome: 'outcome',
  from: 'from',
  to: 'to',
} satisfies SameKeys<typeof ar.auditChange>;
