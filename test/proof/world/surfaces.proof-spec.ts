import { FULL, report, sized } from '../report.js';
import { buildWorld } from './build.js';
import { nothingWalked, walkHttp } from './http-walk.js';
import { walkSockets } from './socket-walk.js';
import { type Product, startProduct } from './product.js';
import type * as walling from './walls.js';
import { without } from './walls.js';
import type { World } from './world.js';

jest.mock('@app/access/rules/decide.js', () =>
  jest.requireActual<typeof walling>('./walls.js').permissive(jest.requireActual('@app/access/rules/decide.js')),
);

/** For what hangs, not for what is slow. */
const LIMIT_MS = 1_800_000;

let product: Product;
let world: World;

beforeAll(async () => {
  product = await startProduct();
  world = await buildWorld(product);
}, LIMIT_MS);
afterAll(async () => product.close());

describe.each([
  ['both walls', null],
  ['the database’s wall alone', 'first'],
  ['the decision’s wall alone', 'second'],
] as const)('%s', (name, wall) => {
  test(
    'nobody hears of what he may not know, and everybody of what he may',
    async () => {
      const walked = nothingWalked();
      const meetings = sized(world.meetings, world.meetings.slice(1, 2));
      await without(wall, product.superuser, async () => {
        await walkHttp(world, walked, 0);
        await walkSockets(world, product.url, walked, meetings);
      });
      const { requests, leaks, heard } = walked;
      const unheard = world.personas.flatMap((persona) =>
        world
          .due(persona, meetings, FULL)
          .filter((word) => !heard.get(persona.plan.key)?.has(word))
          .map((word) => `${persona.plan.key} never hears ${word}`),
      );
      report(
        2,
        `surfaces, ${name}: ${requests} requests and messages by ${world.personas.length} personas on ${world.objects} objects, ${leaks.length} forbidden bytes`,
        leaks.length + unheard.length === 0,
      );
      expect([...leaks.slice(0, 10), ...unheard.slice(0, 10)]).toEqual([]);
    },
    LIMIT_MS,
  );
});
