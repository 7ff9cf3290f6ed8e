import { endpoints, type Label } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const NOTHING = '0198f000-0000-7000-8000-000000000000';
const GCC = 'GCC e-Government Programmes Committee';
const SIX = ['BH', 'KW', 'OM', 'QA', 'SA', 'AE'];
const six = (level: Label['level'], originator = 'BH'): Label => ({ level, caveats: [], releasableTo: SIX, originator });
const closed = (originator: string): Label => ({ level: 1, caveats: [], releasableTo: ['BH', 'SA'], originator });

describe('asking for release', () => {
  let app: AgendaApp;
  let secretary: ApiClient;
  let headSa: ApiClient;
  let headKw: ApiClient;
  let outsider: ApiClient;
  let covered: string;
  let plain: string;

  beforeAll(async () => {
    app = await startAgenda();
    [secretary, headSa, headKw, outsider] = (await Promise.all(
      ['secretary-bh', 'head-sa', 'head-kw', 'member-bh'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient];
    const { id } = await draftMeeting(secretary, six(1), GCC);
    ({ id: covered } = await addItem(secretary, id, { cover: 'Covered', title: 'CANARY', label: closed('BH') }));
    await secretary.upload(covered, { bytes: await makePaper('CANARY'), name: 'CANARY.pdf' });
    ({ id: plain } = await addItem(secretary, id, { cover: 'Plain', label: six(1) }));
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: id } });
  });
  afterAll(() => app.close());

  const ask = (client: ApiClient, itemId: string, reason = 'for our minister') =>
    client.try(endpoints.askRelease, { params: { itemId }, body: { reason } });

  it('answers the same whether there is something behind the item or not, and reaches the originator’s side only', async () => {
    const [something, nothing] = [await ask(headKw, covered), await ask(headKw, plain)];
    const shape = ({ status, json, headers }: typeof something) => [
      status,
      Object.keys(json as object),
      Object.fromEntries([...headers].filter(([name]) => !['date', 'content-length', 'etag', 'x-request-id'].includes(name))),
    ];
    expect(shape(something)).toEqual(shape(nothing));
    const mine = await headKw.call(endpoints.listReleaseAsks);
    expect(mine.own).toHaveLength(2);
    expect(mine.asked).toEqual([]);
    expect(JSON.stringify(mine)).not.toContain('CANARY');
    const ours = await secretary.call(endpoints.listReleaseAsks);
    // Newest first. Nothing but an item that Kuwait may see already lies behind the second.
    expect(ours.asked).toMatchObject([
      { itemId: plain, country: 'KW', things: [{ kind: 'item', objectId: plain }] },
      { itemId: covered, country: 'KW', answered: false, abilities: { answer: true } },
    ]);
    expect(ours.asked[1]?.things.map(({ kind, title }) => [kind, title.en])).toEqual([
      ['item', 'CANARY'],
      ['document', 'CANARY'],
    ]);
    // Saudi Arabia may see the thing, but it is not its own.
    expect((await headSa.call(endpoints.listReleaseAsks)).asked).toEqual([]);
  });

  it('is answered by the originator’s side once, and the asker is told nothing', async () => {
    const { asked } = await secretary.call(endpoints.listReleaseAsks);
    const askId = asked.find(({ itemId }) => itemId === covered)?.id ?? '';
    const before = (await headKw.try(endpoints.listReleaseAsks)).text;
    for (const client of [headSa, headKw, outsider])
      expect(refusalOf(await client.try(endpoints.answerRelease, { params: { askId } }))).toEqual(
        refusalOf(await client.try(endpoints.answerRelease, { params: { askId: NOTHING } })),
      );
    await secretary.call(endpoints.answerRelease, { params: { askId } });
    const after = (await secretary.call(endpoints.listReleaseAsks)).asked;
    expect(after.find(({ id }) => id === askId)).toMatchObject({ answered: true, abilities: { answer: false } });
    expect((await headKw.try(endpoints.listReleaseAsks)).text).toBe(before);
  });

  it('reaches the originator’s side whatever keeps the thing from whoever asks', async () => {
    const { id } = await draftMeeting(secretary);
    const kept = await Promise.all([
      addItem(secretary, id, { cover: 'By clearance', title: 'CANARY', label: bh(3) }),
      addItem(secretary, id, { cover: 'By a list', title: 'CANARY', label: bh(0) }),
      addItem(secretary, id, { cover: 'By recusal', title: 'CANARY', label: bh(0) }),
    ]);
    await secretary.call(endpoints.restrictItem, {
      params: { itemId: kept[1].id },
      body: { readers: [secretary.accountId], recused: [] },
    });
    await secretary.call(endpoints.restrictItem, {
      params: { itemId: kept[2].id },
      body: { readers: null, recused: [outsider.accountId] },
    });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: id } });
    for (const item of kept) expect((await ask(outsider, item.id)).status).toBe(200);
    const reached = async (client: ApiClient) =>
      (await client.call(endpoints.listReleaseAsks)).asked.filter(({ meetingId }) => meetingId === id).map(({ itemId }) => itemId);
    expect((await reached(secretary)).sort()).toEqual(kept.map((item) => item.id).sort());
    // Each only as far as he may know the thing himself; and whoever asks sees nothing but his question.
    expect((await reached(await app.as('chair-bh'))).sort()).toEqual([kept[0].id, kept[2].id].sort());
    expect(await reached(outsider)).toEqual([]);
    expect((await outsider.try(endpoints.listReleaseAsks)).text).not.toContain('CANARY');
  });

  it('an item of a meeting one is not in does not exist, and questions are not without end', async () => {
    expect(refusalOf(await ask(outsider, covered))).toEqual(refusalOf(await ask(outsider, NOTHING)));
    expect(codeOf(await ask(headSa, plain, ''))).toBe('invalid_input');
    const codes = [];
    for (let n = 0; n < 31; n += 1) codes.push((await ask(headSa, plain)).status);
    expect([codes[0], codes.at(-1)]).toEqual([200, 429]);
  });
});
