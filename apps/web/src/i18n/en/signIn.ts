import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const signIn = {
  title: 'Sign in',
  lead: 'Meetings without paper, and papers that reach only those who may read them.',
  login: 'User name',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  passwordNote: 'A password alone opens public and restricted papers only.',
  withPassword: 'Sign in with a password',
  personas: 'Choose a persona',
  personasLead: 'In the demonstration one click signs you in, and counts as the highest assurance.',
  noPersonas: 'There are no personas in this demonstration yet.',
} satisfies SameKeys<typeof ar.signIn>;
