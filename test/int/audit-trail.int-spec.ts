import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endpoints, type PaperDocument } from '@app/contracts';
import { Witness } from '@app/audit';
import { keyRing } from '../../tools/audit-verify/format.mjs';
import { verifyExport } from '../../tools/audit-verify/export.mjs';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { until } from '../support/until.js';

describe("the auditor's trail", () => {
  let app: AgendaApp;
  let auditor: ApiClient;
  let secretary: ApiClient;
  let member: ApiClient;
  const papers: PaperDocument[] = [];

  beforeAll(async () => {
    app = await startAgenda();
    [auditor, secretary, member] = (await Promise.all(['auditor', 'secretary-bh', 'member-bh'].map((persona) => app.as(persona)))) as [
      ApiClient,
      ApiClient,
      ApiClient,
    ];
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'CANARY', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    for (const text of ['one', 'two']) {
      const answer = await secretary.upload(item.id, { bytes: await makePaper(text), name: `CANARY ${text}.pdf` });
      papers.push(endpoints.uploadDocument.response.parse(answer.json));
    }
    for (const { id } of papers) {
      const view = await member.call(endpoints.openView, { params: { documentId: id } });
      await member.fetch('GET', `/api/views/${view.id}/paper`, { headers: { range: 'bytes=0-9' } });
    }
    await until(
      async () => (await auditor.call(endpoints.listAudit, { query: { event: 'view.served' } })).entries.every(({ number }) => number),
      5_000,
    );
  });
  afterAll(() => app.close());

  const events = async (query: Parameters<typeof auditor.call<typeof endpoints.listAudit>>[1] = {}) =>
    (await auditor.call(endpoints.listAudit, query)).entries;

  it('is found by person, paper, event, outcome and time', async () => {
    const [first] = papers as [PaperDocument];
    const ofPaper = await events({ query: { documentId: first.id } });
    expect(new Set(ofPaper.map(({ event }) => event))).toEqual(
      new Set(['document.uploaded', 'view.opened', 'view.served', 'access.decided']),
    );
    expect(JSON.stringify(ofPaper)).not.toContain(papers[1]?.id);
    const his = await events({ query: { accountId: member.accountId, event: 'view.served' } });
    expect(his).toHaveLength(2);
    for (const { actor } of his) expect(actor?.id).toBe(member.accountId);
    // Nobody is signed in yet when somebody signs in: the entry is about him.
    const begun = await events({ query: { accountId: member.accountId, event: 'session.started' } });
    expect(begun.map(({ actor, about }) => [actor, about?.id])).toEqual([[null, member.accountId]]);
    await member.try(endpoints.listAudit);
    const refused = await events({ query: { accountId: member.accountId, outcome: 'denied' } });
    expect(refused.map(({ data }) => data['action'])).toEqual(['audit.read']);
    const middle = his[0]?.at ?? '';
    expect((await events({ query: { accountId: member.accountId, event: 'view.served', from: middle } })).map(({ at }) => at)).toEqual([
      middle,
    ]);
    expect((await events({ query: { accountId: member.accountId, event: 'view.served', to: middle } })).map(({ seq }) => seq)).toEqual([
      his[1]?.seq,
    ]);
    expect((await auditor.try(endpoints.listAudit, { query: { event: 'no.such' } })).status).toBe(400);
  });

  it('is asked for with instants there are, and with no other', async () => {
    const nonsense = [
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59-14:00',
      '2026-01-01T00:00:00+23:59',
      `2026-01-01T00:00:00.${'0'.repeat(300)}Z`,
    ];
    for (const bound of ['from', 'to'])
      for (const at of nonsense) {
        expect([at, codeOf(await auditor.try(endpoints.listAudit, { query: { [bound]: at } }))]).toEqual([at, 'invalid_input']);
        expect([at, codeOf(await auditor.try(endpoints.exportAudit, { body: { [bound]: at } }))]).toEqual([at, 'invalid_input']);
      }
    for (const at of ['1900-01-01T00:00:00Z', '2026-01-01T00:00:00+14:00', '9999-12-31T23:59:59Z'])
      for (const bound of ['from', 'to']) expect((await auditor.try(endpoints.listAudit, { query: { [bound]: at } })).status).toBe(200);
  });

  it('is found however the ids were spelt, by whoever asks and by whoever acted', async () => {
    const paper = papers[1]?.id ?? '';
    const view = await secretary.call(endpoints.openView, { params: { documentId: paper.toUpperCase() } });
    const viewPath = `/api/views/${view.id.toUpperCase()}/paper`;
    expect((await secretary.fetch('GET', viewPath, { headers: { range: 'bytes=0-9' } })).status).toBe(206);
    for (const documentId of [paper, paper.toUpperCase()]) {
      const found = await events({ query: { documentId, accountId: secretary.accountId.toUpperCase() } });
      const opened = found.filter(({ data }) => data['viewId'] === view.id).map(({ event }) => event);
      expect([documentId, new Set(opened)]).toEqual([documentId, new Set(['view.opened', 'view.served'])]);
    }
  });

  it('goes on from a place whose entry is gone', async () => {
    const [last] = await events({ query: { limit: 1 } });
    const beyond = String(Number(last?.seq) + 1_000_000);
    expect((await events({ query: { before: beyond, limit: 200 } })).map(({ seq }) => seq)).toContain(last?.seq);
    expect(await events({ query: { before: '0' } })).toEqual([]);
  });

  it('people to look for are found by letters of their name or user name', async () => {
    const namesFor = async (q: string) => {
      const { people, more } = await auditor.call(endpoints.findAuditPeople, { query: { q } });
      return { ids: people.map(({ id }) => id), logins: people.map(({ login }) => login), more };
    };
    for (const q of ['member-bh', 'Member, Supreme', 'عضو اللجنه العليا'])
      expect([q, (await namesFor(q)).ids]).toEqual([q, [member.accountId]]);
    expect(await namesFor('nobody is called this')).toEqual({ ids: [], logins: [], more: false });
    // Twenty at once, and whether there are more.
    const many = Array.from({ length: 21 }, (_, n) => `crowd-${String(n).padStart(2, '0')}`);
    const superuser = await app.db.superuser();
    await superuser.query(
      `insert into accounts (id, login, name_ar, name_en, country, site) select gen_random_uuid(), login, 'ح', 'C', 'BH', 'BH' from unnest($1::text[]) login`,
      [many.toReversed()],
    );
    expect(await namesFor('crowd-')).toMatchObject({ logins: many.slice(0, 20), more: true });
    expect(await namesFor('crowd-0')).toMatchObject({ logins: many.slice(0, 10), more: false });
    await superuser.query(`update accounts set login = 'other' where login = 'crowd-20'`);
    expect(await namesFor('crowd-')).toMatchObject({ logins: many.slice(0, 20), more: false });
    for (const query of [{}, { q: '' }, { q: ' ' }, { q: 'x'.repeat(101) }])
      expect([query, (await auditor.try(endpoints.findAuditPeople, { query })).status]).toEqual([query, 400]);
  });

  it.each([
    ['whole', () => ({})],
    ['of a person', () => ({ accountId: member.accountId })],
    ['of a paper', () => ({ documentId: papers[0]?.id ?? '' })],
  ])('comes in pages that neither lose nor repeat an entry: %s', async (_, filter) => {
    const query = { ...filter(), to: new Date().toISOString() };
    const whole = await events({ query: { ...query, limit: 200 } });
    const seen: string[] = [];
    for (let next: string | null = null, more = true; more;) {
      const page: { entries: { seq: string }[]; next: string | null } = await auditor.call(endpoints.listAudit, {
        query: { ...query, limit: 3, ...(next ? { before: next } : {}) },
      });
      seen.push(...page.entries.map(({ seq }) => seq));
      next = page.next;
      more = next !== null;
    }
    expect(whole.length).toBeGreaterThan(3);
    expect(seen.slice(0, whole.length)).toEqual(whole.map(({ seq }) => seq));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('tells where the chain stands', async () => {
    // The chain takes a turn every half second. After some in which nobody writes, hardly more waits than this question.
    await sleep(2_000);
    const { checkpoint, waiting } = await auditor.call(endpoints.readAuditState);
    expect(Number(checkpoint?.number)).toBeGreaterThan(10);
    expect(waiting).toBeLessThan(5);
  });

  it('is taken away with its proof, which holds without the database, and which no edit survives', async () => {
    const answer = await auditor.try(endpoints.exportAudit, { body: { accountId: member.accountId } });
    expect([answer.status, answer.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="audit-export.jsonl"']);
    const folder = join(app.dataDir, 'audit');
    const { signer } = await Witness.open(folder, null);
    const keys = keyRing([await readFile(join(folder, `${signer.keyId}.pub.pem`), 'utf8')]);
    const { problems, entries, proofs } = verifyExport(answer.text, keys);
    expect({ problems, some: entries > 4, proofs: proofs > 0 }).toEqual({ problems: [], some: true, proofs: true });
    expect(answer.text).not.toContain('CANARY');
    const lines = answer.text.trimEnd().split('\n');
    const edits: Record<string, string[]> = {
      'an outcome': lines.map((line, at) => (at === 2 ? line.replace(/"outcome":"\w+"/, '"outcome":"forged"') : line)),
      'a number': lines.map((line, at) => (at === 2 ? line.replace(/"number":"\d+"/, '"number":"3"') : line)),
      'a signature': lines.map((line, at) => (at === lines.length - 1 ? line.replace(/"signature":"..../, '"signature":"0000') : line)),
      'an entry removed': lines.filter((_, at) => at !== 2),
      'an entry twice': [...lines.slice(0, 3), ...lines.slice(2)],
      'a proof removed': lines.slice(0, -1),
      'the head removed': lines.slice(1),
    };
    for (const [name, edited] of Object.entries(edits))
      expect([name, verifyExport(`${edited.join('\n')}\n`, keys).problems.length > 0]).toEqual([name, true]);
    const [taken] = await events({ query: { event: 'audit.exported' } });
    expect([taken?.actor?.id, taken?.data]).toEqual([
      auditor.accountId,
      expect.objectContaining({ filter: ['accountId'], count: entries }),
    ]);
  });

  it('another person gets what he would get if there were no trail', async () => {
    const administrator = await app.as('administrator');
    for (const person of [secretary, administrator])
      for (const [endpoint, input] of [
        [endpoints.listAudit, {}],
        [endpoints.findAuditPeople, { query: { q: 'a' } }],
        [endpoints.readAuditState, {}],
        [endpoints.exportAudit, {}],
      ] as const) {
        const refused = await person.try(endpoint, input);
        expect([endpoint.path, refused.status, codeOf(refused)]).toEqual([endpoint.path, 404, 'not_found']);
        expect(refusalOf(refused)).toEqual(refusalOf(await person.try(endpoints.listAudit)));
      }
  });
});
