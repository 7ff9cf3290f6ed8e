import { type SourceMutant } from './mutant.js';

const fault = (name: string, breaks: string, find: string, replace: string): SourceMutant => ({
  name,
  breaks,
  file: 'libs/contracts/src/label.ts',
  find,
  replace,
  caughtBy: 'proof/matrix/labels',
});

/** Faults in the label of derived things (§8) and in the comparison of labels. */
export const LABEL_MUTANTS: readonly SourceMutant[] = [
  fault('join-takes-lowest-level', 'a pack carries the lowest level of its papers', 'Math.max(joined.level', 'Math.min(joined.level'),
  fault('join-forgets-a-source', 'only the last two sources of a pack count for its caveats', '...joined.caveats, ...label', '...label'),
  fault(
    'join-forgets-caveats',
    'a pack carries the caveats of its first paper only',
    '...joined.caveats, ...label.caveats',
    '...joined.caveats',
  ),
  fault(
    'join-adds-countries',
    'a pack goes to every country that may have one of its papers',
    'return left.filter((country) => right.includes(country));',
    'return [...left, ...right.filter((country) => !left.includes(country))];',
  ),
  fault(
    'join-without-reader',
    'papers that nobody may see together make a label instead of a refusal',
    'if (releasableTo.length === 0)',
    'if (releasableTo.length < 0)',
  ),
  fault(
    'every-state-wins',
    'a paper for every state opens the pack to every state',
    'if (left[0] === EVERY_STATE) return [...right];',
    'if (left[0] === EVERY_STATE) return [...left];',
  ),
  fault('dominance-flipped', 'a lower level counts as stricter', 'upper.level >= lower.level', 'upper.level <= lower.level'),
  fault('dominance-strict', 'the same level does not count as strict enough', 'upper.level >= lower.level', 'upper.level > lower.level'),
  fault(
    'dominance-any-caveat',
    'one caveat in common counts as all',
    'lower.caveats.every((caveat) => upper.caveats.includes(caveat))',
    'lower.caveats.some((caveat) => upper.caveats.includes(caveat))',
  ),
  fault(
    'dominance-ignores-countries',
    'a wider list of countries counts as stricter',
    'reach.length === upper.releasableTo.length',
    'reach.length >= 0',
  ),
  fault(
    'dominance-ignores-every-state',
    'a paper for every state counts as at least as strict as one for some',
    'upper.releasableTo[0] !== EVERY_STATE || lower',
    'true || lower',
  ),
];
