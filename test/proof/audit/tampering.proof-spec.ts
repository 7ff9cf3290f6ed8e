import { patience, report, sized } from '../report.js';
import { Random } from './random.js';
import { BEYOND, TAMPERINGS } from './tamperings.js';
import { TrailWorld } from './trail-world.js';

const ENTRIES = sized(10_000, 600);
const ROUNDS = sized(10, 1);
/** Of the run; a failure names it. */
const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_122);

describe('P17 the verifier finds every tampering', () => {
  let world: TrailWorld;
  const random = new Random(SEED);
  beforeAll(async () => {
    world = await TrailWorld.create(ENTRIES, random);
  }, patience(5));
  afterAll(() => world.close());

  test(
    'and nothing where there is none',
    async () => {
      let attacks = 0;
      let falseAlarms = 0;
      const undetected: string[] = [];
      const control = async () => {
        const { problems, entries, waiting } = await world.verify();
        if (problems.length > 0 || entries !== ENTRIES || waiting !== 0) falseAlarms += 1;
      };
      await control();
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const [name, tamper] of Object.entries(TAMPERINGS)) {
          const { problems } = await world.attacked(
            async (manager) => (await tamper({ manager, world, random, length: ENTRIES })) ?? undefined,
          );
          attacks += 1;
          if (problems.length === 0) undetected.push(name);
        }
        await control();
      }
      const holds = undetected.length === 0 && falseAlarms === 0;
      const figures = `${ENTRIES} entries, ${attacks} tamperings of ${Object.keys(TAMPERINGS).length} kinds as superuser`;
      report(6, `audit: ${figures}, ${undetected.length} undetected, ${falseAlarms} false alarms (seed ${SEED})`, holds);
      expect({ undetected, falseAlarms }).toEqual({ undetected: [], falseAlarms: 0 });
    },
    patience(20),
  );

  // Shows that the findings above come from what was changed, and not from the way it was changed.
  test('what is beyond it: whoever has database, key and file', async () => {
    const { problems } = await world.attacked(async (manager) => (await BEYOND({ manager, world, random, length: ENTRIES })) ?? undefined);
    expect(problems).toEqual([]);
  });
});
