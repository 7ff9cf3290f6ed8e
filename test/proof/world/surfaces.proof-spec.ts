import { patience, report } from '../report.js';
import { buildWorld } from './build.js';
import { nothingWalked, walkHttp } from './http-walk.js';
import { walkSockets } from './socket-walk.js';
import { sized } from '../report.js';
import { type Product, startProduct } from './product.js';
import { without } from './walls.js';
import type { World } from './world.js';

jest.mock('@app/access/rules/decide.js', () =>
  jest.requireActual<typeof import('./walls.js')>('./walls.js').permissive(jest.requireActual('@app/access/rules/decide.js')),
);

let product: Product;
let world: World;

beforeAll(async () => {
  const t0 = Date.now();
  product = await startProduct();
  console.log('start', Date.now() - t0);
  world = await buildWorld(product);
  console.log('built', Date.now() - t0);
}, patience(10));
afterAll(async () => product.close());

describe.each([
  ['both walls', null],
  ['the database’s wall alone', 'first'],
  ['the decision’s wall alone', 'second'],
] as const)('%s', (name, wall) => {
  test(
    'nobody hears of what he may not know, and everybody of what he may',
    async () => {
      const t0 = Date.now();
      const walked = nothingWalked();
      await without(wall, product.superuser, async () => {
        await walkHttp(world, walked, 0);
        console.log('http', Date.now() - t0);
        await walkSockets(world, product.url, walked, sized(world.meetings, world.meetings.slice(1, 2)));
      });
      const { requests, leaks } = walked;
      report(
        2,
        `surfaces, ${name}: ${requests} requests and messages by ${world.personas.length} personas on ${world.objects} objects, ${leaks.length} forbidden bytes`,
        leaks.length === 0,
      );
      console.log(Date.now() - t0);
      const { writeFileSync } = jest.requireActual<typeof import('node:fs')>('node:fs');
      writeFileSync(`/tmp/world-${wall}.txt`, leaks.join('\n'));
      expect(leaks.slice(0, 10)).toEqual([]);
    },
    patience(30),
  );
});
