import {
  ASSURANCE,
  EVERY_STATE,
  LEVEL,
  type Assurance,
  type Country,
  type Label,
  type Level,
  type ObjectPermission,
  type Role,
  type SystemPermission,
  type SystemRole,
} from '@app/contracts';
import {
  FRESH_ACTIONS,
  FRESH_SYSTEM,
  ORIGINATOR_ACTIONS,
  ROLE_TABLE,
  SECOND_PERSON_ACTIONS,
  SECOND_SYSTEM,
  SYSTEM_TABLE,
  type ObjectState,
} from './roles-table.js';

/** Who asks, with everything the decision needs; facts are loaded before, a missing one does not compile. */
export interface Subject {
  readonly accountId: string;
  readonly active: boolean;
  readonly country: Country;
  /** −1 when he holds no clearance at all (not even for public things). */
  readonly clearance: Level | -1;
  readonly caveats: readonly string[];
  /** Ceiling of the site or device he sits at. */
  readonly ceiling: Level;
  readonly assurance: Assurance;
  /** He proved who he is, strongly, within the last minutes. */
  readonly fresh: boolean;
  readonly systemRole: SystemRole | null;
}

/** What is asked for. */
export interface AccessObject {
  readonly label: Label;
  readonly state: ObjectState;
  /** The subject's role in the meeting (or body); null when he has none. */
  readonly role: Role | null;
  /** Whether it has a need-to-know list, and the subject is on it. */
  readonly list?: 'open' | 'listed' | 'unlisted';
  /** Forbids that win over everything else. */
  readonly recused?: boolean;
  readonly embargoed?: boolean;
  readonly withdrawn?: boolean;
  /** Who asked for what is to be decided now; only for acts on a request. */
  readonly requestedBy?: string | null;
}

/** Why not: the clauses of docs/access-policy.md. For the audit trail and the security officer; never told to the one who asked. */
export type Reason =
  | 'inactive'
  | 'assurance'
  | 'fresh'
  | 'clearance'
  | 'ceiling'
  | 'caveat'
  | 'release'
  | 'role'
  | 'list'
  | 'originator'
  | 'second'
  | 'recused'
  | 'embargo'
  | 'withdrawn';

export interface Decision {
  readonly allow: boolean;
  readonly reasons: readonly Reason[];
}

/** Levels a way of signing in is good for: a password alone opens nothing above restricted. */
const LEVEL_BY_ASSURANCE: Readonly<Record<Assurance, Level | -1>> = {
  [ASSURANCE.none]: -1,
  [ASSURANCE.password]: LEVEL.restricted,
  [ASSURANCE.strong]: LEVEL.topSecret,
};

/** Roles an embargo does not hold for: somebody has to prepare what it covers. */
const UNDER_EMBARGO: readonly (Role | null)[] = ['chair', 'secretary'];

/**
 * The decision: total, pure, default deny, forbid wins (docs/access-policy.md). Every clause is evaluated, so that the
 * trail tells all reasons and the time taken does not tell which one it was.
 */
export function decide(subject: Subject, action: ObjectPermission, object: AccessObject): Decision {
  const { label } = object;
  const holders: readonly (Role | null)[] | undefined = ROLE_TABLE[action][object.state];
  const reasons: Reason[] = [];
  if (!subject.active) reasons.push('inactive');
  // `!(… >= …)` and not `<`: a fact that is missing against its type must refuse, and compares as false either way.
  if (!(LEVEL_BY_ASSURANCE[subject.assurance] >= label.level)) reasons.push('assurance');
  if (FRESH_ACTIONS.includes(action) && !isFresh(subject)) reasons.push('fresh');
  if (!(subject.clearance >= label.level)) reasons.push('clearance');
  if (!(subject.ceiling >= label.level)) reasons.push('ceiling');
  if (!label.caveats.every((caveat) => subject.caveats.includes(caveat))) reasons.push('caveat');
  if (!releasableTo(label, subject.country)) reasons.push('release');
  if (!holders?.includes(object.role)) reasons.push('role');
  if (object.list === 'unlisted') reasons.push('list');
  if (ORIGINATOR_ACTIONS.includes(action) && subject.country !== label.originator) reasons.push('originator');
  if (SECOND_PERSON_ACTIONS.includes(action) && !isAnother(subject, object.requestedBy)) reasons.push('second');
  if (object.recused === true) reasons.push('recused');
  if (object.embargoed === true && !UNDER_EMBARGO.includes(object.role)) reasons.push('embargo');
  if (object.withdrawn === true) reasons.push('withdrawn');
  return { allow: reasons.length === 0, reasons };
}

/** What is to be decided now; only for acts on a proposal. */
export interface Proposal {
  readonly proposedBy?: string | null;
  /** Whom it is about. */
  readonly person?: string | null;
}

/** System permissions: an active account with the role; a password is not enough to run the system. */
export function decideSystem(subject: Subject, permission: SystemPermission, proposal: Proposal = {}): Decision {
  const holders: readonly (SystemRole | null)[] = SYSTEM_TABLE[permission];
  const reasons: Reason[] = [];
  if (!subject.active) reasons.push('inactive');
  if (subject.assurance !== ASSURANCE.strong) reasons.push('assurance');
  if (FRESH_SYSTEM.includes(permission) && !isFresh(subject)) reasons.push('fresh');
  if (!holders.includes(subject.systemRole)) reasons.push('role');
  if (SECOND_SYSTEM.includes(permission) && !(isAnother(subject, proposal.proposedBy) && isAnother(subject, proposal.person)))
    reasons.push('second');
  return { allow: reasons.length === 0, reasons };
}

/** A person is known and is not the subject: who is not known could be he. */
function isAnother({ accountId }: Subject, person: string | null | undefined): boolean {
  return typeof person === 'string' && person !== accountId;
}

function isFresh({ assurance, fresh }: Subject): boolean {
  return fresh && assurance === ASSURANCE.strong;
}

function releasableTo(label: Label, country: Country): boolean {
  const states: readonly string[] = label.releasableTo;
  return states[0] === EVERY_STATE || states.includes(country);
}
