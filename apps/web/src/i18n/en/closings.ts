import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const closingWhat = {
  rejudge: 'What you may see has changed.',
  session_ended: 'Your session has ended.',
  shutting_down: 'The server is restarting.',
  flooding: 'Too many messages from this device.',
  protocol: 'This page is older than the server.',
} satisfies SameKeys<typeof ar.closingWhat>;

export const closingSafe = {
  rejudge: 'Your notes are saved.',
  session_ended: 'Your notes are saved.',
  shutting_down: 'Your notes are saved.',
  flooding: 'Your notes are saved.',
  protocol: 'Your notes are saved.',
} satisfies SameKeys<typeof ar.closingSafe>;

export const closingCure = {
  rejudge: 'We are reconnecting you to what is available to you now.',
  session_ended: 'Sign in again.',
  shutting_down: 'We reconnect in a moment.',
  flooding: 'We reconnect in a few seconds.',
  protocol: 'Reload the page.',
} satisfies SameKeys<typeof ar.closingCure>;
