// `npm run admin:create -- --login … --name-ar … --name-en … --country BH`: the first system administrator of an
// installation, on the database that DATABASE_URL or MAJLIS_DATA_DIR names; `npm run officer:create -- …` the same for its
// first two security officers. Prints a link once; there is no password.
import { bootstrap } from './bootstrap.mjs';
import { build } from './build.mjs';
import { main, run } from './lib/process.mjs';

await main(async () => {
  const { node, env, dataDir } = await bootstrap();
  await build({ env, names: ['server'] });
  const said = await run(node, ['dist/apps/majlis/src/create-administrator.js', ...process.argv.slice(2)], {
    env: { ...env, MAJLIS_DATA_DIR: dataDir },
    title: 'admin:create',
  });
  process.stdout.write(said);
  return 0;
});
