import {
  MEETING_STATES,
  ROLES,
  type MeetingState,
  type ObjectPermission,
  type Role,
  type SystemPermission,
  type SystemRole,
} from '@app/contracts';

/** The state of the meeting a thing belongs to; `none` for a body. */
export type ObjectState = MeetingState | 'none';

const everybody: readonly Role[] = ROLES;
const preparers: readonly Role[] = ['chair', 'secretary'];
const secretariat: readonly Role[] = ['secretary'];
const delegates: readonly Role[] = ['chair', 'secretary', 'member', 'alternate'];
const discussants: readonly Role[] = ['chair', 'secretary', 'member', 'alternate', 'expert'];
const speakers: readonly Role[] = [...discussants, 'interpreter'];

const editable = ['draft', 'published', 'inSession', 'adjourned'] as const;
const open = ['published', 'inSession', 'adjourned'] as const;
const visible = ['published', 'inSession', 'adjourned', 'closed', 'archived'] as const;

type Row = Readonly<Partial<Record<ObjectState, readonly Role[]>>>;
const during = (states: readonly ObjectState[], roles: readonly Role[]): Row => Object.fromEntries(states.map((state) => [state, roles]));
/** A draft is for those who prepare it; from publication on, for every participant. */
const toRead: Row = { ...during(['draft'], preparers), ...during(visible, everybody) };
/** What the originator's side does about its own labels. */
const toRelease: Row = { ...during(['draft'], preparers), ...during(visible, delegates) };

/**
 * Role × action × state as one table (DESIGN §3): who, by his role in the meeting, may do what while the meeting
 * is in which state. What is not here is refused. A snapshot of the whole table is committed, so that a change
 * of policy is a visible diff.
 */
export const ROLE_TABLE: Readonly<Record<ObjectPermission, Row>> = {
  'body.list': during(['none'], everybody),
  'meeting.create': during(['none'], secretariat),
  'meeting.list': toRead,
  'meeting.read': toRead,
  'meeting.edit': during(editable, secretariat),
  'meeting.publish': during(['draft'], secretariat),
  'participant.manage': during(editable, secretariat),
  'item.read': toRead,
  'item.edit': during(editable, secretariat),
  'document.read': toRead,
  'document.download': toRead,
  'document.upload': during(editable, secretariat),
  'document.edit': during(editable, secretariat),
  'document.withdraw': during(editable, secretariat),
  'annotation.read': toRead,
  // A private note hurts nobody: everybody who may read may keep one.
  'annotation.note': toRead,
  'annotation.write': { ...during(['draft'], preparers), ...during(open, discussants) },
  'presenter.lead': during(open, preparers),
  'meeting.attend': toRead,
  'conference.join': during(open, everybody),
  'conference.speak': during(open, speakers),
  'conference.film': during(open, speakers),
  'conference.share': during(open, discussants),
  'search.query': toRead,
  'item.restrict': during(editable, secretariat),
  'document.embargo': during(editable, secretariat),
  'receipts.read': toRelease,
  'label.list': toRelease,
  'label.request': toRelease,
  'label.approve': toRelease,
  'label.reject': toRelease,
  'label.answer': toRelease,
  'release.ask': during(visible, everybody),
};

/** What needs a proof of who one is of the last minutes, and not of this morning. */
export const FRESH_ACTIONS: readonly ObjectPermission[] = ['label.request', 'label.approve', 'label.reject', 'label.answer'];

/** What only the originator's side may do. */
export const ORIGINATOR_ACTIONS: readonly ObjectPermission[] = [
  'label.request',
  'label.approve',
  'label.reject',
  'label.answer',
  'label.list',
  'receipts.read',
];

/** What somebody else must do than the one who asked for it. */
export const SECOND_PERSON_ACTIONS: readonly ObjectPermission[] = ['label.approve'];

/** System permissions and who holds them. None of them leads to a paper. */
export const SYSTEM_TABLE: Readonly<Record<SystemPermission, readonly SystemRole[]>> = {
  'account.list': ['systemAdministrator', 'securityOfficer'],
  'account.manage': ['systemAdministrator'],
  'office.list': ['systemAdministrator', 'securityOfficer'],
  'office.propose': ['systemAdministrator', 'securityOfficer'],
  'office.approve': ['securityOfficer'],
  'site.manage': ['systemAdministrator'],
  'clearance.list': ['securityOfficer'],
  'clearance.grant': ['securityOfficer'],
  'audit.read': ['auditor'],
  'audit.export': ['auditor'],
};

/** System permissions that need a proof of the last minutes. */
export const FRESH_SYSTEM: readonly SystemPermission[] = [
  'account.manage',
  'office.propose',
  'office.approve',
  'site.manage',
  'clearance.grant',
  'audit.export',
];

/** System permissions that somebody else must use than the one who proposed it and the one it is about. */
export const SECOND_SYSTEM: readonly SystemPermission[] = ['office.approve'];

/** All states, the body's pseudo state included; for tests and the snapshot. */
export const OBJECT_STATES: readonly ObjectState[] = ['none', ...MEETING_STATES];
