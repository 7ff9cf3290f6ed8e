import type * as ar from '../ar';
import type { SameKeys } from '../same-keys';

export const level = {
  everyState: 'every state',
  levelField: 'Level',
  caveatsField: 'Caveats',
  caveatsHelp: 'Capital Latin codes separated by spaces, such as CYBER',
  caveatsInvalid: 'Each code is at least two characters, A to Z, and may go on with digits.',
  releasableField: 'Releasable to',
  releasableEvery: 'Every state',
  releasableEmpty: 'Choose at least one country.',
  releasableOrigin: 'The state of origin must be among them: {country}.',
  originatorField: 'State of origin',
  originatorChosen: 'It never changes afterwards. That state alone makes the classification weaker and sees who read it.',
  originatorFixed: 'It never changes: the state the paper came from.',
  onlyStricter: 'Here a classification can only become stricter. Lowering it needs two authorised people.',
} satisfies SameKeys<typeof ar.level>;

export const role = {
  chair: 'Chair',
  secretary: 'Secretary',
  member: 'Member',
  alternate: 'Alternate',
  expert: 'Expert',
  observer: 'Observer',
  interpreter: 'Interpreter',
  systemAdministrator: 'System administrator',
  securityOfficer: 'Security officer',
  auditor: 'Auditor',
} satisfies SameKeys<typeof ar.role>;

export const meetingState = {
  draft: 'Draft',
  published: 'Published',
  inSession: 'In session',
  adjourned: 'Adjourned',
  closed: 'Closed',
  archived: 'Archived',
} satisfies SameKeys<typeof ar.meetingState>;
