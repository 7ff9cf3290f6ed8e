import { decide, decideSystem, OBJECT_STATES } from '@app/access/rules/index.js';
import { MEETING_STATES, PERMISSIONS } from '@app/contracts';
import { compareWithTable, type Decision, type Piece } from './compare.js';
import { FOLDER } from './matrix.js';
import { ground } from './spaces.js';
import { loadTable } from './table-oracle.js';

// A few thousand cases in the test's own process, quick enough to be run once for each mutant of the rules.
const table = loadTable(`${FOLDER}/table`);
const decision = { decide, decideSystem } as Decision;
const PIECES: Piece[] = [
  { space: 'main', from: 0, step: 14_009 },
  { space: 'circumstances', from: 0, step: 5_003 },
  { space: 'origins', from: 0, step: 599 },
  { space: 'system', from: 0, step: 31 },
  { space: 'random', seed: 7, count: 15_000 },
];

test('the table knows every action, permission and state there is, and no other', () => {
  const ofKind = (wanted: string) => Object.entries(PERMISSIONS).flatMap(([name, kind]) => (kind === wanted ? [name] : []));
  expect([...table.actions].sort()).toEqual(ofKind('object').sort());
  expect([...table.permissions].sort()).toEqual(ofKind('system').sort());
  expect(OBJECT_STATES).toEqual(['none', ...MEETING_STATES]);
});

test.each(PIECES)('the decision is that of the table in a slice of $space', (piece) => {
  expect(compareWithTable(piece, table, decision)).toMatchObject({ differences: 0, shown: [] });
});

// The compiler wants every fact; what comes out of a database all the same without one must not open anything.
const FACTS = {
  person: ['active', 'country', 'clearance', 'caveats', 'ceiling', 'assurance', 'fresh'],
  thing: ['label', 'state', 'role'],
  label: ['level', 'caveats', 'releasableTo', 'originator'],
} as const;
const MISSING = Object.entries(FACTS).flatMap(([of, names]) =>
  names.flatMap((name) => [undefined, NaN].map((value) => ({ of, name, value }))),
);

const fullCase = () => {
  const one = ground('label.approve');
  one.thing.label = { level: 1, caveats: ['CYBER'], releasableTo: ['BH'], originator: 'BH' };
  return one;
};

test('with all its facts the case below is allowed', () => {
  const { person, action, thing } = fullCase();
  expect(decision.decide(person, action, thing)).toEqual({ allow: true, reasons: [] });
});

test.each(MISSING)('$name of the $of never grants anything when it is $value', ({ of, name, value }) => {
  const { person, thing } = fullCase();
  // A fresh sign-in would be asked for beside the assurance.
  const action = name === 'assurance' ? 'item.read' : 'label.approve';
  const owners: Record<string, object> = { person, thing, label: thing.label };
  Object.assign(owners[of] ?? {}, { [name]: value });
  let allow = false;
  try {
    ({ allow } = decision.decide(person, action, thing));
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
  }
  expect(allow).toBe(false);
});
