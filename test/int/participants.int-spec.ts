import { endpoints, type Participation, type Role } from '@app/contracts';
import { brokenConstraint } from '@app/database';
import { requestContext } from '@app/identity';
import type { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs, sessionOf, type Statement } from '../support/database-as.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';
import { until } from '../support/until.js';

/** Somebody who waits for a lock in this database. */
const WAITING = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
const NOTHING = '0198f000-0000-7000-8000-000000000000';

describe('participants of a meeting', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  let secretary: ApiClient;
  let chair: ApiClient;
  let member: ApiClient;
  let outsider: ApiClient;
  let deputy: ApiClient;
  let meetingId: string;
  let itemId: string;
  let documentId: string;

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    await superuser.query(
      `insert into accounts (id, login, persona, name_ar, name_en, country, site) values ($1, 'deputy', 'deputy', 'نائب', 'Deputy', 'BH', 'BH')`,
      [uuid()],
    );
    await superuser.query(`insert into clearances (account_id, level) select id, 2 from accounts where login = 'deputy'`);
    await superuser.query(
      `insert into body_members (body_id, account_id, role, delegation) select b.id, a.id, 'secretary', 'BH'
         from bodies b, accounts a where b.name_en = 'Supreme Committee for ICT' and a.login = 'deputy'`,
    );
    [secretary, chair, member, outsider, deputy] = (await Promise.all(
      ['secretary-bh', 'chair-bh', 'member-bh', 'head-kw', 'deputy'].map((persona) => app.as(persona)),
    )) as [ApiClient, ApiClient, ApiClient, ApiClient, ApiClient];
    ({ id: meetingId } = await draftMeeting(secretary));
    ({ id: itemId } = await addItem(secretary, meetingId, { cover: 'Cover', title: 'CANARY TITLE', label: bh(1) }));
    documentId = ((await secretary.upload(itemId, { bytes: await makePaper('CANARY TEXT'), name: 'CANARY.pdf' })).json as { id: string })
      .id;
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  const list = (client = secretary) => client.call(endpoints.listParticipants, { params: { meetingId } });
  const tryRemove = (who: { accountId: string }, client = secretary, meeting = meetingId) =>
    client.try(endpoints.removeParticipant, { params: { meetingId: meeting, accountId: who.accountId } });
  const tryAdd = (who: { accountId: string }, more: object = {}, client = secretary, meeting = meetingId) =>
    client.try(endpoints.addParticipant, {
      params: { meetingId: meeting },
      body: { accountId: who.accountId, role: 'member', delegation: 'BH', ...more },
    });
  const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id);
  /** Everything that could tell him of the meeting. */
  async function sees(client: ApiClient): Promise<object> {
    const found = await client.call(endpoints.search, { query: { q: 'CANARY' } });
    return {
      meeting: (await client.try(endpoints.readMeeting, { params: { meetingId } })).status,
      listed: idsOf((await client.call(endpoints.listMeetings)).meetings).includes(meetingId),
      grants: (await client.try(endpoints.issueGrants, { params: { meetingId } })).status,
      paper: (await client.try(endpoints.openView, { params: { documentId } })).status,
      hits: found.hits.length,
    };
  }
  const ALL = { meeting: 200, listed: true, grants: 200, paper: 200, hits: 2 };
  const NOTHING_OF_IT = { meeting: 404, listed: false, grants: 404, paper: 404, hits: 0 };

  it('only the secretary manages them; for everybody else there is nothing to manage', async () => {
    const attempts = (client: ApiClient, meeting: string) =>
      Promise.all([
        client.try(endpoints.listParticipants, { params: { meetingId: meeting } }),
        tryAdd(member, {}, client, meeting),
        tryRemove(member, client, meeting),
      ]);
    for (const client of [chair, member, outsider]) {
      const refused = await attempts(client, meetingId);
      expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
      expect(refused.map(refusalOf)).toEqual((await attempts(client, NOTHING)).map(refusalOf));
    }
    const may = async (client: ApiClient) =>
      (await client.call(endpoints.readMeeting, { params: { meetingId } })).abilities.manageParticipants;
    expect(await Promise.all([secretary, chair, member].map(may))).toEqual([true, false, false]);
  });

  it('whoever is removed knows of nothing, at once; brought in again, he sees what he may see now', async () => {
    expect(await sees(member)).toEqual(ALL);
    const { participants, candidates } = await secretary.call(endpoints.removeParticipant, {
      params: { meetingId, accountId: member.accountId },
    });
    expect(idsOf(participants)).not.toContain(member.accountId);
    expect(candidates.find(({ id }) => id === member.accountId)).toMatchObject({ role: 'member', delegation: 'BH', before: true });
    expect(await sees(member)).toEqual(NOTHING_OF_IT);
    expect(refusalOf(await member.try(endpoints.readMeeting, { params: { meetingId } }))).toEqual(
      refusalOf(await member.try(endpoints.readMeeting, { params: { meetingId: NOTHING } })),
    );
    await secretary.call(endpoints.restrictItem, { params: { itemId }, body: { readers: [secretary.accountId], recused: [] } });
    expect((await tryAdd(member, { role: 'observer' })).status).toBe(200);
    expect(await sees(member)).toEqual({ ...ALL, paper: 404, hits: 0 });
    expect((await member.call(endpoints.readMeeting, { params: { meetingId } })).role).toBe('observer');
    await secretary.call(endpoints.restrictItem, { params: { itemId }, body: { readers: null, recused: [] } });
    expect(await sees(member)).toEqual(ALL);
  });

  it('a recusal outlives a removal, also when the list is set in between', async () => {
    const restrict = (recused: string[]) =>
      secretary.call(endpoints.restrictItem, { params: { itemId }, body: { readers: null, recused } });
    await restrict([member.accountId]);
    await tryRemove(member);
    expect(await secretary.call(endpoints.readRestrictions, { params: { itemId } })).toEqual({ readers: null, recused: [] });
    await restrict([]);
    await tryAdd(member);
    expect(await sees(member)).toEqual({ ...ALL, paper: 404, hits: 0 });
    await restrict([]);
    expect(await sees(member)).toEqual(ALL);
  });

  it('is announced to the meeting and to his lines of this meeting, and in the trail by ids', async () => {
    const since = (table: string) => superuser.query<object[]>(`select * from ${table} order by seq desc limit 12`);
    await tryRemove(member);
    const [access, changed] = (await since('outbox')) as { scope: object | null }[];
    expect(access?.scope).toMatchObject({ reason: 'rejudge', accountIds: [member.accountId], meetingIds: [meetingId], sessionIds: [] });
    expect(changed).toMatchObject({ name: 'meeting.changed', meeting_id: meetingId });
    await tryAdd(member);
    expect((await since('outbox'))[0]).toMatchObject({ name: 'meeting.changed', meeting_id: meetingId });
    const entries = (await since('audit_entries')) as { event: string; data: object }[];
    expect(entries.find(({ event }) => event === 'participant.removed')?.data).toEqual({ meetingId, accountId: member.accountId });
    expect(entries.find(({ event }) => event === 'participant.added')?.data).toEqual({
      meetingId,
      accountId: member.accountId,
      role: 'member',
      delegation: 'BH',
    });
  });

  it('nobody removes himself, brings himself in or takes another role', async () => {
    expect(codeOf(await tryRemove(secretary))).toBe('not_oneself');
    expect(codeOf(await tryAdd(secretary, { role: 'chair' }))).toBe('not_oneself');
    expect((await list()).participants.filter(({ abilities }) => !abilities.remove).map(({ id }) => id)).toEqual([secretary.accountId]);
    expect((await secretary.call(endpoints.readMeeting, { params: { meetingId } })).role).toBe('secretary');
  });

  it('refuses strangers like nobody, the same twice, unknown roles and other delegations', async () => {
    expect(refusalOf(await tryAdd(outsider, { delegation: 'KW' }))).toEqual(
      refusalOf(await tryAdd({ accountId: NOTHING }, { delegation: 'KW' })),
    );
    expect(codeOf(await tryAdd(outsider, { delegation: 'KW' }))).toBe('not_invitable');
    expect(refusalOf(await tryRemove(outsider))).toEqual(refusalOf(await tryRemove({ accountId: NOTHING })));
    expect(codeOf(await tryRemove(outsider))).toBe('not_a_participant');
    expect(codeOf(await tryAdd(member))).toBe('already_participates');
    expect([(await tryRemove(member)).status, codeOf(await tryRemove(member))]).toEqual([200, 'not_a_participant']);
    expect(codeOf(await tryAdd(member, { role: 'guest' }))).toBe('invalid_input');
    expect(codeOf(await tryAdd(member, { role: 'systemAdministrator' }))).toBe('invalid_input');
    expect(codeOf(await tryAdd(member, { delegation: 'SA' }))).toBe('not_invitable');
    expect((await list()).participants).toHaveLength(4);
    await superuser.query('update accounts set active = false where id = $1', [member.accountId]);
    expect(idsOf((await list()).candidates)).not.toContain(member.accountId);
    expect(codeOf(await tryAdd(member))).toBe('not_invitable');
    await superuser.query('update accounts set active = true where id = $1', [member.accountId]);
    expect([(await tryAdd(member)).status, codeOf(await tryAdd(member))]).toEqual([200, 'already_participates']);
  });

  it('of two who remove one at the same moment, one did; of two secretaries who remove each other, one stays', async () => {
    const both = await Promise.all([tryRemove(member), tryRemove(member, deputy)]);
    expect(both.map((answer) => codeOf(answer) ?? 'done').sort()).toEqual(['done', 'not_a_participant']);
    const again = await Promise.all([tryAdd(member), tryAdd(member, { role: 'expert' }, deputy)]);
    expect(again.map((answer) => codeOf(answer) ?? 'done').sort()).toEqual(['already_participates', 'done']);
    const mutual = await Promise.all([tryRemove(deputy), tryRemove(secretary, deputy)]);
    expect(mutual.map(({ status }) => status).sort()).toEqual([200, 404]);
    const [left, right] = mutual[0]?.status === 200 ? [deputy, secretary] : [secretary, deputy];
    expect(await sees(left)).toEqual(NOTHING_OF_IT);
    expect(await sees(right)).toEqual(ALL);
    expect((await tryAdd(left, { role: 'secretary' }, right)).status).toBe(200);
    expect(await sees(left)).toEqual(ALL);
  });

  it('holds while the meeting can be edited, in session too, and not after', async () => {
    const during = async (state: string) => {
      await superuser.query('update meetings set state = $2 where id = $1', [meetingId, state]);
      const removed = await tryRemove(member);
      return [removed.status, (await tryAdd(member)).status];
    };
    for (const state of ['inSession', 'adjourned', 'published']) expect([state, ...(await during(state))]).toEqual([state, 200, 200]);
    for (const state of ['closed', 'archived']) expect([state, ...(await during(state))]).toEqual([state, 404, 404]);
    await superuser.query(`update meetings set state = 'published' where id = $1`, [meetingId]);
  });

  describe('the database alone', () => {
    const insert = (who: { accountId: string }, role: Role, delegation = 'BH'): Statement => [
      `insert into participants (meeting_id, account_id, role, delegation) values ($1, $2, $3, $4)`,
      [meetingId, who.accountId, role, delegation],
    ];
    const remove = (who: { accountId: string }): Statement => [
      'delete from participants where meeting_id = $1 and account_id = $2 returning account_id',
      [meetingId, who.accountId],
    ];
    const outcome = (client: ApiClient, ...statements: Statement[]) =>
      databaseAs(app, client, ...statements).then(
        (rows) => (rows.flat() as { account_id?: string }[]).filter((row) => row?.account_id).length,
        (error: unknown) => brokenConstraint(error) ?? /row-level security|permission denied/.exec(String(error))?.[0] ?? String(error),
      );

    it('changes no role in place, one’s own or another’s', async () => {
      const role = (who: { accountId: string }): Statement => [
        `update participants set role = 'chair' where meeting_id = $1 and account_id = $2`,
        [meetingId, who.accountId],
      ];
      expect(await outcome(secretary, role(secretary))).toBe('permission denied');
      expect(await outcome(secretary, role(member))).toBe('permission denied');
    });

    it('lets nobody remove himself or bring himself in, and nobody else write the list', async () => {
      expect(await outcome(secretary, remove(secretary))).toBe(0);
      for (const client of [chair, member, outsider]) expect(await outcome(client, remove(deputy))).toBe(0);
      await tryRemove(deputy);
      // The secretary of the body who was removed: he sees nothing of the meeting and writes nothing into it.
      expect(await outcome(deputy, insert(deputy, 'secretary'))).toBe('row-level security');
      expect(await outcome(deputy, ['select account_id from participants where meeting_id = $1', [meetingId]])).toBe(0);
      expect(await outcome(deputy, ['select id as account_id from meetings where id = $1', [meetingId]])).toBe(0);
      expect(await outcome(deputy, ['select id as account_id from documents where id = $1', [documentId]])).toBe(0);
      expect(await outcome(deputy, ['select id as account_id from app.invitable($1)', [meetingId]])).toBe(0);
      expect(await outcome(chair, insert(deputy, 'secretary'))).toBe('row-level security');
      expect(await outcome(secretary, insert(outsider, 'member', 'KW'))).toBe('row-level security');
      expect(await outcome(secretary, insert(deputy, 'secretary', 'KW'))).toBe('row-level security');
      expect(await outcome(secretary, insert(deputy, 'secretary'))).toBe(0);
      expect(await outcome(secretary, ['select * from former_participants'])).toBe('permission denied');
    });

    it('changes nothing once the meeting is over', async () => {
      await superuser.query(`update meetings set state = 'closed' where id = $1`, [meetingId]);
      expect(await outcome(secretary, remove(member))).toBe(0);
      await superuser.query(`update meetings set state = 'published' where id = $1`, [meetingId]);
    });

    it('keeps a secretary, also where two remove each other past the services', async () => {
      let second: Promise<unknown> = Promise.resolve();
      const ctx = requestContext({
        actor: { accountId: secretary.accountId, sessionId: await sessionOf(app, secretary), assurance: 2, ceiling: 4 },
      });
      await app.db.database.transaction(ctx, async ({ transaction }) => {
        const [text, parameters] = remove(deputy);
        await transaction.query(text, parameters);
        second = outcome(deputy, remove(secretary));
        await until(async () => (await superuser.query<unknown[]>(WAITING)).length > 0, 5_000);
      });
      expect(await second).toBe('meeting_keeps_secretary');
      expect((await tryAdd(deputy, { role: 'secretary' })).status).toBe(200);
    });
  });

  it('a meeting of its own is made with the members of the body, as before', async () => {
    const made = await draftMeeting(deputy);
    expect(made.role).toBe('secretary');
    const { participants, candidates }: Participation = await deputy.call(endpoints.listParticipants, { params: { meetingId: made.id } });
    expect([participants.length, candidates.length]).toEqual([5, 0]);
  });
});
