import { randomUUID } from 'node:crypto';
import { endpoints, type Label } from '@app/contracts';
import type { Config } from '@app/platform';
import { InstallationMode } from '../../apps/agenda/src/edge/installation.repository.js';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

/** What a hostile reviewer tried; each of these once worked. */
describe('hostile requests', () => {
  let app: AgendaApp;
  let secretary: ApiClient;

  beforeAll(async () => {
    app = await startAgenda();
    secretary = await app.as('secretary-bh');
  });
  afterAll(() => app.close());

  it('a change made at the same time never takes a stricter label back', async () => {
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'Racing', label: bh(0) });
    const uploaded = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('RACING'), name: 'r.pdf' })).json,
    );
    const edit = (body: { label?: Label; title?: string }) =>
      secretary.try(endpoints.editDocument, { params: { documentId: uploaded.id }, body });
    for (let round = 0; round < 8; round += 1) {
      await Promise.all([edit({ title: `Renamed ${round}` }), edit({ label: bh(2) }), edit({ title: `Again ${round}` })]);
      const shown = (await secretary.call(endpoints.readMeeting, { params: { meetingId: meeting.id } })).items[0]?.content?.documents[0];
      expect(shown?.label).toEqual(bh(2));
    }
    // And the paper still opens: its keys are bound to the label that stands.
    const chair = await app.as('chair-bh');
    const view = await chair.call(endpoints.openView, { params: { documentId: uploaded.id } });
    expect((await chair.try(endpoints.readPaper, { params: { viewId: view.id } })).status).toBe(200);

    const two = await addItem(secretary, meeting.id, { cover: 'Two', label: bh(0) });
    await Promise.all(
      [bh(3, 'CYBER'), bh(1)].map((label) => secretary.try(endpoints.editItem, { params: { itemId: two.id }, body: { label } })),
    );
    const label = (await secretary.call(endpoints.readMeeting, { params: { meetingId: meeting.id } })).items[1]?.content?.label;
    expect(label).toEqual(bh(3, 'CYBER'));
  });

  it('the database itself refuses to make a label weaker', async () => {
    const admin = await app.db.superuser();
    for (const table of ['meetings', 'item_contents', 'documents']) {
      await expect(admin.query(`update ${table} set level = 0, releasable_to = '{ALL}' where level >= 0`)).rejects.toThrow(
        'a label only becomes stricter',
      );
    }
  });

  it('publishing and removing the last item exclude each other', async () => {
    for (let round = 0; round < 6; round += 1) {
      const meeting = await draftMeeting(secretary);
      const item = await addItem(secretary, meeting.id, { cover: 'Only', label: bh(0) });
      const params = { meetingId: meeting.id };
      const [published, removed, again] = await Promise.all([
        secretary.try(endpoints.publishMeeting, { params }),
        secretary.try(endpoints.removeItem, { params: { itemId: item.id } }),
        secretary.try(endpoints.publishMeeting, { params }),
      ]);
      const read = await secretary.call(endpoints.readMeeting, { params });
      expect(read.state === 'published' ? read.items.length : 'draft').toBe(read.state === 'published' ? 1 : 'draft');
      expect([published.status, again.status].filter((status) => status === 200)).toHaveLength(read.state === 'published' ? 1 : 0);
      expect(removed.status).toBe(read.state === 'published' ? 409 : 200);
    }
  });

  it('removing an item takes its papers from everybody and destroys nothing', async () => {
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'Going', label: bh(0) });
    const uploaded = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('GOING'), name: 'g.pdf' })).json,
    );
    const view = await secretary.call(endpoints.openView, { params: { documentId: uploaded.id } });
    await secretary.call(endpoints.removeItem, { params: { itemId: item.id } });
    expect((await secretary.try(endpoints.readPaper, { params: { viewId: view.id } })).status).toBe(404);
    expect((await secretary.call(endpoints.search, { query: { q: 'going' } })).hits).toEqual([]);
    const [kept] = await (
      await app.db.superuser()
    ).query(`select count(*)::int as papers from document_versions where document_id = $1`, [uploaded.id]);
    expect(kept).toEqual({ papers: 1 });
  });

  it('a label of a new meeting or item follows what it belongs to', async () => {
    const { bodies } = await secretary.call(endpoints.listBodies);
    const gcc = bodies.find(({ name }) => name.en.startsWith('GCC'));
    const create = (label: Label) =>
      secretary.try(endpoints.createMeeting, {
        body: {
          bodyId: gcc?.id,
          title: { ar: 'أ', en: 'a' },
          kind: 'unscheduled',
          startsAt: '2026-12-01T07:00:00Z',
          endsAt: '2026-12-01T09:00:00Z',
          sites: ['BH'],
          label,
        },
      });
    expect(codeOf(await create({ level: 0, caveats: [], releasableTo: ['ALL'], originator: 'BH' }))).toBe('label_too_low');
    expect(codeOf(await create({ level: 1, caveats: [], releasableTo: ['BH', 'SA'], originator: 'SA' }))).toBe('label_too_low');
    const meeting = await draftMeeting(secretary);
    const title = { ar: 'أ', en: 'a' };
    const foreign = { ...bh(0), originator: 'KW' };
    const body = { coverTitle: title, title, type: 'decision', minutes: null, label: foreign };
    expect(codeOf(await secretary.try(endpoints.addItem, { params: { meetingId: meeting.id }, body }))).toBe('originator_absent');
  });

  it('an item is not raised above its papers silently', async () => {
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'Raised', label: bh(0) });
    await secretary.upload(item.id, { bytes: await makePaper('RAISED'), name: 'r.pdf' });
    expect(codeOf(await secretary.try(endpoints.editItem, { params: { itemId: item.id }, body: { label: bh(2) } }))).toBe(
      'label_above_papers',
    );
  });

  it('attempts at the same moment do not all pass the count of failed ones', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, guess) =>
        app.anonymous().try(endpoints.signInWithPassword, { body: { login: 'racer@test.invalid', password: `guess ${guess}` } }),
      ),
    );
    expect(answers.filter((answer) => codeOf(answer) === 'sign_in_failed')).toHaveLength(10);
    expect(answers.filter((answer) => codeOf(answer) === 'too_many_requests')).toHaveLength(20);
  });

  it('a session that ended has nothing any more, not even in a request that was under way', async () => {
    const meeting = await draftMeeting(secretary);
    await addItem(secretary, meeting.id, { cover: 'One', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId: meeting.id } });
    const member = await app.as('member-bh');
    expect((await member.call(endpoints.listMeetings)).meetings.length).toBeGreaterThan(0);
    // As in the gap between the guard's look at the cookie and the transaction: the row level decides on its own.
    const admin = await app.db.superuser();
    const [session] = await admin.query<{ id: string }[]>(`select id from sessions where account_id = $1 and ended_at is null`, [
      member.accountId,
    ]);
    const look = () =>
      app.db.source.transaction(async (manager) => {
        await manager.query(
          `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.ceiling', '4', true)`,
          [member.accountId, session?.id],
        );
        const [rows] = await manager.query<{ meetings: number; level: number }[]>(
          `select (select count(*)::int from meetings) as meetings, app.my_level() as level`,
        );
        return rows;
      });
    expect(await look()).toMatchObject({ level: 2 });
    await admin.query(`update sessions set ended_at = now() where id = $1`, [session?.id]);
    expect(await look()).toEqual({ meetings: 0, level: -1 });
  });

  it('a temporary table of the caller’s does not stand in for ours', async () => {
    const expert = await app.as('expert-bh');
    const [session] = await (
      await app.db.superuser()
    ).query<{ id: string }[]>(`select id from sessions where account_id = $1 and ended_at is null`, [expert.accountId]);
    const level = await app.db.source.transaction(async (manager) => {
      await manager.query(
        `create temp table clearances (account_id uuid, level smallint, caveats text[], valid_until timestamptz) on commit drop`,
      );
      await manager.query(`insert into pg_temp.clearances values ($1, 4, '{}', null)`, [expert.accountId]);
      await manager.query(`grant select on pg_temp.clearances to majlis_facts`);
      await manager.query(
        `select set_config('app.account', $1, true), set_config('app.session', $2, true), set_config('app.ceiling', '4', true)`,
        [expert.accountId, session?.id],
      );
      const [row] = await manager.query<{ level: number }[]>(`select app.my_level() as level`);
      return row?.level;
    });
    expect(level).toBe(0);
  });

  it('a demonstration’s database is never used in production, nor the reverse', async () => {
    const mode = (given: 'demo' | 'production') => new InstallationMode({ mode: given } as Config, app.db.database).onModuleInit();
    await expect(mode('demo')).resolves.toBeUndefined();
    await expect(mode('production')).rejects.toThrow('MAJLIS_MODE');
  });

  it('ids of nobody are answered alike, whatever they look like', async () => {
    for (const id of [randomUUID(), 'x', '%00', '..%2f..', 'constructor']) {
      const answer = await secretary.fetch('GET', `/api/meetings/${id}`);
      expect([id, answer.status, codeOf(answer)]).toEqual([id, 404, 'not_found']);
    }
  });
});
