import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const stepUp = {
  title: 'Confirm that it is you',
  lead: 'This needs a proof of who you are from the last five minutes.',
  withPasskey: 'Confirm with a passkey',
  asPersona: 'Confirm with one click',
  atProvider: 'Confirm with {name}',
  providerNote: 'You come back here afterwards; then do it once more.',
  none: 'You have no passkey yet. Ask the system administrator for an enrolment link.',
  limited: 'You signed in with a password: you see public and restricted only. Use a passkey to see more.',
  limitedAction: 'Use a passkey',
} satisfies SameKeys<typeof ar.stepUp>;
