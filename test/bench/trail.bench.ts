import { requestContext } from '@app/identity';
import { createTestDatabase, type TestDatabase } from '@app/testing';
import type { AuditFilter } from '@app/contracts';
import { v7 as uuid } from 'uuid';
import { AuditRepository } from '../../apps/agenda/src/audit/audit.repository.js';
import { median } from '../support/median.js';
import { figure } from './measure.js';

const ENTRIES = 1_000_000;
const ACCOUNTS = 2_000;
const PAPERS = 2_000;
const VIEWS = 20_000;
const PAGE = 50;
const ROUNDS = 15;
/** Milliseconds, so that a page comes at once also when the trail is a hundred times as long. */
const GOAL = 25;

/** The id of the n-th of a kind, the same everywhere. */
const id = (kind: string, n: string) => `md5('${kind}' || ${n})::uuid`;
/** The same draw of so many for entry `n` in every run. */
const draw = (which: number, of: number) => `((hashint8(n::bigint * 8 + ${which}) & 2147483647) % ${of})`;

/** What the auditor looks for among a million entries, beside the newest page, which needs no looking for. */
describe('a page of the trail', () => {
  let db: TestDatabase;
  const accountId = uuid();
  const sessionId = uuid();
  const wanted: Record<string, { filter: AuditFilter; before?: string; found: number }> = {};

  beforeAll(async () => {
    db = await createTestDatabase();
    const superuser = await db.superuser();
    await superuser.query(
      `insert into accounts (id, login, name_ar, name_en, country, site, system_role) values ($1, 'auditor', 'م', 'A', 'BH', 'BH', 'auditor')`,
      [accountId],
    );
    await superuser.query(
      `insert into sessions (id, token_hash, account_id, assurance, ceiling, expires_at) values ($1, '\\x00', $2, 2, 4, now() + interval '1 hour')`,
      [sessionId, accountId],
    );
    // Who reads: parts of papers nearly always, a refusal in a thousand; and at the very beginning somebody and something that never came again.
    await superuser.query(
      `insert into audit_entries (at, event, outcome, account_id, request_id, data)
       select now() - interval '100 days' + n * interval '8 seconds', event, outcome, account_id, gen_random_uuid(), data
         from (select n, e.*, case when n <= 100 then ${id('gone', '1')} else ${id('account', draw(1, ACCOUNTS))} end as account_id
                 from generate_series(1, ${ENTRIES}) n cross join lateral (
                   select 'document.withdrawn' as event, 'done' as outcome, jsonb_build_object('documentId', ${id('gone', '2')}) as data where n <= 20
                   union all select 'view.opened', 'done', jsonb_build_object('viewId', ${id('view', 'n % ' + VIEWS)}, 'versionId', ${id('version', 'n % ' + PAPERS)},
                     'documentId', ${id('document', 'n % ' + PAPERS)}) where n between 21 and 20 + ${VIEWS}
                   union all select 'access.decided', 'denied', jsonb_build_object('objectId', ${id('document', draw(2, PAPERS))}, 'action', 'document.read')
                     where n > 20 + ${VIEWS} and n % 1000 = 0
                   union all select 'view.served', 'allowed', jsonb_build_object('viewId', ${id('view', draw(3, VIEWS))}, 'part', 'paper')
                     where n > 20 + ${VIEWS} and n % 1000 <> 0) e) drawn`,
    );
    await superuser.query('vacuum analyze audit_entries');
    const [found] = await superuser.query<Record<string, string>[]>(
      `select ${id('gone', '1')} as gone, ${id('gone', '2')} as paper, ${id('account', '7')} as account, ${id('document', '7')} as document`,
    );
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
    const { account, gone, document, paper } = found as Record<'account' | 'gone' | 'document' | 'paper', string>;
    Object.assign(wanted, {
      newest: { filter: {}, found: PAGE },
      'in the middle': { filter: {}, before: String(ENTRIES / 2), found: PAGE },
      'of a person': { filter: { accountId: account }, found: PAGE },
      'of a person of long ago': { filter: { accountId: gone }, found: PAGE },
      'of a person who does not occur': { filter: { accountId: uuid() }, found: 0 },
      'of a paper': { filter: { documentId: document }, found: PAGE },
      'of a paper of long ago': { filter: { documentId: paper }, found: 20 },
      'of an event of long ago': { filter: { event: 'document.withdrawn' }, found: 20 },
      'of an event of nearly every request': { filter: { event: 'view.served' }, found: PAGE },
      'of refusals': { filter: { outcome: 'denied' }, found: PAGE },
      'of refusals of a person of long ago': { filter: { accountId: gone, outcome: 'denied' }, found: 0 },
      'of the last days': { filter: { from: daysAgo(9) }, found: PAGE },
      'of the last hour': { filter: { from: daysAgo(1 / 24) }, found: 0 },
      'of a day two months ago': { filter: { from: daysAgo(60), to: daysAgo(59) }, found: PAGE },
    } satisfies typeof wanted);
  }, 300_000);
  afterAll(() => db.close());

  it('is found in an index', async () => {
    const ctx = requestContext({ actor: { accountId, sessionId, assurance: 2, ceiling: 4 } });
    const repository = new AuditRepository();
    const times = Object.fromEntries(Object.keys(wanted).map((name) => [name, [] as number[]]));
    for (let round = 0; round < ROUNDS; round += 1)
      for (const [name, { filter, before = null, found }] of Object.entries(wanted)) {
        const begun = performance.now();
        const page = await db.database.transaction(ctx, (bound) => repository.page(bound, filter, before, PAGE));
        times[name]?.push(performance.now() - begun);
        expect([name, page.length]).toEqual([name, found]);
      }
    for (const [name, all] of Object.entries(times))
      figure({ bench: 'page of 50 of 1,000,000 entries', name, value: median(all), unit: 'ms', goal: { atMost: GOAL } });
    for (const [name, all] of Object.entries(times)) expect([name, median(all) <= GOAL]).toEqual([name, true]);
  }, 240_000);
});
