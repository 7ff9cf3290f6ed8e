import { endpoints, type EndpointContract, PERMISSIONS } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Tally } from '../../../apps/agenda/src/edge/tally.service.js';
import { type AgendaApp, startAgenda } from '../../support/agenda-app.js';
import { type AnyCall, type ApiClient, codeOf, type RawAnswer } from '../../support/api-client.js';
import { makePaper } from '../../support/papers.js';
import { addItem, bh, draftMeeting } from '../../support/scenario.js';
import { patience, report, sized } from '../report.js';
import { Random } from './random.js';

const REQUESTS = sized(3_000, 250);
const SEED = Number(process.env['PROOF_SEED'] ?? 20_261_122);
/** Somebody's words, in every place a request has for words; none of them may come into the trail. */
const CANARY = 'CANARY7f3a';
const HOSTILE = `${CANARY}\r\nforged entry \u202e\u2066\u001b[31mred\u0007"},{"event":"session.started`;

describe('P16 P18 what is in the trail', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  const people: ApiClient[] = [];
  const ids: string[] = [];
  let secretary: ApiClient;
  let paper: string;

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    for (const persona of ['secretary-bh', 'chair-bh', 'member-bh', 'head-kw', 'auditor', 'administrator'])
      people.push(await app.as(persona));
    people.push(app.anonymous());
    secretary = people[0] as ApiClient;
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: CANARY, title: CANARY, label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    const upload = async (bytes: Uint8Array) =>
      endpoints.uploadDocument.response.parse((await secretary.upload(item.id, { bytes, name: `${CANARY}.pdf` })).json).id;
    paper = await upload(await makePaper(CANARY));
    for (const client of people.slice(0, 3)) ids.push((await client.call(endpoints.openView, { params: { documentId: paper } })).id);
    ids.push(meeting.id, item.id, paper, uuid());
  }, patience(3));
  afterAll(() => app.close());

  /** What ends its caller's session is asked last, and by people who ask for nothing else. */
  const ends = ({ permission }: EndpointContract) => permission === 'session.end';
  const all = Object.values<EndpointContract>(endpoints);
  const asked = all.filter((contract) => !ends(contract));
  const isPublic = ({ permission }: EndpointContract) => PERMISSIONS[permission] === 'public';

  function inputFor(contract: EndpointContract, random: Random): AnyCall {
    const id = () => random.pick(ids);
    const params = Object.fromEntries([...contract.path.matchAll(/:(\w+)/g)].map(([, name = '']) => [name, name === 'page' ? 1 : id()]));
    // Right, empty or hostile: whatever comes of it is in the trail.
    const query = random.pick<AnyCall['query']>([{}, { q: CANARY }, { q: HOSTILE, [CANARY]: HOSTILE }]);
    const body = random.pick<AnyCall['body']>([
      {},
      { title: CANARY },
      { title: { ar: CANARY, en: HOSTILE }, [HOSTILE]: HOSTILE },
      { password: CANARY, login: HOSTILE },
      [],
    ]);
    return { params, query, body };
  }

  test('the entry is there before the first byte of a paper', async () => {
    const view = await secretary.call(endpoints.openView, { params: { documentId: paper } });
    const response = await fetch(`${app.running.url}/api/views/${view.id}/paper`, {
      headers: { cookie: secretary.cookie, 'x-majlis-request': '1', range: 'bytes=0-99' },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    const entries = await superuser.query<{ event: string }[]>(`select event from audit_entries where request_id = $1 order by seq`, [
      response.headers.get('x-request-id'),
    ]);
    await reader?.cancel();
    expect(entries.map(({ event }) => event)).toEqual(['view.served']);
  });

  test(
    'every request to an endpoint that is not public, and no other thing',
    async () => {
      const random = new Random(SEED);
      const [start = { seq: '0' }] = await superuser.query<{ seq: string }[]>('select max(seq)::text as seq from audit_entries');
      const made: { contract: EndpointContract; answer: RawAnswer }[] = [];
      const ask = async (client: ApiClient, contract: EndpointContract, input: AnyCall) =>
        void made.push({ contract, answer: await client.try(contract, input) });
      // Each endpoint by each person at least once, then at random.
      for (const contract of asked) for (const client of people) await ask(client, contract, inputFor(contract, random));
      // Without a session once more: what came before has its entry, this is counted.
      for (const contract of asked) await ask(app.anonymous(), contract, inputFor(contract, random));
      while (made.length < REQUESTS) {
        const contract = random.pick(asked);
        await ask(random.pick(people), contract, inputFor(contract, random));
      }
      for (const contract of all.filter(ends))
        for (const client of [await app.as('expert-bh'), app.anonymous()]) await ask(client, contract, inputFor(contract, random));

      // What is counted is written once a minute.
      await app.running.app.get(Tally).tell();
      const trail = new Set(
        (await superuser.query<{ id: string }[]>('select distinct request_id as id from audit_entries where seq > $1', [start.seq])).map(
          ({ id }) => id,
        ),
      );
      const idOf = ({ answer }: (typeof made)[number]) => answer.headers.get('x-request-id') ?? '';
      const closed = made.filter(({ contract }) => !isPublic(contract));
      // Of requests without a session several share an entry, which says how many: those are summed, by endpoint.
      const nobodys = closed.filter(({ answer }) => codeOf(answer) === 'not_signed_in');
      const signedIn = closed.filter((one) => !nobodys.includes(one));
      const missing = signedIn.filter((one) => !trail.has(idOf(one))).map(({ contract, answer }) => [contract.path, answer.status]);
      const refused = countBy(nobodys.map(({ contract }) => [`${contract.method} ${contract.path}`, 1]));
      const summed = countBy(
        (
          await superuser.query<{ endpoint: string; count: number | null }[]>(
            `select data->>'endpoint' as endpoint, (data->>'count')::int as count from audit_entries
              where seq > $1 and event = 'request.refused' and account_id is null`,
            [start.seq],
          )
        ).map(({ endpoint, count }) => [endpoint, count ?? NaN]),
      );
      const miscounted = Object.keys({ ...refused, ...summed }).filter((endpoint) => refused[endpoint] !== summed[endpoint]);
      // Of the public ones, those that mean something (signing in) write too; nothing else does.
      const known = new Set(made.map(idOf));
      const signIns = await superuser.query<{ id: string }[]>(
        `select request_id as id from audit_entries where seq > $1 and event = 'session.started'`,
        [start.seq],
      );
      for (const { id } of signIns) known.add(id);
      const foreign = [...trail].filter((id) => !known.has(id));
      const entries = signedIn.filter((one) => trail.has(idOf(one))).length;
      const counted = Object.values(summed).reduce((sum, count) => sum + count, 0);
      const statuses = new Set(closed.map(({ answer }) => answer.status));
      report(
        6,
        `audit: ${closed.length} requests = ${entries} requests with entries + ${counted} without a session, counted in entries; ${foreign.length} entries of no request`,
        missing.length + miscounted.length + foreign.length === 0 && entries + counted === closed.length,
      );
      expect(missing).toEqual([]);
      expect(summed).toEqual(refused);
      expect(nobodys.length).toBeGreaterThan(Object.keys(refused).length);
      expect(foreign).toEqual([]);
      // Not vacuous: all kinds of answers occur.
      for (const status of [200, 400, 401, 404]) expect(statuses).toContain(status);
    },
    patience(10),
  );

  test('no content, no secret, nothing that forges a line', async () => {
    const intruder = app.anonymous();
    await intruder.fetch('POST', '/api/session/password', {
      body: JSON.stringify({ login: `${CANARY}@example.invalid`, password: CANARY }),
      headers: { 'content-type': 'application/json', 'x-forwarded-for': CANARY, 'user-agent': CANARY, referer: `http://${CANARY}/` },
    });
    await secretary.fetch('GET', `/api/meetings/${encodeURIComponent(HOSTILE)}?${CANARY}=${CANARY}`, {
      headers: { 'x-forwarded-for': CANARY, cookie: secretary.cookie },
    });
    const [row] = await superuser.query<{ everything: string; n: number }[]>(
      `select string_agg(to_jsonb(e)::text, e'\\n' order by seq) as everything, count(*)::int as n from audit_entries e`,
    );
    const everything = row?.everything ?? '';
    expect(row?.n).toBeGreaterThan(100);
    expect(everything).not.toContain(CANARY);
    // Written out: letters, figures and marks of JSON, one line an entry; nothing a terminal obeys.
    expect(everything).toMatch(/^[\x20-\x7e\n]*$/);
    expect(everything.split('\n')).toHaveLength(row?.n ?? 0);
    for (const client of people) {
      const token = client.cookie.split('=')[1];
      if (token) expect(everything).not.toContain(token);
    }
    const names = await superuser.query<{ name: string }[]>(
      'select name_ar as name from accounts union all select name_en from accounts union all select login from accounts',
    );
    for (const { name } of names) expect(everything).not.toContain(name);
  });
});

function countBy(pairs: readonly (readonly [string, number])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [name, count] of pairs) counts[name] = (counts[name] ?? 0) + count;
  return counts;
}
