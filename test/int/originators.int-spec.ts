import { endpoints, type Label, type PaperDocument } from '@app/contracts';
import type { DataSource } from 'typeorm';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs } from '../support/database-as.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const NOTHING = '0198f000-0000-7000-8000-000000000000';
const GCC = 'GCC e-Government Programmes Committee';
const SIX: Label['releasableTo'] = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];
const of = (originator: string, level: Label['level'] = 1, releasableTo: Label['releasableTo'] = ['BH', 'SA']): Label => ({
  level,
  caveats: [],
  releasableTo,
  originator,
});

describe('what comes from another state than the host', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  let secretary: ApiClient;
  let chair: ApiClient;
  let headSa: ApiClient;
  let mateSa: ApiClient;
  let headKw: ApiClient;
  let meetingId: string;

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    // A second delegate of Riyadh: he who sits for Abu Dhabi in the demo.
    for (const table of ['body_members', 'participants'])
      await superuser.query(`update ${table} set delegation = 'SA' where account_id = (select id from accounts where persona = 'head-ae')`);
    await superuser.query(`update accounts set country = 'SA', site = 'SA' where persona = 'head-ae'`);
    [secretary, chair, headSa, mateSa, headKw] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'head-sa', 'head-ae', 'head-kw'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
    ({ id: meetingId } = await draftMeeting(secretary, of('BH', 1, SIX), GCC));
    await addItem(secretary, meetingId, { cover: 'First', label: of('BH', 1, SIX) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  const item = async (label: Label) => (await addItem(secretary, meetingId, { cover: 'Cover', title: 'CANARY', label })).id;
  const tryItem = (label: Label, meeting = meetingId) =>
    secretary.try(endpoints.addItem, {
      params: { meetingId: meeting },
      body: { coverTitle: { ar: 'أ', en: 'a' }, title: { ar: 'أ', en: 'a' }, type: 'information', minutes: 5, label },
    });
  const tryUpload = async (itemId: string, label?: Label) =>
    secretary.upload(itemId, { bytes: await makePaper('CANARY'), name: 'paper.pdf' }, label ? { label } : {});
  const upload = async (itemId: string, label?: Label): Promise<PaperDocument> =>
    endpoints.uploadDocument.response.parse((await tryUpload(itemId, label)).json);
  const ask = (client: ApiClient, objectId: string, label: Label, kind: 'document' | 'item' = 'document') =>
    client.try(endpoints.requestLabel, { body: { kind, objectId, label, reason: 'the matter is settled' } });
  const receipts = (client: ApiClient, documentId: string) => client.try(endpoints.listReceipts, { params: { documentId } });
  const shown = async (client: ApiClient, itemId: string) =>
    (await client.call(endpoints.readMeeting, { params: { meetingId } })).items.find(({ id }) => id === itemId)?.content;

  it('is named when it is made: of a delegation, or of what it belongs to', async () => {
    const ours = await item(of('BH'));
    const theirs = await item(of('SA'));
    // A paper is of its item's originator unless it names another one: a Saudi paper on ours, ours on a Saudi item.
    expect((await upload(theirs)).label).toEqual(of('SA'));
    expect((await upload(ours, of('SA', 2))).label).toEqual(of('SA', 2));
    expect((await upload(theirs, of('BH', 3))).label).toEqual(of('BH', 3));
    const seen = await shown(headSa, ours);
    expect([seen?.label.originator, seen?.documents[0]?.label.originator]).toEqual(['BH', 'SA']);
  });

  it('no country without a delegation is named, and no label leaves its originator out', async () => {
    expect(codeOf(await tryItem(of('AE', 1, SIX)))).toBe('originator_absent');
    expect(codeOf(await tryItem(of('TN', 1, SIX)))).toBe('originator_absent');
    expect(codeOf(await tryItem(of('SA', 1, ['BH', 'KW'])))).toBe('originator_left_out');
    const { id: alone } = await draftMeeting(secretary, bh(0));
    expect(codeOf(await tryItem({ ...bh(0), originator: 'SA' }, alone))).toBe('originator_absent');
    const ours = await item(of('BH'));
    expect(codeOf(await tryUpload(ours, of('AE')))).toBe('originator_absent');
    expect(codeOf(await tryUpload(ours, of('SA', 1, ['BH'])))).toBe('originator_left_out');
    // What holds of every label holds of theirs.
    expect(codeOf(await tryItem(of('SA', 0, SIX)))).toBe('label_too_low');
    expect(codeOf(await tryUpload(ours, of('SA', 0)))).toBe('label_too_low');
    expect(codeOf(await tryItem(of('SA', 4)))).toBe('label_above_clearance');
    expect(codeOf(await tryItem(of('SA', 1, ['SA'])))).toBe('label_above_clearance');
    expect(codeOf(await tryUpload(ours, of('SA', 4)))).toBe('label_above_clearance');
    expect((await shown(secretary, ours))?.documents).toEqual([]);
  });

  it('nobody changes the originator afterwards, nor takes the thing from it', async () => {
    const itemId = await item(of('SA'));
    const { id: documentId } = await upload(itemId, of('SA', 2));
    const editItem = (label: Label) => secretary.try(endpoints.editItem, { params: { itemId }, body: { label } });
    const editPaper = (label: Label) => secretary.try(endpoints.editDocument, { params: { documentId }, body: { label } });
    for (const originator of ['BH', 'KW']) {
      expect(codeOf(await editItem(of(originator)))).toBe('label_too_low');
      expect(codeOf(await editPaper(of(originator, 2)))).toBe('label_too_low');
      expect(codeOf(await ask(headSa, documentId, of(originator, 1)))).toBe('label_not_weaker');
    }
    expect(codeOf(await editPaper(of('SA', 2, ['BH'])))).toBe('originator_left_out');
    expect(codeOf(await ask(headSa, documentId, of('SA', 1, ['BH'])))).toBe('originator_left_out');
    const bare = await item(of('SA'));
    expect(codeOf(await secretary.try(endpoints.editItem, { params: { itemId: bare }, body: { label: of('SA', 1, ['BH']) } }))).toBe(
      'originator_left_out',
    );
    for (const [table, key, id] of [
      ['documents', 'id', documentId],
      ['item_contents', 'item_id', itemId],
    ] as const) {
      await expect(databaseAs(app, secretary, [`update ${table} set originator = 'BH' where ${key} = $1`, [id]])).rejects.toThrow(
        /only becomes stricter/,
      );
      await expect(superuser.query(`update ${table} set originator = 'BH' where ${key} = $1`, [id])).rejects.toThrow(
        /only becomes stricter/,
      );
    }
    // One person makes it stricter, as any label.
    expect((await editPaper(of('SA', 3))).status).toBe(200);
  });

  it('is made weaker by two of its own side; the host gets what nothing would get', async () => {
    const itemId = await item(of('SA'));
    const { id: documentId, abilities } = await upload(itemId, of('SA', 2));
    expect(abilities).toMatchObject({ edit: true, withdraw: true, requestLabel: false, receipts: false });
    for (const host of [secretary, chair]) {
      expect((await shown(host, itemId))?.abilities.requestLabel).toBe(false);
      expect(refusalOf(await ask(host, documentId, of('SA')))).toEqual(refusalOf(await ask(host, NOTHING, of('SA'))));
      expect(refusalOf(await ask(host, itemId, of('SA', 1, SIX), 'item'))).toEqual(
        refusalOf(await ask(host, NOTHING, of('SA', 1, SIX), 'item')),
      );
    }
    expect((await shown(headSa, itemId))?.documents[0]?.abilities).toMatchObject({ requestLabel: true, receipts: true, edit: false });
    const request = endpoints.requestLabel.response.parse((await ask(headSa, documentId, of('SA'))).json);
    for (const client of [secretary, chair, headKw]) {
      expect(JSON.stringify(await client.call(endpoints.listLabelRequests))).not.toContain(request.id);
      for (const [endpoint, body] of [
        [endpoints.approveLabel, {}],
        [endpoints.rejectLabel, { answer: null }],
      ] as const)
        expect(refusalOf(await client.try(endpoint, { params: { requestId: request.id }, body }))).toEqual(
          refusalOf(await client.try(endpoint, { params: { requestId: NOTHING }, body })),
        );
    }
    expect((await headSa.try(endpoints.approveLabel, { params: { requestId: request.id } })).status).toBe(404);
    expect((await mateSa.call(endpoints.listLabelRequests)).requests.find(({ id }) => id === request.id)?.abilities.approve).toBe(true);
    expect(await mateSa.call(endpoints.approveLabel, { params: { requestId: request.id } })).toMatchObject({
      outcome: 'approved',
      to: of('SA'),
    });
    // The keys were wrapped anew by a delegate who is no secretary.
    const view = await secretary.call(endpoints.openView, { params: { documentId } });
    expect([view.label, (await secretary.try(endpoints.readPaper, { params: { viewId: view.id } })).status]).toEqual([of('SA'), 200]);
    const wider = endpoints.requestLabel.response.parse((await ask(mateSa, itemId, of('SA', 1, SIX), 'item')).json);
    await headSa.call(endpoints.approveLabel, { params: { requestId: wider.id } });
    expect((await shown(headKw, itemId))?.label).toEqual(of('SA', 1, SIX));
  });

  it('a question for its release reaches its own side, each side for what is its own', async () => {
    const [theirs, ours] = [await item(of('SA')), await item(of('BH'))];
    const { id: documentId } = await upload(ours, of('SA'));
    for (const itemId of [theirs, ours])
      await headKw.call(endpoints.askRelease, { params: { itemId }, body: { reason: 'for our minister' } });
    const concerns = async (client: ApiClient) =>
      (await client.call(endpoints.listReleaseAsks)).asked
        .filter(({ itemId }) => [theirs, ours].includes(itemId))
        .map(({ itemId, things }) => [itemId, things.map(({ objectId }) => objectId)]);
    expect(await concerns(headSa)).toEqual([
      [ours, [documentId]],
      [theirs, [theirs]],
    ]);
    expect(await concerns(secretary)).toEqual([[ours, [ours]]]);
    const { asked } = await headSa.call(endpoints.listReleaseAsks);
    const answer = (client: ApiClient, askId = '') => client.try(endpoints.answerRelease, { params: { askId } });
    const toThem = asked.find(({ itemId }) => itemId === theirs)?.id;
    expect(refusalOf(await answer(secretary, toThem))).toEqual(refusalOf(await answer(secretary, NOTHING)));
    expect((await answer(mateSa, toThem)).status).toBe(200);
  });

  it('who read it is told to its own side and not to the host, by the database neither', async () => {
    const { id: documentId } = await upload(await item(of('BH')), of('SA'));
    await chair.call(endpoints.openView, { params: { documentId } });
    const { receipts: told } = endpoints.listReceipts.response.parse((await receipts(headSa, documentId)).json);
    expect(told.map(({ reader }) => reader.id)).toEqual([chair.accountId]);
    for (const host of [secretary, chair]) {
      expect(refusalOf(await receipts(host, documentId))).toEqual(refusalOf(await receipts(host, NOTHING)));
      expect(await databaseAs(app, host, ['select view_id from app.receipts($1)', [documentId]])).toEqual([]);
    }
    // A paper of the host's on a Saudi item is the other way round.
    const { id: hosts } = await upload(await item(of('SA')), of('BH'));
    expect([(await receipts(secretary, hosts)).status, (await receipts(headSa, hosts)).status]).toEqual([200, 404]);
  });

  it('an item that is closed to its originator withdraws the paper its editor does not know of', async () => {
    const itemId = await item(of('BH'));
    await superuser.query(`update clearances set caveats = '{NET}' where account_id = $1`, [secretary.accountId]);
    const hidden = { ...of('SA'), caveats: ['NET'] };
    const { id: documentId } = await upload(itemId, hidden);
    await superuser.query(`update clearances set caveats = '{}' where account_id = $1`, [secretary.accountId]);
    expect((await secretary.try(endpoints.editItem, { params: { itemId }, body: { label: bh(1) } })).status).toBe(200);
    const [row] = await superuser.query<unknown[]>(
      `select withdrawn_at is not null as withdrawn, releasable_to from documents where id = $1`,
      [documentId],
    );
    // To leave it with the host alone would take the paper from the state it came from.
    expect(row).toEqual({ withdrawn: true, releasable_to: ['BH', 'SA'] });
  });
});
