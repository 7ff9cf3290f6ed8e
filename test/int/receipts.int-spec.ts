import { endpoints, type PaperDocument } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, refusalOf } from '../support/api-client.js';
import { databaseAs } from '../support/database-as.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

describe('read receipts', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let member: ApiClient;
  let paper: PaperDocument;
  let secret: PaperDocument;
  let meetingId: string;

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, member] = (await Promise.all(['secretary-bh', 'member-bh'].map((persona) => app.as(persona)))) as [ApiClient, ApiClient];
    const meeting = await draftMeeting(secretary);
    meetingId = meeting.id;
    const upload = async (level: 0 | 3) => {
      const item = await addItem(secretary, meeting.id, { cover: `Level ${level}`, label: bh(level) });
      return endpoints.uploadDocument.response.parse(
        (await secretary.upload(item.id, { bytes: await makePaper('P'), name: 'p.pdf' })).json,
      );
    };
    paper = await upload(0);
    secret = await upload(3);
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
  });
  afterAll(() => app.close());

  const everybodyBh = async () => {
    const meeting = await secretary.call(endpoints.readMeeting, { params: { meetingId } });
    return meeting.participants.filter(({ country }) => country === 'BH').map(({ id }) => id);
  };
  const receiptsOf = async ({ id }: PaperDocument) =>
    (await secretary.call(endpoints.listReceipts, { params: { documentId: id } })).receipts;

  const openings = async (client: ApiClient, documentId: string) =>
    (await databaseAs(app, client, ['select view_id from app.receipts($1)', [documentId]])).length;

  it('tell who opened which copy, and how much was sent to him', async () => {
    expect(await receiptsOf(paper)).toEqual([]);
    const view = await member.call(endpoints.openView, { params: { documentId: paper.id } });
    expect(await receiptsOf(paper)).toMatchObject([
      { viewId: view.id, reader: { id: member.accountId, country: 'BH' }, share: 0, pages: [] },
    ]);
    const half = Math.floor(view.size / 2);
    for (const range of [`bytes=0-${half - 1}`, `bytes=10-${half - 1}`])
      await member.fetch('GET', `/api/views/${view.id}/paper`, { headers: { range } });
    const [receipt] = await receiptsOf(paper);
    expect(receipt).toMatchObject({ version: 1, copyNumber: view.copyNumber });
    expect(receipt?.share).toBeCloseTo(0.5, 2);
    await member.try(endpoints.readPaper, { params: { viewId: view.id } });
    expect((await receiptsOf(paper))[0]?.share).toBe(1);
  });

  it('tell the pages of a paper that is shown as images', async () => {
    const view = await secretary.call(endpoints.openView, { params: { documentId: secret.id } });
    await secretary.try(endpoints.readPageImage, { params: { viewId: view.id, page: 2 } });
    expect(await receiptsOf(secret)).toMatchObject([{ reader: { id: secretary.accountId }, pages: [2], share: 0 }]);
  });

  it('tell who may open a paper as things stand, to whoever sets the list of its readers', async () => {
    const readersOf = async ({ id }: PaperDocument) => {
      const { readers } = await secretary.call(endpoints.listReceipts, { params: { documentId: id } });
      return new Set(readers?.map((reader) => reader.id));
    };
    const chair = await app.as('chair-bh');
    // The label alone: the member is cleared to confidential.
    expect(await readersOf(paper)).toEqual(new Set([...(await everybodyBh()), secretary.accountId]));
    expect(await readersOf(secret)).toEqual(new Set([chair.accountId, secretary.accountId]));
    const restrict = (readers: string[] | null, recused: string[]) =>
      secretary.call(endpoints.restrictItem, { params: { itemId: paper.itemId }, body: { readers, recused } });
    await restrict([secretary.accountId, member.accountId], []);
    expect(await readersOf(paper)).toEqual(new Set([member.accountId, secretary.accountId]));
    await restrict(null, [member.accountId]);
    const remaining = await readersOf(paper);
    expect([remaining.has(chair.accountId), remaining.has(member.accountId)]).toEqual([true, false]);
    await restrict(null, []);
    // A delegate of the same side is told who opened the paper, and not who may: that tells of clearances and lists.
    const seen = await member.call(endpoints.listReceipts, { params: { documentId: paper.id } });
    expect(seen.readers).toBeNull();
    expect(seen.receipts.map(({ reader }) => reader.id)).toContain(member.accountId);
  });

  it('the database withholds them with the paper: under an embargo, and of what was withdrawn', async () => {
    const item = await addItem(secretary, meetingId, { cover: 'Withheld', label: bh(0) });
    const { id: documentId } = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('P'), name: 'p.pdf' })).json,
    );
    await member.call(endpoints.openView, { params: { documentId } });
    const both = () => Promise.all([member, secretary].map((client) => openings(client, documentId)));
    expect(await both()).toEqual([1, 1]);
    const embargo = (until: string | null) => secretary.call(endpoints.embargoDocument, { params: { documentId }, body: { until } });
    await embargo(new Date(Date.now() + 3_600_000).toISOString());
    expect(await both()).toEqual([0, 1]);
    await embargo(null);
    expect(await both()).toEqual([1, 1]);
    await secretary.try(endpoints.withdrawDocument, { params: { documentId } });
    expect(await both()).toEqual([0, 1]);
  });

  it('the database withholds them with the meeting: of a label above whoever asks', async () => {
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'Raised', label: bh(0) });
    const { id } = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('P'), name: 'p.pdf' })).json,
    );
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    await member.call(endpoints.openView, { params: { documentId: id } });
    expect(await openings(member, id)).toBe(1);
    await (await app.db.superuser()).query('update meetings set level = 3 where id = $1', [meeting.id]);
    expect([await openings(member, id), await openings(secretary, id)]).toEqual([0, 1]);
  });

  it('another person learns nothing: not that there is a paper, nor from the database itself', async () => {
    const [outsider, auditor] = await Promise.all([app.as('head-kw'), app.as('auditor')]);
    for (const person of [outsider, auditor]) {
      const refused = await person.try(endpoints.listReceipts, { params: { documentId: paper.id } });
      expect(refused.status).toBe(404);
      expect(refusalOf(refused)).toEqual(
        refusalOf(await person.try(endpoints.listReceipts, { params: { documentId: '0198f000-0000-7000-8000-000000000000' } })),
      );
    }
    // A member whom the label does not let know the paper.
    expect((await member.try(endpoints.listReceipts, { params: { documentId: secret.id } })).status).toBe(404);
  });
});
