import { ASSURANCE, EVERY_STATE, MEETING_STATES, MEMBER_STATES, ROLES, SYSTEM_ROLES, type Label } from '@app/contracts';
import { type Person, type Thing } from './facts.js';

/** One question to the decision. The walks below change one case in place: whoever keeps it copies it. */
export interface Case {
  person: Person;
  /** An object permission, or a system permission (then of the thing only the proposal plays a part). */
  action: string;
  thing: Thing & { label: { -readonly [K in keyof Label]: Label[K] } };
}

/** One way in which cases differ. */
export interface Dimension<T = unknown> {
  values: readonly T[];
  set(one: Case, value: T): void;
}
/** Hides the type of the values, so that dimensions of all kinds stand in one list. */
const dimension = <T>(values: readonly T[], set: (one: Case, value: T) => void): Dimension => ({ values, set });

const LEVELS = [0, 1, 2, 3, 4] as const;
const CAVEAT_SETS = [[], ['CYBER'], ['NET'], ['CYBER', 'NET']] as const;
const OUTSIDER = 'TN';
const COUNTRIES = [...MEMBER_STATES, OUTSIDER];
const STATES = ['none', ...MEETING_STATES] as const;
const YES_NO = [true, false] as const;
const UNSET_OR = [undefined, true, false] as const;

/** What a person and a thing are while nothing refuses: the ground from which cases depart. */
export const ground = (action: string): Case => ({
  person: {
    accountId: 'one',
    active: true,
    country: 'BH',
    clearance: 4,
    caveats: ['CYBER', 'NET'],
    ceiling: 4,
    assurance: ASSURANCE.strong,
    fresh: true,
    systemRole: null,
  },
  action,
  thing: {
    label: { level: 0, caveats: [], releasableTo: [EVERY_STATE], originator: 'BH' },
    state: 'draft',
    role: 'secretary',
    list: 'open',
    recused: false,
    embargoed: false,
    withdrawn: false,
    requestedBy: 'another',
    about: 'another',
  },
});

/** The releasability lists of the main product: every state, the originator alone, others, two, all six, an outsider. */
const RELEASED_TO: Label['releasableTo'][] = [
  [EVERY_STATE],
  ['BH'],
  ['SA'],
  ['BH', 'SA'],
  ['KW', 'QA', 'OM'],
  [...MEMBER_STATES],
  [OUTSIDER],
  [...MEMBER_STATES, OUTSIDER],
];

const person = {
  active: dimension(YES_NO, (one, value) => (one.person.active = value)),
  country: (values: readonly string[]) => dimension(values, (one, value) => (one.person.country = value)),
  clearance: (values: readonly Person['clearance'][]) => dimension(values, (one, value) => (one.person.clearance = value)),
  caveats: dimension(CAVEAT_SETS, (one, value) => (one.person.caveats = value)),
  ceiling: dimension(LEVELS, (one, value) => (one.person.ceiling = value)),
  assurance: dimension([0, 1, 2] as const, (one, value) => (one.person.assurance = value)),
  fresh: dimension(YES_NO, (one, value) => (one.person.fresh = value)),
  systemRole: dimension([null, ...SYSTEM_ROLES], (one, value) => (one.person.systemRole = value)),
};
const thing = {
  level: (values: readonly Label['level'][]) => dimension(values, (one, value) => (one.thing.label.level = value)),
  caveats: dimension(CAVEAT_SETS, (one, value) => (one.thing.label.caveats = [...value])),
  releasableTo: (values: readonly Label['releasableTo'][]) => dimension(values, (one, value) => (one.thing.label.releasableTo = value)),
  originator: (values: readonly string[]) => dimension(values, (one, value) => (one.thing.label.originator = value)),
  state: (values: readonly Thing['state'][]) => dimension(values, (one, value) => (one.thing.state = value)),
  role: (values: readonly Thing['role'][]) => dimension(values, (one, value) => (one.thing.role = value)),
  list: dimension([undefined, 'open', 'listed', 'unlisted'] as const, (one, value) => (one.thing.list = value)),
  recused: dimension(UNSET_OR, (one, value) => (one.thing.recused = value)),
  embargoed: dimension(UNSET_OR, (one, value) => (one.thing.embargoed = value)),
  withdrawn: dimension(UNSET_OR, (one, value) => (one.thing.withdrawn = value)),
  requestedBy: dimension([undefined, null, 'one', 'another'], (one, value) => (one.thing.requestedBy = value)),
  about: dimension([undefined, null, 'one', 'another'], (one, value) => (one.thing.about = value)),
};
const action = (values: readonly string[]) => dimension(values, (one, value) => (one.action = value));
const CLEARANCES = [-1, ...LEVELS] as const;
const EVERY_ROLE = [null, ...ROLES] as const;

/** The products that are walked from end to end, each over all actions. The last dimension changes fastest. */
export const objectProducts = (actions: readonly string[]): Record<string, Dimension[]> => ({
  // clearance × level × caveats × country × releasability × role × state × action × assurance
  main: [
    action(actions),
    thing.state(STATES),
    thing.role(EVERY_ROLE),
    thing.releasableTo(RELEASED_TO),
    person.assurance,
    person.country(COUNTRIES),
    thing.caveats,
    person.caveats,
    thing.level(LEVELS),
    person.clearance(CLEARANCES),
  ],
  // what the main product leaves at its ground
  circumstances: [
    action(actions),
    thing.state(['none', 'draft', 'inSession', 'closed']),
    thing.role([null, 'chair', 'secretary', 'observer']),
    thing.level([1, 2]),
    person.assurance,
    person.country(['BH', 'SA']),
    person.ceiling,
    person.fresh,
    person.active,
    thing.requestedBy,
    thing.list,
    thing.recused,
    thing.embargoed,
    thing.withdrawn,
  ],
  // every list of states, every originator
  origins: [
    action(actions),
    thing.role(['chair', 'member']),
    thing.state(['draft', 'published']),
    thing.originator(COUNTRIES),
    person.country(COUNTRIES),
    person.fresh,
    person.systemRole,
    thing.releasableTo([[EVERY_STATE], ...listsOf(MEMBER_STATES)]),
  ],
});

export const systemProduct = (permissions: readonly string[]): Dimension[] => [
  action(permissions),
  person.country(COUNTRIES),
  person.caveats,
  person.clearance(CLEARANCES),
  person.ceiling,
  person.systemRole,
  person.fresh,
  person.assurance,
  person.active,
  thing.requestedBy,
  thing.about,
];

export const sizeOf = (dimensions: readonly Dimension[]): number => dimensions.reduce((size, { values }) => size * values.length, 1);

/** Visits the cases number `from`, `from + step`, … of a product; returns how many. */
export function walk(dimensions: readonly Dimension[], from: number, step: number, visit: (one: Case) => void): number {
  const one = ground('');
  const size = sizeOf(dimensions);
  const digits = dimensions.map(() => -1);
  let visited = 0;
  for (let at = from; at < size; at += step) {
    for (let rest = at, n = dimensions.length - 1; n >= 0; n--) {
      const { values, set } = dimensions[n] as Dimension;
      const digit = rest % values.length;
      rest = (rest - digit) / values.length;
      if (digits[n] === digit) continue;
      digits[n] = digit;
      set(one, values[digit]);
    }
    visit(one);
    visited++;
  }
  return visited;
}

/** All non-empty lists of some of these. */
function listsOf(states: readonly string[]): string[][] {
  return states.reduce<string[][]>((lists, state) => [...lists, ...lists.map((list) => [...list, state])], [[]]).slice(1);
}

/**
 * Random cases over everything at once, the same for the same seed: a third of them anything at all, the others a step or
 * two away from what is allowed, where a wrong rule would show.
 */
export function sample(actions: readonly string[], seed: number, count: number, visit: (one: Case) => void): number {
  const random = generator(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const some = <T>(from: readonly T[]): T[] => from.filter(() => random() < 0.4);
  const everywhere = [...COUNTRIES, 'KM', 'XX'];
  const dimensions = [
    thing.state(STATES),
    thing.role(EVERY_ROLE),
    thing.level(LEVELS),
    thing.originator(everywhere),
    person.country(everywhere),
    person.clearance(CLEARANCES),
    ...[person.active, person.ceiling, person.assurance, person.fresh, person.systemRole],
    ...[thing.list, thing.recused, thing.embargoed, thing.withdrawn, thing.requestedBy],
  ];
  for (let n = 0; n < count; n++) {
    const one = ground(actions[below(actions.length)] as string);
    const wild = random() < 1 / 3;
    const change = () => wild || random() < 0.12;
    for (const { values, set } of dimensions) if (change()) set(one, values[below(values.length)]);
    if (change()) one.person.caveats = some(['CYBER', 'NET', 'ENERGY', 'FINANCE']);
    if (random() < 0.5)
      one.thing.label.caveats = some(['CYBER', 'NET', wild ? 'ENERGY' : 'NET']).filter((caveat, at, all) => all.indexOf(caveat) === at);
    if (random() < 0.5) {
      const list = some(everywhere);
      if (!wild && !list.includes('BH')) list.push('BH');
      if (list.length > 0) one.thing.label.releasableTo = list;
    }
    if (change()) one.person.accountId = 'another';
    visit(one);
  }
  return count;
}

/** Mulberry32: small, quick and the same everywhere. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
