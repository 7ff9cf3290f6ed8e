import { EVERY_STATE, MEMBER_STATES, type Label, type Level } from '@app/contracts';

/** A country that no list names. */
export const OUTSIDER = 'XX';
const CAVEATS = ['CYBER', 'NET'] as const;
const LEVELS = [0, 1, 2, 3, 4] as const;

/** All labels over the first `countries` member states (each list of them, and every state), two caveats, five levels. */
export function everyLabel(countries: number): Label[] {
  const states = MEMBER_STATES.slice(0, countries);
  const lists = [[EVERY_STATE], ...subsets(states).filter((list) => list.length > 0)];
  return LEVELS.flatMap((level: Level) =>
    subsets(CAVEATS).flatMap((caveats) => lists.map((releasableTo) => ({ level, caveats, releasableTo, originator: 'BH' }))),
  );
}

/**
 * The meaning of a label, spelled out: for every imaginable reader (six clearances, each set of caveats, each state and an
 * outsider) whether the label alone lets him see the thing. One character each, so that two labels compare as texts.
 */
export function viewersOf(label: Label, countries: number): string {
  let viewers = '';
  for (const country of [...MEMBER_STATES.slice(0, countries), OUTSIDER]) {
    for (const caveats of subsets(CAVEATS)) {
      for (const clearance of [-1, 0, 1, 2, 3, 4]) {
        const released = label.releasableTo.some((entry) => entry === EVERY_STATE || entry === country);
        const readInto = label.caveats.every((caveat) => caveats.some((own) => own === caveat));
        viewers += released && readInto && clearance >= label.level ? '1' : '0';
      }
    }
  }
  return viewers;
}

/** Who sees both. */
export const both = (left: string, right: string): string =>
  [...left].map((one, at) => (one === '1' && right[at] === '1' ? '1' : '0')).join('');

/** Whether everybody of `inner` is in `outer`. */
export const within = (inner: string, outer: string): boolean => [...inner].every((one, at) => one === '0' || outer[at] === '1');

function subsets<T>(of: readonly T[]): T[][] {
  return of.reduce<T[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);
}
