import {
  ASSURANCE,
  type Assurance,
  type Label,
  type Level,
  MEETING_STATES,
  type ObjectPermission,
  type Role,
  ROLES,
  SYSTEM_ROLES,
  type SystemPermission,
} from '@app/contracts';
import { type AccessObject, decide, decideSystem, type Subject } from './decide.js';
import { OBJECT_STATES, type ObjectState } from './roles-table.js';

/*
 * The oracle is written by hand from DESIGN §3 and shares nothing with the rules: tables of what is allowed, in
 * letters and lists, instead of comparisons. Each of these changes to decide.ts was tried and makes this file fail:
 * < to <= or dropped in assurance, clearance and ceiling; every to some; includes dropped in caveats; ALL read as a
 * country; each `reasons.push` removed; role null let through; an unknown state let through; withdrawn ignored.
 */

/** Roles by letter: chair, secretary, member, alternate, expert, observer, interpreter. */
const LETTERS: Readonly<Record<string, Role>> = {
  c: 'chair',
  s: 'secretary',
  m: 'member',
  a: 'alternate',
  e: 'expert',
  o: 'observer',
  i: 'interpreter',
};
const EVERYBODY = 'csmaeoi';

/** A few actions, each as a clerk would fill in the form: per state, who may. */
const WHO: Readonly<Partial<Record<ObjectPermission, Readonly<Record<ObjectState, string>>>>> = {
  'document.read': {
    none: '',
    draft: 'cs',
    published: EVERYBODY,
    inSession: EVERYBODY,
    adjourned: EVERYBODY,
    closed: EVERYBODY,
    archived: EVERYBODY,
  },
  'document.upload': { none: '', draft: 's', published: 's', inSession: 's', adjourned: 's', closed: '', archived: '' },
  'meeting.publish': { none: '', draft: 's', published: '', inSession: '', adjourned: '', closed: '', archived: '' },
  'presenter.lead': { none: '', draft: '', published: 'cs', inSession: 'cs', adjourned: 'cs', closed: '', archived: '' },
  'conference.speak': { none: '', draft: '', published: 'csmaei', inSession: 'csmaei', adjourned: 'csmaei', closed: '', archived: '' },
  'body.list': { none: EVERYBODY, draft: '', published: '', inSession: '', adjourned: '', closed: '', archived: '' },
};
const ACTIONS = Object.keys(WHO) as ObjectPermission[];

/** Levels somebody may see, by what limits him: read off, not computed. */
const BY_CLEARANCE: Readonly<Record<string, readonly Level[]>> = {
  '-1': [],
  0: [0],
  1: [0, 1],
  2: [0, 1, 2],
  3: [0, 1, 2, 3],
  4: [0, 1, 2, 3, 4],
};
const BY_ASSURANCE: Readonly<Record<Assurance, readonly Level[]>> = { 0: [], 1: [0, 1], 2: [0, 1, 2, 3, 4] };

function expected(subject: Subject, action: ObjectPermission, object: AccessObject): boolean {
  const { level, caveats, releasableTo } = object.label;
  const released =
    releasableTo.length === 1 && releasableTo[0] === 'ALL'
      ? true
      : releasableTo.filter((country) => country === subject.country).length === 1;
  const lacking = new Set<string>(caveats);
  for (const held of subject.caveats) lacking.delete(held);
  const roles = [...(WHO[action]?.[object.state] ?? '')].map((letter) => LETTERS[letter]);
  const has = <T>(list: readonly T[] | undefined, one: T) => list?.some((each) => each === one) ?? false;
  const all = [
    subject.active,
    object.withdrawn !== true,
    has(BY_ASSURANCE[subject.assurance], level),
    has(BY_CLEARANCE[String(subject.clearance)], level),
    has(BY_CLEARANCE[String(subject.ceiling)], level),
    lacking.size === 0,
    released,
    object.role !== null && has(roles, object.role),
  ];
  return !all.includes(false);
}

const LEVELS: readonly Level[] = [0, 1, 2, 3, 4];
const ASSURANCES: readonly Assurance[] = [0, 1, 2];
const HELD = [[], ['CYBER'], ['NET'], ['NET', 'CYBER']];
const WORN = [[], ['CYBER'], ['NET'], ['CYBER', 'NET']];
const RELEASES: readonly Label['releasableTo'][] = [['ALL'], ['BH'], ['KW', 'SA'], ['SA', 'BH', 'KW']];
const COUNTRIES = ['BH', 'KW', ''];

interface Tally {
  cases: number;
  allowed: number;
  differences: unknown[];
}

function compare(tally: Tally, subject: Subject, action: ObjectPermission, object: AccessObject): void {
  const { allow, reasons } = decide(subject, action, object);
  const wanted = expected(subject, action, object);
  tally.cases += 1;
  if (allow) tally.allowed += 1;
  if (allow !== wanted || allow !== (reasons.length === 0)) tally.differences.push({ subject, action, object, allow, wanted, reasons });
}

const somebody: Subject = {
  accountId: 'a',
  active: true,
  country: 'BH',
  clearance: 4,
  caveats: ['NET', 'CYBER'],
  ceiling: 4,
  assurance: 2,
  fresh: false,
  systemRole: null,
};
const something: AccessObject = {
  label: { level: 2, caveats: ['NET'], releasableTo: ['BH'], originator: 'BH' },
  state: 'inSession',
  role: 'member',
};

describe('decide', () => {
  it('agrees with the table on every combination of subject and label', () => {
    const tally: Tally = { cases: 0, allowed: 0, differences: [] };
    for (const clearance of [-1, ...LEVELS] as const)
      for (const ceiling of LEVELS)
        for (const assurance of ASSURANCES)
          for (const level of LEVELS)
            for (const held of HELD)
              for (const worn of WORN)
                for (const releasableTo of RELEASES)
                  for (const country of COUNTRIES) {
                    const subject = { ...somebody, clearance, ceiling, assurance, country, caveats: held };
                    compare(tally, subject, 'document.read', {
                      ...something,
                      label: { level, caveats: worn, releasableTo, originator: 'BH' },
                    });
                  }
    expect(tally.differences.slice(0, 3)).toEqual([]);
    expect(tally.cases).toBe(6 * 5 * 3 * 5 * 4 * 4 * 4 * 3);
    // Not vacuous: both answers occur often.
    expect(tally.allowed).toBeGreaterThan(3000);
  });

  it('agrees with the table on every action, state and role, for people who may and may not know', () => {
    const tally: Tally = { cases: 0, allowed: 0, differences: [] };
    for (const action of ACTIONS)
      for (const state of OBJECT_STATES)
        for (const role of [null, ...ROLES])
          for (const clearance of [-1, 1, 2, 4] as const)
            for (const active of [true, false])
              for (const withdrawn of [true, false, undefined])
                for (const systemRole of [null, ...SYSTEM_ROLES])
                  compare(tally, { ...somebody, clearance, active, systemRole }, action, {
                    ...something,
                    state,
                    role,
                    ...(withdrawn === undefined ? {} : { withdrawn }),
                  });
    expect(tally.differences.slice(0, 3)).toEqual([]);
    expect(tally.cases).toBe(ACTIONS.length * 7 * 8 * 4 * 2 * 3 * 4);
    expect(tally.allowed).toBeGreaterThan(1000);
  });

  it('tells every reason at once, so that neither trail nor time tells which came first', () => {
    const nobody: Subject = {
      accountId: 'b',
      active: false,
      country: 'KW',
      clearance: -1,
      caveats: [],
      ceiling: 0,
      assurance: 0,
      fresh: true,
      systemRole: 'systemAdministrator',
    };
    const everything = { role: null, list: 'unlisted', recused: true, embargoed: true, withdrawn: true, requestedBy: 'b' } as const;
    const { allow, reasons } = decide(nobody, 'label.approve', { ...something, ...everything });
    expect(allow).toBe(false);
    expect(reasons).toEqual([
      'inactive',
      'assurance',
      'fresh',
      'clearance',
      'ceiling',
      'caveat',
      'release',
      'role',
      'list',
      'originator',
      'second',
      'recused',
      'embargo',
      'withdrawn',
    ]);
    expect(decide(somebody, 'document.read', something)).toEqual({ allow: true, reasons: [] });
  });

  it.each<[string, Partial<Subject>, Partial<AccessObject>]>([
    ['inactive', { active: false }, {}],
    ['assurance', { assurance: ASSURANCE.password }, {}],
    ['clearance', { clearance: 1 }, {}],
    ['ceiling', { ceiling: 1 }, {}],
    ['caveat', { caveats: ['CYBER'] }, {}],
    ['release', { country: 'OM' }, {}],
    ['role', {}, { role: null }],
    ['role', {}, { state: 'draft' }],
    ['withdrawn', {}, { withdrawn: true }],
    ['list', {}, { list: 'unlisted' }],
    ['recused', {}, { recused: true }],
    ['embargo', {}, { embargoed: true }],
  ])('refuses for %s alone', (reason, subject, object) => {
    expect(decide({ ...somebody, ...subject }, 'document.read', { ...something, ...object }).reasons).toEqual([reason]);
  });

  it('holds an embargo for all but those who prepare the meeting', () => {
    const embargoed = ROLES.filter((role) => decide(somebody, 'document.read', { ...something, role, embargoed: true }).allow);
    expect(embargoed).toEqual(['chair', 'secretary']);
  });

  const chair = { ...something, role: 'chair', requestedBy: 'somebody else' } as const;
  const fresh = { ...somebody, fresh: true };
  it.each(['label.request', 'label.approve', 'label.reject', 'label.answer'] as const)(
    '%s: the originator’s side, freshly proved',
    (action) => {
      expect(decide(fresh, action, chair).reasons).toEqual([]);
      expect(decide(somebody, action, chair).reasons).toEqual(['fresh']);
      expect(decide({ ...fresh, assurance: 1 }, action, { ...chair, label: { ...chair.label, level: 1 } }).reasons).toEqual(['fresh']);
      const foreign = { ...chair.label, releasableTo: ['BH', 'SA'], originator: 'SA' };
      expect(decide(fresh, action, { ...chair, label: foreign }).reasons).toEqual(['originator']);
      expect(decide(fresh, action, { ...chair, role: 'expert' }).reasons).toEqual(['role']);
    },
  );

  it('needs a second person to approve, and only for that', () => {
    const own = { ...chair, requestedBy: 'a' };
    expect(decide(fresh, 'label.approve', own).reasons).toEqual(['second']);
    expect(decide(fresh, 'label.reject', own).reasons).toEqual([]);
    // Nobody asked, or it is not known who: it could be he.
    for (const { requestedBy: _, ...nobodys } of [chair])
      for (const unknown of [nobodys, { ...nobodys, requestedBy: null }])
        expect(decide(fresh, 'label.approve', unknown).reasons).toEqual(['second']);
  });

  it('shows receipts to the originator’s side, without a fresh proof', () => {
    expect(decide(somebody, 'receipts.read', chair).reasons).toEqual([]);
    expect(decide(somebody, 'receipts.read', { ...chair, label: { ...chair.label, originator: 'SA' } }).reasons).toEqual(['originator']);
  });

  it('lets everybody ask for a release once the meeting is published', () => {
    const askers = ROLES.filter((role) => decide(somebody, 'release.ask', { ...something, role }).allow);
    expect(askers).toEqual(ROLES);
    expect(decide(somebody, 'release.ask', { ...chair, state: 'draft' }).reasons).toEqual(['role']);
  });

  it('gives a system role nothing: not one paper, in no state', () => {
    for (const systemRole of SYSTEM_ROLES)
      for (const state of MEETING_STATES)
        expect(decide({ ...somebody, systemRole }, 'document.read', { ...something, state, role: null }).allow).toBe(false);
  });
});

describe('decideSystem', () => {
  /** Who holds what, by hand; `fresh` where it must have been proved within the last minutes. */
  const HOLDERS: Readonly<Record<SystemPermission, readonly string[]>> = {
    'account.list': ['systemAdministrator', 'securityOfficer'],
    'account.manage': ['systemAdministrator', 'fresh'],
    'office.list': ['systemAdministrator', 'securityOfficer'],
    'office.propose': ['systemAdministrator', 'securityOfficer', 'fresh'],
    'office.approve': ['securityOfficer', 'fresh'],
    'site.manage': ['systemAdministrator', 'fresh'],
    'clearance.list': ['securityOfficer'],
    'clearance.grant': ['securityOfficer', 'fresh'],
    'audit.read': ['auditor'],
    'audit.export': ['auditor', 'fresh'],
  };

  it('agrees with the table on every combination', () => {
    const answers = { true: 0, false: 0 };
    for (const permission of Object.keys(HOLDERS) as SystemPermission[])
      for (const systemRole of [null, ...SYSTEM_ROLES])
        for (const active of [true, false])
          for (const fresh of [true, false])
            for (const assurance of ASSURANCES) {
              const holders: readonly (string | null)[] = HOLDERS[permission];
              const wanted = active && assurance === 2 && holders.includes(systemRole) && (fresh || !holders.includes('fresh'));
              const { allow, reasons } = decideSystem({ ...somebody, systemRole, active, assurance, fresh }, permission, {
                proposedBy: 'b',
                person: 'c',
              });
              expect([permission, systemRole, active, fresh, assurance, allow]).toEqual([
                permission,
                systemRole,
                active,
                fresh,
                assurance,
                wanted,
              ]);
              expect(reasons.length === 0).toBe(allow);
              answers[`${allow}`] += 1;
            }
    expect(answers).toEqual({ true: 19, false: 461 });
  });

  it('wants another person for an office than the one who proposed it and the one it is for, and knows both', () => {
    const officer = { ...somebody, systemRole: 'securityOfficer', fresh: true } as const;
    expect(decideSystem(officer, 'office.approve', { proposedBy: 'b', person: 'c' }).reasons).toEqual([]);
    for (const proposal of [
      { proposedBy: 'a', person: 'c' },
      { proposedBy: 'b', person: 'a' },
      { proposedBy: null, person: 'c' },
      { proposedBy: 'b', person: null },
      { person: 'c' },
      { proposedBy: 'b' },
      {},
    ])
      expect([proposal, decideSystem(officer, 'office.approve', proposal).reasons]).toEqual([proposal, ['second']]);
    expect(decideSystem(officer, 'office.propose').reasons).toEqual([]);
  });

  it('tells every reason at once', () => {
    const nobody = { ...somebody, active: false, assurance: ASSURANCE.none };
    expect(decideSystem(nobody, 'clearance.grant').reasons).toEqual(['inactive', 'assurance', 'fresh', 'role']);
  });
});
