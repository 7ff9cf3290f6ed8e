import { type DataSource, type QueryRunner } from 'typeorm';
import { type TableOracle } from '../matrix/table-oracle.js';
import { type RewrittenMutant, type SqlMutant } from '../mutants/mutant.js';
import { type Reader, type World } from './world.js';

/** Everything that is read, as the services read it, by name and id. */
const EVERYTHING = `
  select 'bodies ' || id as row from bodies
  union all select 'meetings ' || id from meetings
  union all select 'item_contents ' || item_id from item_contents
  union all select 'documents ' || id from documents
  union all select 'document_versions ' || id from document_versions
  union all select 'document_pages ' || version_id from document_pages`;

export interface RowsRead {
  /** Pairs of a reader and a row. */
  pairs: number;
  read: number;
  differences: string[];
}

/**
 * Reads every table as each reader, under the policies, and compares with the oracle's answers. One exception is not a
 * difference: the row of a withdrawn paper stays in the sight of those who prepare the meeting and would otherwise see it.
 */
export async function compareRows(runner: QueryRunner, world: World, table: TableOracle): Promise<RowsRead> {
  const result: RowsRead = { pairs: 0, read: 0, differences: [] };
  for (const reader of world.readers) {
    const seen = await readAs(runner, reader);
    for (const { id, kind, gone, asks } of world.rows) {
      result.pairs++;
      const found = seen.delete(`${kind} ${id}`);
      if (found) result.read++;
      const things = asks.map(({ action, thing }) => ({ action, thing: thing(reader) }));
      const allowed = (withdrawnToo: boolean) =>
        !gone &&
        things.every(({ action, thing }) => {
          const withdrawn = !withdrawnToo && (thing.withdrawn ?? false);
          return table.judge(reader.person, action, { ...thing, withdrawn }) === 0;
        });
      const kept = found && things.at(-1)?.thing.role === 'secretary' && allowed(true);
      if (found !== allowed(false) && !kept)
        result.differences.push(
          `${kind} ${found ? 'shown to' : 'kept from'} ${JSON.stringify(reader.person)}: ${JSON.stringify(things.at(-1)?.thing)}`,
        );
    }
    // Rows that are not of this world would be a fault of the test.
    for (const row of seen) result.differences.push(`unknown row ${row}`);
  }
  return result;
}

async function readAs(runner: QueryRunner, reader: Reader): Promise<Set<string>> {
  const rows = await actAs(runner, reader, () => runner.query(EVERYTHING) as Promise<{ row: string }[]>);
  return new Set(rows.map(({ row }) => row));
}

/** Does something in the open transaction as the services do it for this person. */
export async function actAs<T>(runner: QueryRunner, { person, sessionId, ceiling }: Reader, work: () => Promise<T>): Promise<T> {
  await runner.query(
    `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.purpose', '', true), set_config('app.ceiling', $3, true)`,
    [person.accountId, sessionId, String(ceiling)],
  );
  await runner.query(`set local role majlis_app`);
  const result = await work();
  await runner.query(`reset role`);
  return result;
}

/** Runs `work` with a fault in the database (or without), and takes it back. */
export async function withFault<T>(owner: DataSource, mutant: SqlMutant | null, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = owner.createQueryRunner();
  await runner.startTransaction();
  try {
    if (mutant && 'statement' in mutant) await runner.query(mutant.statement);
    else if (mutant) for (const object of mutant.objects) await runner.query(await rewritten(runner, object, mutant));
    return await work(runner);
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

/** The statement that changes the definition of a policy or function as asked. */
async function rewritten(runner: QueryRunner, object: string, { find, replace }: RewrittenMutant): Promise<string> {
  const [, name = ''] = object.split('app.');
  const sql = name
    ? `select pg_get_functiondef(p.oid) as text, '' as tablename from pg_proc p where p.pronamespace = 'app'::regnamespace and p.proname = $1`
    : `select qual as text, tablename from pg_policies where policyname = $1`;
  const [found] = (await runner.query(sql, [name || object])) as { text: string; tablename: string }[];
  if (!found?.text.includes(find)) throw new Error(`${object} does not contain "${find}": ${found?.text}`);
  const text = found.text.replaceAll(find, replace);
  return name ? text : `alter policy ${object} on ${found.tablename} using (${text})`;
}
