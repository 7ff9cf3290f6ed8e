import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const accounts = {
  create: 'New account',
  open: 'Open',
  openNamed: 'Open the account of {name}',
  nameAr: 'Name in Arabic',
  nameEn: 'Name in English',
  loginHelp: 'Small Latin letters and digits, or an e-mail address',
  loginChanges:
    'Small Latin letters and digits, or an e-mail address. A new one takes the clearance down to restricted: whoever an identity provider knows by it signs in here.',
  countryStays: 'The country stays: the clearance was granted to it. Whoever moves gets a new account.',
  site: 'Site',
  chooseSite: 'Choose a site',
  yourOwn: 'This is your own account: another administrator changes its state, and two other persons its office.',
  afterwards:
    'After saving, open the account and issue an enrolment link for its person. The clearance is granted by the security officer; an office takes two persons, on the page of offices.',
  holdsOffice: 'The account holds an office: two persons give and take it, and ways to sign in with it, on the page of offices.',
  saved: 'Account saved',
  standing: 'Signing in',
  deactivate: 'Deactivate',
  deactivateNote: 'Deactivating ends all sessions of the account at once and cuts whatever it has open.',
  reactivate: 'Reactivate',
  reactivateNote: 'The account is inactive. Once reactivated its person signs in anew; earlier sessions do not come back.',
  officeFirst: 'The account is inactive and holds an office. Two persons take the office away first, on the page of offices.',
  enrol: 'New enrolment link',
  linkOnce: 'Copy the link now and hand it to its person: it is not shown again, and earlier links open nothing any more.',
  linkUntil: 'Valid until',
  copy: 'Copy the link',
  copied: 'Link copied',
  notCopied: 'Copying failed; select the link and copy it yourself',
  identities: 'Identity providers',
  provider: 'Provider',
  subject: 'Identifier at the provider',
  subjectHelp: 'The value of “sub” as the provider sends it',
  link: 'Link',
  unlink: 'Unlink',
} satisfies SameKeys<typeof ar.accounts>;
