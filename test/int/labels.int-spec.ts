import { endpoints, type Label, type LabelRequest } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs } from '../support/database-as.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const NOTHING = '0198f000-0000-7000-8000-000000000000';
const GCC = 'GCC e-Government Programmes Committee';
const forBoth = (level: Label['level']): Label => ({ level, caveats: [], releasableTo: ['BH', 'SA'], originator: 'BH' });

describe('making a label weaker', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let chair: ApiClient;
  let member: ApiClient;
  let headSa: ApiClient;
  let headKw: ApiClient;
  let meetingId: string;

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, chair, member, headSa, headKw] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'member-bh', 'head-sa', 'head-kw'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
    ({ id: meetingId } = await draftMeeting(secretary, bh(0)));
    await addItem(secretary, meetingId, { cover: 'First', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  async function paper(label: Label, item = label, meeting = meetingId): Promise<{ itemId: string; documentId: string }> {
    const { id: itemId } = await addItem(secretary, meeting, { cover: 'Cover', title: 'CANARY', label: item });
    const uploaded = await secretary.upload(itemId, { bytes: await makePaper('CANARY'), name: 'paper.pdf' });
    const { id: documentId } = uploaded.json as { id: string };
    await secretary.call(endpoints.editDocument, { params: { documentId }, body: { label } });
    return { itemId, documentId };
  }
  const ask = (client: ApiClient, objectId: string, label: Label, kind: LabelRequest['kind'] = 'document') =>
    client.try(endpoints.requestLabel, { body: { kind, objectId, label, reason: 'the matter is settled' } });
  const requested = async (client: ApiClient, objectId: string, label: Label, kind: LabelRequest['kind'] = 'document') =>
    endpoints.requestLabel.response.parse((await ask(client, objectId, label, kind)).json);
  const approve = (client: ApiClient, requestId: string) => client.try(endpoints.approveLabel, { params: { requestId } });
  const readable = async (client: ApiClient, documentId: string) =>
    (await client.try(endpoints.openView, { params: { documentId } })).status;

  it('one asks, another approves, and the paper opens to those who may know now, with keys that fit', async () => {
    const { documentId } = await paper(bh(3), bh(1));
    expect(await readable(member, documentId)).toBe(404);
    const request = await requested(secretary, documentId, bh(2));
    expect(request).toMatchObject({ outcome: null, from: bh(3), to: bh(2), abilities: { approve: false, reject: true } });
    expect(await readable(member, documentId)).toBe(404);
    const { requests } = await chair.call(endpoints.listLabelRequests);
    expect(requests.find(({ id }) => id === request.id)?.abilities).toEqual({ approve: true, reject: true });
    const approved = endpoints.approveLabel.response.parse((await approve(chair, request.id)).json);
    expect(approved).toMatchObject({ outcome: 'approved', decidedBy: { id: chair.accountId } });
    const view = await member.call(endpoints.openView, { params: { documentId } });
    const bytes = await member.fetch('GET', `/api/views/${view.id}/paper`);
    expect([bytes.status, bytes.text.slice(0, 5)]).toEqual([200, '%PDF-']);
  });

  it('the one who asked cannot approve, also not from a second session', async () => {
    const { documentId } = await paper(bh(2), bh(1));
    const request = await requested(secretary, documentId, bh(1));
    const again = await app.as('secretary-bh');
    expect((await approve(secretary, request.id)).status).toBe(404);
    expect((await approve(again, request.id)).status).toBe(404);
    expect(await readable(member, documentId)).toBe(200);
    const { requests } = await secretary.call(endpoints.listLabelRequests);
    expect(requests.find(({ id }) => id === request.id)?.outcome).toBeNull();
    // He may take it back.
    await secretary.call(endpoints.rejectLabel, { params: { requestId: request.id }, body: { answer: null } });
    expect((await approve(chair, request.id)).status).toBe(409);
  });

  it('the database refuses what one person does alone, whatever a service says', async () => {
    const { documentId } = await paper(bh(2), bh(1));
    const request = await requested(secretary, documentId, bh(1));
    const superuser = await app.db.superuser();
    const alone = (who: string, sql: string): Promise<unknown> =>
      superuser.transaction(async (manager): Promise<unknown> => {
        const [session] = await manager.query<{ id: string }[]>(
          'select id from sessions where account_id = $1 order by created_at limit 1',
          [who],
        );
        await manager.query('set local role majlis_app');
        await manager.query(
          `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.ceiling', '4', true)`,
          [who, session?.id],
        );
        return manager.query(sql, [request.id]);
      });
    const mark = `update label_requests set outcome = 'approved', decided_by = app.me(), decided_at = now() where id = $1`;
    await expect(alone(secretary.accountId, mark)).rejects.toThrow(/policy|constraint/);
    await expect(alone(secretary.accountId, 'update label_requests set to_level = 0 where id = $1')).rejects.toThrow(/permission denied/);
    // Without an approval of this very transaction the function changes nothing.
    expect(await alone(chair.accountId, 'select app.apply_label_request($1) as id')).toEqual([]);
    const [row] = await superuser.query<{ level: number }[]>('select level from documents where id = $1', [documentId]);
    expect(row?.level).toBe(2);
  });

  it('needs a fresh proof of who one is, and says so only to those who lack nothing else', async () => {
    const { documentId } = await paper(bh(2), bh(1));
    const stale = await app.as('secretary-bh');
    const staleMember = await app.as('head-kw');
    const superuser = await app.db.superuser();
    await superuser.query(`update sessions set strong_at = now() - interval '6 minutes' where account_id = any($1)`, [
      [secretary.accountId, staleMember.accountId],
    ]);
    const refused = await ask(stale, documentId, bh(1));
    expect([refused.status, codeOf(refused)]).toEqual([403, 'step_up_required']);
    expect((await ask(staleMember, documentId, bh(1))).status).toBe(404);
    await superuser.query('update sessions set strong_at = now() where account_id = any($1)', [
      [secretary.accountId, staleMember.accountId],
    ]);
    expect((await ask(stale, documentId, bh(1))).status).toBe(200);
  });

  it('only the originator’s side asks and decides; others get what they would get for nothing', async () => {
    const { id: joint } = await draftMeeting(secretary, forBoth(1), GCC);
    const { documentId } = await paper(forBoth(2), forBoth(1), joint);
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: joint } });
    const toKuwait = { ...forBoth(2), releasableTo: ['BH', 'KW', 'SA'] };
    const mayAsk = async (client: ApiClient) =>
      (await client.call(endpoints.readMeeting, { params: { meetingId: joint } })).abilities.requestLabel;
    expect([await mayAsk(secretary), await mayAsk(headSa)]).toEqual([true, false]);
    expect(await readable(headSa, documentId)).toBe(200);
    for (const client of [headSa, headKw]) {
      expect(refusalOf(await ask(client, documentId, toKuwait))).toEqual(refusalOf(await ask(client, NOTHING, toKuwait)));
      expect((await client.call(endpoints.listLabelRequests)).requests).toEqual([]);
    }
    const request = await requested(secretary, documentId, { ...forBoth(1) });
    for (const client of [headSa, headKw]) {
      expect(refusalOf(await approve(client, request.id))).toEqual(refusalOf(await approve(client, NOTHING)));
      const reject = { body: { answer: null } };
      expect(refusalOf(await client.try(endpoints.rejectLabel, { params: { requestId: request.id }, ...reject }))).toEqual(
        refusalOf(await client.try(endpoints.rejectLabel, { params: { requestId: NOTHING }, ...reject })),
      );
    }
  });

  it('refuses what is not weaker, below what it belongs to, or asked twice', async () => {
    const { documentId, itemId } = await paper(bh(2), bh(1));
    expect(codeOf(await ask(secretary, documentId, bh(2)))).toBe('label_not_weaker');
    expect(codeOf(await ask(secretary, documentId, bh(3)))).toBe('label_not_weaker');
    expect(codeOf(await ask(secretary, documentId, bh(0)))).toBe('label_too_low');
    expect(codeOf(await ask(secretary, documentId, { ...bh(1), originator: 'SA' }))).toBe('label_not_weaker');
    expect((await ask(secretary, documentId, bh(1))).status).toBe(200);
    expect(codeOf(await ask(chair, documentId, bh(1)))).toBe('request_open');
    expect((await ask(secretary, itemId, bh(0), 'item')).status).toBe(200);
    expect(
      codeOf(await secretary.try(endpoints.requestLabel, { body: { kind: 'document', objectId: documentId, label: bh(1), reason: '' } })),
    ).toBe('invalid_input');
  });

  it('does not apply what was asked about another label', async () => {
    const { documentId } = await paper(bh(2), bh(1));
    const request = await requested(secretary, documentId, bh(1));
    await secretary.call(endpoints.editDocument, { params: { documentId }, body: { label: bh(3) } });
    expect(codeOf(await approve(chair, request.id))).toBe('request_outdated');
    expect(await readable(member, documentId)).toBe(404);
  });

  describe('whoever asked and could ask no more', () => {
    const OUT: [how: string, out: string, back: string][] = [
      ['was deactivated', 'update accounts set active = false where id = $1', 'update accounts set active = true where id = $1'],
      [
        'is a delegate no more',
        `update participants set role = 'expert' where account_id = $1`,
        `update participants set role = 'member' where account_id = $1`,
      ],
      [
        'is cleared for less than the label of before',
        'update clearances set level = 1 where account_id = $1',
        'update clearances set level = 2 where account_id = $1',
      ],
    ];

    it.each(OUT)('because he %s: it is not carried out, nor offered', async (_, out, back) => {
      const superuser = await app.db.superuser();
      const { itemId } = await paper(bh(2));
      const request = await requested(member, itemId, bh(0), 'item');
      const offered = async () => (await chair.call(endpoints.listLabelRequests)).requests.find(({ id }) => id === request.id)?.abilities;
      const levels = () => superuser.query('select level from item_contents where item_id = $1', [itemId]);
      expect(await offered()).toEqual({ approve: true, reject: true });
      await superuser.query(out, [member.accountId]);
      try {
        expect(await offered()).toEqual({ approve: false, reject: true });
        const refused = await approve(chair, request.id);
        expect([refused.status, codeOf(refused)]).toEqual([409, 'request_outdated']);
        // The database alone, past the service.
        const decided = await databaseAs(
          app,
          chair,
          [`update label_requests set outcome = 'approved', decided_by = app.me(), decided_at = now() where id = $1`, [request.id]],
          ['select app.apply_label_request($1)', [request.id]],
        );
        expect([decided, await levels()]).toEqual([[], [{ level: 2 }]]);
        await superuser.query(`update label_requests set outcome = null, decided_by = null, decided_at = null where id = $1`, [request.id]);
      } finally {
        await superuser.query(back, [member.accountId]);
      }
      expect((await approve(chair, request.id)).status).toBe(200);
      expect(await levels()).toEqual([{ level: 0 }]);
    });

    it('has only signed out: it is carried out', async () => {
      const { documentId } = await paper(bh(2), bh(1));
      const away = await app.as('member-bh');
      const request = await requested(away, documentId, bh(1));
      await away.call(endpoints.signOut);
      expect((await approve(chair, request.id)).status).toBe(200);
    });
  });

  it('of two who decide at the same moment one decides', async () => {
    const { documentId } = await paper(bh(2), bh(1));
    const request = await requested(secretary, documentId, bh(1));
    const answers = await Promise.all([
      approve(chair, request.id),
      chair.try(endpoints.rejectLabel, { params: { requestId: request.id }, body: { answer: 'not yet' } }),
      approve(member, request.id),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('lowers an item and a meeting in the same way', async () => {
    const { id } = await draftMeeting(secretary, bh(2));
    const item = await addItem(secretary, id, { cover: 'Cover', title: 'CANARY', label: bh(3) });
    const forItem = await requested(secretary, item.id, bh(2), 'item');
    expect((await approve(chair, forItem.id)).status).toBe(200);
    const forMeeting = await requested(chair, id, bh(1), 'meeting');
    expect((await approve(secretary, forMeeting.id)).status).toBe(200);
    const meeting = await secretary.call(endpoints.readMeeting, { params: { meetingId: id } });
    expect([meeting.label, meeting.items[0]?.content?.label]).toEqual([bh(1), bh(2)]);
  });
});
