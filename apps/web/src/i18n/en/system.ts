import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const system = {
  accountsTitle: 'Accounts',
  administratorNote: 'The role “System administrator” manages accounts and runs the platform; it reads no paper and no item title.',
  securityOfficerNote: 'The role “Security officer” grants and reviews clearances; it reads no paper and no item title.',
  columnName: 'Name',
  columnLogin: 'User name',
  columnCountry: 'Country',
  columnRole: 'Office',
  columnActive: 'State',
  createdOn: 'Since {date}',
  active: 'Active',
  inactive: 'Inactive',
  noSystemRole: 'Participant',
  filter: 'Filter by name or user name',
  noAccounts: 'No accounts match the filter',
  nav: 'Administration',
  pages: 'Pages of the list',
  firstPage: 'First page',
  nextPage: 'Next',
  columnActions: 'Action',
  all: 'All',
  count: '{count, plural, =0 {No records} one {1 record} other {{count, number} records}}',
} satisfies SameKeys<typeof ar.system>;
