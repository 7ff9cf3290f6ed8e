import { type DataSource, type QueryRunner } from 'typeorm';
import { type TableOracle } from '../matrix/table-oracle.js';
import { type RewrittenMutant, type SqlMutant } from '../mutants/mutant.js';
import { type LabelledRow, type Reader, type World } from './world.js';

/**
 * What is read, as the services read it, by id. Receipts come from a function that is asked about a paper, seen or not:
 * who opened it, by the view, and which parts of it were sent.
 */
const READ: Record<LabelledRow['kind'], string> = {
  bodies: 'select id from bodies',
  meetings: 'select id from meetings',
  item_contents: 'select item_id as id from item_contents',
  documents: 'select id from documents',
  document_versions: 'select id from document_versions',
  document_pages: 'select version_id as id from document_pages',
  receipts: `select r.view_id || ' ' || array_to_string(r.parts, ' ') as id
    from (select distinct unnest($1::uuid[]) as id) paper cross join lateral app.receipts(paper.id) r`,
};

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
  const kinds = [...new Set(world.rows.map(({ kind }) => kind))];
  const papers = world.rows.flatMap(({ kind, paper }) => (kind === 'receipts' && paper ? [paper] : []));
  for (const reader of world.readers) {
    const seen = await actAs(runner, reader, () => rowsOf(runner, kinds, papers));
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

async function rowsOf(runner: QueryRunner, kinds: readonly LabelledRow['kind'][], papers: readonly string[]): Promise<Set<string>> {
  const rows = new Set<string>();
  for (const kind of kinds) {
    const found = (await runner.query(READ[kind], kind === 'receipts' ? [papers] : [])) as { id: string }[];
    for (const { id } of found) rows.add(`${kind} ${id}`);
  }
  return rows;
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
