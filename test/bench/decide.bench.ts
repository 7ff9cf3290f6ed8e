import { type AccessObject, decide, type Subject } from '@app/access/rules/index.js';
import { type Level, MEETING_STATES, type ObjectPermission, ROLES } from '@app/contracts';
import { figure, interleaved, PROCESSOR } from './measure.js';

/** Decisions in one turn: long beside the four milliseconds in which Linux counts processor time. */
const BATCH = 2_000_000;
const ACTIONS: readonly ObjectPermission[] = ['document.read', 'item.read', 'annotation.write', 'document.upload', 'label.approve'];
const COUNTRIES = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];

/** Deterministic, so that every run decides the same cases. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

interface Case {
  readonly subject: Subject;
  readonly action: ObjectPermission;
  readonly object: AccessObject;
}

function cases(count: number): Case[] {
  const next = random(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const some = (list: readonly string[]) => list.filter(() => next() < 0.5);
  return Array.from({ length: count }, () => {
    const releasableTo = next() < 0.2 ? ['ALL'] : ['BH', ...some(COUNTRIES.slice(1))];
    return {
      subject: {
        accountId: 'a',
        active: next() < 0.95,
        country: pick(COUNTRIES),
        clearance: pick([0, 1, 2, 3, 4] as const),
        caveats: some(['CYBER', 'NET']),
        ceiling: pick([1, 2, 3, 4] as const),
        assurance: pick([1, 2, 2] as const),
        fresh: next() < 0.5,
        systemRole: null,
      },
      action: pick(ACTIONS),
      object: {
        label: { level: pick([0, 1, 2, 3, 4] as const), caveats: some(['CYBER', 'NET']), releasableTo, originator: 'BH' },
        state: pick(MEETING_STATES),
        role: pick(ROLES),
        list: pick(['open', 'listed', 'unlisted'] as const),
      },
    };
  });
}

/** The limit: the five comparisons of a label as bit masks, nothing said about why. */
function masked({ subject, object }: Case): boolean {
  return (
    subject.clearance >= object.label.level &&
    subject.ceiling >= object.label.level &&
    (subject.assurance > 1 || object.label.level < (2 as Level))
  );
}

it('decides at least two million times a second on one core', async () => {
  const all = cases(2_000);
  let allowed = 0;
  const run = (judge: (one: Case) => boolean) => () => {
    for (let n = 0; n < BATCH; n += 1) if (judge(all[n % all.length] as Case)) allowed += 1;
  };
  const ours = (one: Case) => decide(one.subject, one.action, one.object).allow;
  const times = await interleaved({ ours: run(ours), limit: run(masked) }, 15, PROCESSOR);
  expect(allowed).toBeGreaterThan(0);
  const perSecond = (ms: number) => Math.round(BATCH / (ms / 1000));
  figure({ bench: 'decide', name: 'ours', value: perSecond(times.ours), unit: 'decisions/s', goal: { atLeast: 2_000_000 } });
  figure({ bench: 'decide', name: 'limit (three comparisons)', value: perSecond(times.limit), unit: 'decisions/s' });
  expect(perSecond(times.ours)).toBeGreaterThan(2_000_000);
}, 120_000);
