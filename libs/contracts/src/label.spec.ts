import fc from 'fast-check';
import { dominates, goesTo, joinLabels, type Label, labelSchema, type Level } from './label.js';

const CAVEATS = ['CYBER', 'NET', 'OPS', 'HUMINT'];
const COUNTRIES = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];

const level = fc.constantFrom<Level>(0, 1, 2, 3, 4);
const releasableTo = fc.oneof(fc.constant<Label['releasableTo']>(['ALL']), fc.shuffledSubarray(COUNTRIES, { minLength: 1 }));
const label: fc.Arbitrary<Label> = fc.record({
  level,
  caveats: fc.shuffledSubarray(CAVEATS),
  releasableTo,
  originator: fc.constantFrom(...COUNTRIES),
});
const subject = fc.record({
  clearance: fc.constantFrom(-1, 0, 1, 2, 3, 4),
  caveats: fc.subarray(CAVEATS),
  country: fc.constantFrom(...COUNTRIES, 'TN'),
});

/** Independent of both functions: who sees what (DESIGN §3). */
const sees = (who: { clearance: number; caveats: string[]; country: string }, what: Label): boolean =>
  who.clearance >= what.level &&
  what.caveats.filter((caveat) => !who.caveats.includes(caveat)).length === 0 &&
  (what.releasableTo[0] === 'ALL' || (what.releasableTo as string[]).includes(who.country));

/** What a label lets through, without the order of its lists and without its originator, who only says whose word for the level it is. */
const meaning = ({ level: its, caveats, releasableTo: countries }: Label) => ({
  level: its,
  caveats: [...caveats].sort(),
  releasableTo: [...countries].sort(),
});

/** The join, or null when no country may see all the sources. */
const join = (...labels: Label[]): Label | null => {
  try {
    return joinLabels(labels);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return null;
  }
};
const joined = (...labels: (Label | null)[]) => {
  const sources = labels.filter((each) => each !== null);
  const result = sources.length === labels.length ? join(...sources) : null;
  return result && meaning(result);
};

const runs = { numRuns: 2000 };
const bh = (its: Level, ...caveats: string[]): Label => ({ level: its, caveats, releasableTo: ['BH'], originator: 'BH' });

describe('joinLabels', () => {
  it('is idempotent', () => {
    fc.assert(
      fc.property(label, (a) => expect(joined(a, a)).toEqual(meaning(a))),
      runs,
    );
    fc.assert(
      fc.property(label, (a) => expect(joined(a)).toEqual(meaning(a))),
      runs,
    );
  });

  it('is commutative', () => {
    fc.assert(
      fc.property(label, label, (a, b) => expect(joined(a, b)).toEqual(joined(b, a))),
      runs,
    );
  });

  it('is associative, also in where it is undefined', () => {
    fc.assert(
      fc.property(label, label, label, (a, b, c) => {
        const all = joined(a, b, c);
        expect(joined(join(a, b), c)).toEqual(all);
        expect(joined(a, join(b, c))).toEqual(all);
      }),
      runs,
    );
  });

  it('dominates every source', () => {
    fc.assert(
      fc.property(label, label, (a, b) => {
        const both = join(a, b);
        fc.pre(both !== null);
        expect([dominates(both, a), dominates(both, b)]).toEqual([true, true]);
      }),
      runs,
    );
  });

  it('is the least that does: whoever sees all sources sees it, and nobody else', () => {
    let seen = 0;
    fc.assert(
      fc.property(label, label, subject, (a, b, who) => {
        const both = join(a, b);
        const may = sees(who, a) && sees(who, b);
        seen += Number(may);
        expect(both !== null && sees(who, both)).toBe(may);
      }),
      { numRuns: 10_000 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  it('is a label again', () => {
    fc.assert(
      fc.property(label, label, (a, b) => {
        const both = join(a, b);
        if (both) expect(labelSchema.safeParse(both).success).toBe(true);
      }),
      runs,
    );
  });

  it('joins these as a registrar would', () => {
    expect(joinLabels([bh(1, 'NET'), { ...bh(3, 'CYBER'), releasableTo: ['ALL'], originator: 'KW' }])).toEqual({
      ...bh(3, 'CYBER', 'NET'),
      originator: 'KW',
    });
    expect(joinLabels([bh(3), { ...bh(3), originator: 'KW' }]).originator).toBe('BH');
    expect(joinLabels([bh(4), { ...bh(0), releasableTo: ['KW', 'BH'] }]).releasableTo).toEqual(['BH']);
    expect(() => joinLabels([bh(1), { ...bh(1), releasableTo: ['KW'] }])).toThrow('no country');
    expect(() => joinLabels([])).toThrow('at least one');
  });
});

describe('dominates', () => {
  it('is reflexive, antisymmetric in meaning, and transitive', () => {
    let chains = 0;
    fc.assert(
      fc.property(label, label, label, (a, b, c) => {
        expect(dominates(a, a)).toBe(true);
        if (dominates(a, b) && dominates(b, a)) expect(meaning(a)).toEqual(meaning(b));
        if (dominates(a, b) && dominates(b, c)) {
          chains += 1;
          expect(dominates(a, c)).toBe(true);
        }
      }),
      { numRuns: 20_000 },
    );
    expect(chains).toBeGreaterThan(50);
  });

  it('holds exactly when nobody sees the upper one without seeing the lower one', () => {
    /** Everybody there is, in a world of two caveats and three countries: small enough to ask all. */
    const people = [-1, 0, 1, 2, 3, 4].flatMap((clearance) =>
      [[], ['NET'], ['CYBER'], ['NET', 'CYBER']].flatMap((caveats) =>
        ['BH', 'KW', 'TN'].map((country) => ({ clearance, caveats, country })),
      ),
    );
    const labels = ([0, 2, 4] as const).flatMap((its) =>
      [[], ['NET'], ['CYBER'], ['CYBER', 'NET']].flatMap((caveats) =>
        ([['ALL'], ['BH'], ['KW'], ['KW', 'BH']] as const).map((countries): Label => ({
          level: its,
          caveats,
          releasableTo: [...countries],
          originator: 'BH',
        })),
      ),
    );
    const counted = { true: 0, false: 0 };
    for (const upper of labels)
      for (const lower of labels) {
        const truth = people.every((who) => !sees(who, upper) || sees(who, lower));
        expect([upper, lower, dominates(upper, lower)]).toEqual([upper, lower, truth]);
        counted[`${truth}`] += 1;
      }
    expect(counted.true).toBeGreaterThan(100);
    expect(counted.false).toBeGreaterThan(100);
  });
});

describe('goesTo', () => {
  it.each([
    [['ALL'], 'TN', true],
    [['BH', 'SA'], 'SA', true],
    [['BH', 'SA'], 'KW', false],
  ] as const)('%p to %s: %p', (releasableTo, country, goes) => {
    expect(goesTo({ releasableTo: [...releasableTo] }, country)).toBe(goes);
  });
});

describe('labelSchema', () => {
  it.each([
    ['a level that is none', { ...bh(0), level: 5 }],
    ['a level between two', { ...bh(0), level: 1.5 }],
    ['a caveat twice', bh(1, 'NET', 'NET')],
    ['a caveat in lower case', bh(1, 'net')],
    ['no country', { ...bh(0), releasableTo: [] }],
    ['everybody and somebody', { ...bh(0), releasableTo: ['ALL', 'BH'] }],
    ['a country twice', { ...bh(0), releasableTo: ['BH', 'BH'] }],
    ['more than a label has', { ...bh(0), owner: 'x' }],
  ])('refuses %s', (_, input) => {
    expect(labelSchema.safeParse(input).success).toBe(false);
    expect(labelSchema.safeParse(bh(3, 'NET')).success).toBe(true);
  });
});
