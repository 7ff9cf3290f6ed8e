import { readFile } from 'node:fs/promises';
import { requestContext, type RequestContext } from '@app/identity';
import { appDataSource, Database, type DatabaseLocation } from '@app/database';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { median } from '../support/median.js';
import { figure } from './measure.js';

const PAPERS = 100_000;
const MEETINGS = 500;
const PAGE = 50;
/** Pages in one turn. */
const PAGES = 100;
const ROUNDS = 12;
/** Pairs of connections, as a pool has several: how a process happens to lie in memory makes a tenth and more of its cost. */
const PAIRS = 8;

/** A page of the newest papers as the product asks for it (DocumentsRepository.newest). */
const NEWEST = `select d.* from documents d where d.withdrawn_at is null order by d.uploaded_at desc, d.id desc limit ${PAGE}`;

/** The same draw of so many for paper `n` in every run, and independent of the others. */
const draw = (which: number, of: number) => `((hashint8(n::bigint * 8 + ${which}) & 2147483647) % ${of})`;

describe('a page of papers under row-level security', () => {
  let db: TestDatabase;
  let superuser: DataSource;
  const accountId = uuid();
  const sessionId = uuid();

  beforeAll(async () => {
    db = await createTestDatabase();
    superuser = await db.superuser();
    await superuser.query(`insert into accounts (id, login, name_ar, name_en, country, site) values ($1, 'reader', 'ق', 'R', 'BH', 'BH')`, [
      accountId,
    ]);
    await superuser.query(`insert into clearances (account_id, level, caveats) values ($1, 3, '{NET}')`, [accountId]);
    await superuser.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, '\\x00', $2, 2, 4, now() + interval '1 hour')`,
      [sessionId, accountId],
    );
    await superuser.query(
      `insert into bodies (id, name_ar, name_en, home_site, level, releasable_to, originator) values ($1, 'ه', 'B', 'BH', 0, '{ALL}', 'BH')`,
      [accountId],
    );
    await superuser.query(
      `insert into meetings (id, body_id, kind, title_ar, title_en, starts_at, ends_at, sites, state, home_site, level, releasable_to, originator)
       select gen_random_uuid(), $1, 'regular', 'ا', 'M', now(), now() + interval '1 hour', '{BH}', 'published', 'BH', 0, '{ALL}', 'BH' from generate_series(1, $2)`,
      [accountId, MEETINGS],
    );
    // Somebody who is in one meeting of five.
    await superuser.query(
      `insert into participants (meeting_id, account_id, role, delegation) select id, $1, 'member', 'BH' from (select id, row_number() over () as n from meetings) m where n % 5 = 0`,
      [accountId],
    );
    await superuser.query(
      `with items as (insert into agenda_items (id, meeting_id, position, cover_title_ar, cover_title_en)
         select gen_random_uuid(), id, n, 'غ', 'C' from meetings, generate_series(1, 4) n returning id, meeting_id)
       insert into item_contents (item_id, meeting_id, title_ar, title_en, type, level, releasable_to, originator)
       select id, meeting_id, 'ع', 'T', 'information', 0, '{ALL}', 'BH' from items`,
    );
    await superuser.query(`set session_replication_role = replica`);
    // In the order they came in, as in the product: the newest lie together at the end of the table.
    await superuser.query(
      `insert into documents (id, meeting_id, item_id, position, title, language, current_version_id, home_site, uploaded_by, uploaded_at, level, caveats, releasable_to, originator)
       select gen_random_uuid(), i.meeting_id, i.item_id, 1, 'paper ' || n, 'ar', gen_random_uuid(), 'BH', $1, now() - n * interval '1 minute',
              ${draw(1, 5)}, case when ${draw(2, 3)} = 0 then '{NET}'::text[] when ${draw(3, 11)} = 0 then '{CYBER}' else '{}' end,
              case ${draw(4, 4)} when 0 then '{KW}'::text[] when 1 then '{BH,SA}' else '{ALL}' end, 'BH'
         from generate_series(1, $2) n join (select item_id, meeting_id, row_number() over () as place from item_contents) i on i.place = 1 + ${draw(5, 2000)}
        order by n desc`,
      [accountId, PAPERS],
    );
    await superuser.query(
      `insert into document_versions (id, document_id, number, page_count, pages, size, sha256, window_offset, window_length, object_id, wrapped_key,
         original_object_id, original_wrapped_key, original_size, original_sha256, file_name, bound_level, bound_caveats, bound_releasable_to)
       select current_version_id, id, 1, 1, '[]', 1, '\\x00', 0, 1, gen_random_uuid(), '\\x00', gen_random_uuid(), '\\x00', 1, '\\x00', 'f', level, caveats, releasable_to from documents`,
    );
    await superuser.query(`set session_replication_role = origin`);
    await superuser.query('vacuum analyze');
  }, 300_000);
  afterAll(() => db.close());

  it('costs at most one and a half times the same page without it', async () => {
    const ctx = requestContext({ actor: { accountId, sessionId, assurance: 2, ceiling: 4 } });
    const costs = { secured: [] as number[], open: [] as number[] };
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const secured = await pager(db.app, ctx);
      // The same statements in the same kind of transaction, by a role that no policy holds.
      const open = await pager({ ...db.app, user: 'postgres' }, ctx);
      for (let round = 0; round < ROUNDS; round += 1)
        for (const name of round % 2 === 0 ? (['secured', 'open'] as const) : (['open', 'secured'] as const))
          costs[name].push(await (name === 'secured' ? secured : open).cost(PAGES));
      await Promise.all([secured.close(), open.close()]);
    }
    // Of the turns, so that one in which something else ran beside it does not count.
    const perPage = (name: keyof typeof costs) => median(costs[name]) / PAGES;
    // Of the two turns of a round, which had the same machine.
    const ratio = median(costs.secured.map((secured, round) => secured / (costs.open[round] ?? Number.NaN)));
    figure({ bench: 'page of 50 of 100,000 papers', name: 'with row-level security', value: perPage('secured'), unit: 'ms CPU' });
    figure({ bench: 'page of 50 of 100,000 papers', name: 'without', value: perPage('open'), unit: 'ms CPU' });
    figure({ bench: 'page of 50 of 100,000 papers', name: 'ratio', value: ratio, unit: 'times', goal: { atMost: 1.5 } });
    expect(ratio).toBeLessThanOrEqual(1.5);
  }, 240_000);
});

interface Pager {
  /** Processor time of so many pages, in the server and here, in milliseconds. */
  cost(pages: number): Promise<number>;
  close(): Promise<void>;
}

/** Reads pages over one connection of its own, as the product does: a transaction with its subject, the page, the end. */
async function pager(location: DatabaseLocation, ctx: RequestContext): Promise<Pager> {
  const database = new Database(await appDataSource(location, 1).initialize());
  const page = () => database.transaction(ctx, (bound) => bound.transaction.query(NEWEST));
  const [server] = await database.transaction(ctx, (bound) => bound.transaction.query<{ pid: number }>('select pg_backend_pid() as pid'));
  const spent = async (): Promise<number> => {
    const { user, system } = process.cpuUsage();
    // The first number: nanoseconds on a processor (Linux, Documentation/scheduler/sched-stats.rst).
    const [nanoseconds] = (await readFile(`/proc/${server?.pid}/schedstat`, 'utf8')).split(' ');
    return (user + system) / 1000 + Number(nanoseconds) / 1e6;
  };
  for (let warm = 0; warm < 20; warm += 1) expect(await page()).toHaveLength(PAGE);
  return {
    close: () => database.close(),
    async cost(pages) {
      const before = await spent();
      for (let n = 0; n < pages; n += 1) await page();
      return (await spent()) - before;
    },
  };
}
