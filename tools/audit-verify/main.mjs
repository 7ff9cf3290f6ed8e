// `npm run audit:verify`: is the audit trail what was written? Plain Node and the driver; no code of the product.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { verifyExport } from './export.mjs';
import { keyRing } from './format.mjs';
import { verifyTrail } from './trail.mjs';

const HELP = `npm run audit:verify -- [options]
  --data-dir DIR       data folder of Majlis (MAJLIS_DATA_DIR, otherwise .majlis): its database, its checkpoints, its public keys
  --database URL       another database (DATABASE_URL); as the services' role or as superuser
  --checkpoints FILE   checkpoints kept outside of the database, instead of those in the data folder; once for each agenda process
  --keys PATH          public keys, a file or a folder with *.pub.pem, instead of those in the data folder: keep copies elsewhere
  --export FILE        verify an export instead of a database
  --without-file       verify the database alone: a removed end of the trail is not found then
Ends with 0 when everything holds, 1 when something does not, 2 when it could not be verified.`;

/** Not verified: not a finding about the trail. */
class Unable extends Error {}

try {
  process.exitCode = await run();
} catch (error) {
  process.stdout.write(`not verified: ${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof TypeError && error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') process.stdout.write(`${HELP}\n`);
  process.exitCode = 2;
}

async function run() {
  const { values } = parseArgs({
    options: {
      'data-dir': { type: 'string' },
      database: { type: 'string' },
      checkpoints: { type: 'string', multiple: true },
      keys: { type: 'string', multiple: true },
      export: { type: 'string' },
      'without-file': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return 0;
  }
  const folder = resolve(values['data-dir'] ?? process.env.MAJLIS_DATA_DIR ?? '.majlis');
  const keys = keyRing((values.keys ?? [join(folder, 'audit')]).flatMap(publicKeys));
  if (keys.size === 0) throw new Unable('no public key was found; give --keys');
  if (values.export !== undefined) {
    const { problems, entries, proofs } = verifyExport(readFileSync(values.export, 'utf8'), keys);
    return verdict(problems, `export: ${entries} entries, ${proofs} proofs to signed checkpoints`);
  }
  const names = values['without-file'] ? [] : (values.checkpoints ?? [join(folder, 'audit', 'checkpoints.log')]);
  const files = names.map((name) => {
    if (!existsSync(name)) throw new Unable(`${name} does not exist; give --checkpoints, or --without-file`);
    return { name, text: readFileSync(name, 'utf8') };
  });
  const client = new pg.Client(location(values.database ?? process.env.DATABASE_URL, folder));
  await client.connect();
  try {
    // One moment for all tables; the purpose opens them where row-level security applies to the role.
    await client.query('begin isolation level repeatable read read only');
    await client.query(`select set_config('app.purpose', 'sealing', true)`);
    const found = await verifyTrail(async (sql, parameters) => (await client.query(sql, parameters)).rows, { keys, files });
    const upTo = found.last ? `verified up to entry ${found.last.number}` : 'nothing was sealed yet';
    return verdict(
      found.problems,
      `trail: ${found.entries} entries in the chain, ${found.waiting} wait for it; ${found.checkpoints} checkpoints, ${files.length} files outside; ${upTo}`,
    );
  } finally {
    await client.end();
  }
}

function verdict(problems, summary) {
  for (const problem of problems.slice(0, 200)) process.stdout.write(`✗ ${problem}\n`);
  if (problems.length > 200) process.stdout.write(`✗ … and ${problems.length - 200} more\n`);
  process.stdout.write(`${summary}\n${problems.length === 0 ? 'everything holds' : `NOT INTACT: ${problems.length} findings`}\n`);
  return problems.length === 0 ? 0 : 1;
}

function publicKeys(path) {
  if (!existsSync(path)) throw new Unable(`${path} does not exist; give --keys`);
  if (!statSync(path).isDirectory()) return [readFileSync(path, 'utf8')];
  return readdirSync(path)
    .filter((name) => name.endsWith('.pub.pem'))
    .map((name) => readFileSync(join(path, name), 'utf8'));
}

/** The embedded server tells in its lock file where it listens: line 4 its port, line 5 its folder. */
function location(url, folder) {
  if (url) return { connectionString: url };
  const lock = join(folder, 'postgres', 'postmaster.pid');
  if (!existsSync(lock)) throw new Unable(`the database in ${folder} does not run: start Majlis, or give --database`);
  const [, , , port, host] = readFileSync(lock, 'utf8').split('\n');
  return { host, port: Number(port), database: 'majlis', user: 'majlis_app' };
}
