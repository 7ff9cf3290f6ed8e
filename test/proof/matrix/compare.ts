import { type CedarOracle } from './cedar-oracle.js';
import { type Person, type Thing, type Verdict, type Wish } from './facts.js';
import { ground, objectProducts, sample, systemProduct, walk, type Case, type Dimension } from './spaces.js';
import { bitOfClause, clausesOf, type TableOracle } from './table-oracle.js';

/** What is under test: the decision of `libs/access`, or a mutant of it. */
export interface Decision {
  decide(person: Person, action: string, thing: Thing): Verdict;
  decideSystem(person: Person, permission: string, wish: Wish): Verdict;
}

export interface Tally {
  cases: number;
  allowed: number;
  differences: number;
  /** The first few, each as small as it can be made. */
  shown: string[];
}
export const emptyTally = (): Tally => ({ cases: 0, allowed: 0, differences: 0, shown: [] });
export const addUp = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      cases: sum.cases + one.cases,
      allowed: sum.allowed + one.allowed,
      differences: sum.differences + one.differences,
      shown: [...sum.shown, ...one.shown].slice(0, SHOWN),
    }),
    emptyTally(),
  );
const SHOWN = 5;

/** Which cases: a product (every n-th case, from an offset) or a number of random ones. */
export type Piece =
  { space: 'main' | 'circumstances' | 'origins' | 'system'; from: number; step: number } | { space: 'random'; seed: number; count: number };

/** Walks a piece and compares the decision with the table; what is equal allows or refuses for exactly the same clauses. */
export function compareWithTable(piece: Piece, table: TableOracle, decision: Decision): Tally {
  return compare(piece, table, (one) => {
    const system = piece.space === 'system';
    const expected = system ? table.judgeSystem(one.person, one.action, one.thing) : table.judge(one.person, one.action, one.thing);
    const found = system ? decision.decideSystem(one.person, one.action, wishOf(one)) : decision.decide(one.person, one.action, one.thing);
    return { allow: expected === 0, equal: found.allow === (expected === 0) && maskOf(found.reasons) === expected };
  });
}

/** Three ways: the Cedar policies must agree with table and decision. They name every prohibition, but not the lack of a role. */
export function compareWithCedar(piece: Piece, table: TableOracle, decision: Decision, cedar: CedarOracle): Tally {
  const role = bitOfClause('role');
  return compare(piece, table, (one) => {
    const system = piece.space === 'system';
    const expected = system ? table.judgeSystem(one.person, one.action, one.thing) : table.judge(one.person, one.action, one.thing);
    const found = system ? decision.decideSystem(one.person, one.action, wishOf(one)) : decision.decide(one.person, one.action, one.thing);
    const third = system ? cedar.judgeSystem(one.person, one.action, one.thing) : cedar.judge(one.person, one.action, one.thing);
    const { allow } = third;
    const equal = allow === found.allow && allow === (expected === 0) && third.forbidden === (expected & ~role);
    return { allow, equal: equal && third.forbidden === (maskOf(found.reasons) & ~role) };
  });
}

const wishOf = ({ thing }: Case): Wish => ({ proposedBy: thing.requestedBy, person: thing.about });

function compare(piece: Piece, table: TableOracle, judge: (one: Case) => { allow: boolean; equal: boolean }): Tally {
  const tally = emptyTally();
  const visit = (one: Case) => {
    const { allow, equal } = judge(one);
    if (allow) tally.allowed++;
    if (equal) return;
    tally.differences++;
    if (tally.shown.length < SHOWN)
      tally.shown.push(
        describe(
          smallest(one, (smaller) => !judge(smaller).equal),
          piece,
          table,
        ),
      );
  };
  if (piece.space === 'random') tally.cases = sample(table.actions, piece.seed, piece.count, visit);
  else tally.cases = walk(dimensionsOf(piece.space, table), piece.from, piece.step, visit);
  return tally;
}

export const dimensionsOf = (space: 'main' | 'circumstances' | 'origins' | 'system', table: TableOracle): Dimension[] =>
  space === 'system' ? systemProduct(table.permissions) : (objectProducts(table.actions)[space] as Dimension[]);

/** The decision names its reasons as the policy names its clauses, but for one: who is not active is `inactive`. */
function bitOfReason(reason: string): number {
  if (reason === 'inactive') return bitOfClause('active');
  return bitOfClause(reason === 'active' ? '' : reason);
}

function maskOf(reasons: readonly string[]): number {
  let mask = 0;
  for (const reason of reasons) mask |= bitOfReason(reason);
  return mask;
}

/** Every field that can go back to the ground without the difference going away does. */
function smallest(one: Case, differs: (one: Case) => boolean): Case {
  let found = structuredClone(one);
  const base = ground(one.action);
  const attempt = (candidate: Case) => {
    if (differs(candidate)) found = candidate;
  };
  for (const key of Object.keys(base.person) as (keyof Person)[])
    attempt({ ...found, person: { ...found.person, [key]: base.person[key] } });
  for (const key of Object.keys(base.thing) as (keyof Thing)[]) attempt({ ...found, thing: { ...found.thing, [key]: base.thing[key] } });
  return found;
}

/** Only what is not as in the ground. */
function describe(one: Case, { space }: Piece, table: TableOracle): string {
  const base = ground(one.action);
  const rest = <T extends object>(own: T, of: T) =>
    Object.fromEntries(Object.entries(own).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(of[key as keyof T])));
  const refused =
    space === 'system' ? table.judgeSystem(one.person, one.action, one.thing) : table.judge(one.person, one.action, one.thing);
  const expected = refused === 0 ? 'allow' : clausesOf(refused).join('+');
  return `${one.action} ${JSON.stringify({ ...rest(one.person, base.person), ...rest(one.thing, base.thing) })}: the table says ${expected}`;
}
