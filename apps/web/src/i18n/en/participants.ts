import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const participants = {
  title: 'Participants of the meeting',
  name: 'Name',
  role: 'Role',
  delegation: 'Delegation',
  action: 'Action',
  remove: 'Remove from the meeting',
  removeNamed: 'Remove {name} from the meeting',
  removeTitle: 'Remove {name} from the meeting?',
  removeNow: 'Remove now',
  removeAtOnce:
    'It takes effect within a second, also while the meeting is running: the papers, the events, the notes and the conference close, and the meeting is no longer there for this person.',
  removeStays: 'Notes written so far stay, and so do copies that were downloaded before. You can bring this person in again.',
  removed: '{name} was removed from the meeting.',
  bringIn: 'Bring in',
  bringInHelp:
    'Members of the body, and people who were removed from this meeting. They see what their clearance and the item’s lists allow.',
  person: 'Person',
  personOf: '{name} — {delegation}',
  personBefore: '{name} — {delegation} — took part before',
  choose: 'Choose',
  nobody: 'Everybody who may be brought in takes part already.',
  cameIn: '{name} takes part now.',
  notYours: 'The participants cannot be changed',
  notYoursText: 'The secretary changes them until the meeting is closed. Close this window to see the meeting as it is now.',
} satisfies SameKeys<typeof ar.participants>;
