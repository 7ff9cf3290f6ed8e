import { endpoints, type ItemRestrictions } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const NOTHING = '0198f000-0000-7000-8000-000000000000';

describe('need-to-know lists, recusals and embargo', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let chair: ApiClient;
  let member: ApiClient;
  let outsider: ApiClient;
  let meetingId: string;
  let itemId: string;
  let documentId: string;

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, chair, member, outsider] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'member-bh', 'head-kw'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient];
    ({ id: meetingId } = await draftMeeting(secretary));
    ({ id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', title: 'CANARY TITLE', label: bh(1) }));
    const uploaded = await secretary.upload(itemId, { bytes: await makePaper('CANARY TEXT'), name: 'CANARY FILE.pdf' });
    documentId = (uploaded.json as { id: string }).id;
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  const restrict = (readers: string[] | null, recused: string[] = []): Promise<ItemRestrictions> =>
    secretary.call(endpoints.restrictItem, { params: { itemId }, body: { readers, recused } });
  /** Everything the person is told that could reveal the item: agenda, search, newest papers, the paper itself. */
  async function sees(client: ApiClient): Promise<{ title: boolean; search: number; recent: boolean; paper: number }> {
    const meeting = await client.try(endpoints.readMeeting, { params: { meetingId } });
    const found = await client.call(endpoints.search, { query: { q: 'CANARY' } });
    const recent = await client.try(endpoints.recentPapers);
    const view = await client.try(endpoints.openView, { params: { documentId } });
    return {
      title: meeting.text.includes('CANARY'),
      search: found.hits.length,
      recent: recent.text.includes('CANARY'),
      paper: view.status,
    };
  }
  const ALL = { title: true, search: 2, recent: true, paper: 200 };
  const NONE = { title: false, search: 0, recent: false, paper: 404 };

  it('a list closes the item to everybody who is not on it, the chair included, and opens it again', async () => {
    expect(await Promise.all([secretary, chair, member].map(sees))).toEqual([ALL, ALL, ALL]);
    await restrict([secretary.accountId, member.accountId]);
    expect(await Promise.all([secretary, chair, member].map(sees))).toEqual([ALL, NONE, ALL]);
    expect((await member.call(endpoints.readMeeting, { params: { meetingId } })).items[0]?.content?.listed).toBe(true);
    await restrict(null);
    expect(await Promise.all([secretary, chair, member].map(sees))).toEqual([ALL, ALL, ALL]);
  });

  it('a recusal leaves the cover and nothing else', async () => {
    await restrict(null, [chair.accountId]);
    expect(await Promise.all([chair, member].map(sees))).toEqual([NONE, ALL]);
    const { items } = await chair.call(endpoints.readMeeting, { params: { meetingId } });
    expect(items[0]).toMatchObject({ coverTitle: { en: 'Cover' }, content: null });
    await restrict(null);
  });

  it('what is closed to somebody looks like what is not there', async () => {
    await restrict([secretary.accountId]);
    expect(refusalOf(await chair.try(endpoints.openView, { params: { documentId } }))).toEqual(
      refusalOf(await chair.try(endpoints.openView, { params: { documentId: NOTHING } })),
    );
    await restrict(null);
  });

  it('an embargo holds for all but those who prepare the meeting, until its time', async () => {
    const embargo = (until: string | null) => secretary.call(endpoints.embargoDocument, { params: { documentId }, body: { until } });
    const shown = await embargo(new Date(Date.now() + 3_600_000).toISOString());
    expect(shown.embargoUntil).not.toBeNull();
    expect([(await sees(chair)).paper, (await sees(member)).paper]).toEqual([200, 404]);
    // The item itself stays open; only the paper waits.
    expect(await sees(member)).toEqual({ title: true, search: 1, recent: false, paper: 404 });
    expect((await embargo(new Date(Date.now() - 1000).toISOString())).embargoUntil).toBeNull();
    expect((await sees(member)).paper).toBe(200);
    await embargo(null);
  });

  it('only the secretary restricts; for everybody else there is nothing to restrict', async () => {
    const attempts = (client: ApiClient, item: string, document: string) =>
      Promise.all([
        client.try(endpoints.readRestrictions, { params: { itemId: item } }),
        client.try(endpoints.restrictItem, { params: { itemId: item }, body: { readers: null, recused: [] } }),
        client.try(endpoints.embargoDocument, { params: { documentId: document }, body: { until: null } }),
      ]);
    for (const client of [chair, member, outsider]) {
      const refused = await attempts(client, itemId, documentId);
      expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(refused.map(refusalOf)).toEqual((await attempts(client, NOTHING, NOTHING)).map(refusalOf));
    }
    expect(await secretary.call(endpoints.readRestrictions, { params: { itemId } })).toEqual({ readers: null, recused: [] });
  });

  it('refuses lists with strangers or without the one who makes them, and keeps what was', async () => {
    const attempt = async (body: unknown) => codeOf(await secretary.try(endpoints.restrictItem, { params: { itemId }, body }));
    expect(await attempt({ readers: [secretary.accountId, outsider.accountId], recused: [] })).toBe('not_a_participant');
    expect(await attempt({ readers: [chair.accountId], recused: [] })).toBe('list_needs_you');
    expect(await attempt({ readers: null, recused: [secretary.accountId] })).toBe('list_needs_you');
    expect(await attempt({ readers: 'all', recused: [] })).toBe('invalid_input');
    expect(await secretary.call(endpoints.readRestrictions, { params: { itemId } })).toEqual({ readers: null, recused: [] });
  });
});
