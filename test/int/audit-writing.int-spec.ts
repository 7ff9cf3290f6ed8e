import { AuditTrail } from '@app/audit';
import { endpoints, type PaperDocument } from '@app/contracts';
import { requestContext, systemContext } from '@app/identity';
import { type DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf } from '../support/api-client.js';
import { makePaper } from '../support/papers.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

describe('P16 writing the trail', () => {
  let app: AgendaApp;
  let superuser: DataSource;
  let secretary: ApiClient;
  let viewId: string;
  let paper: PaperDocument;

  beforeAll(async () => {
    app = await startAgenda();
    superuser = await app.db.superuser();
    secretary = await app.as('secretary-bh');
    const meeting = await draftMeeting(secretary);
    const item = await addItem(secretary, meeting.id, { cover: 'Cover', label: bh(0) });
    paper = endpoints.uploadDocument.response.parse(
      (await secretary.upload(item.id, { bytes: await makePaper('PAPER'), name: 'p.pdf' })).json,
    );
    viewId = (await secretary.call(endpoints.openView, { params: { documentId: paper.id } })).id;
  });
  afterAll(() => app.close());

  const entriesOf = (requestId: string | null) =>
    superuser.query<{ event: string; xid: string }[]>(`select event, xid::text from audit_entries where request_id = $1 order by seq`, [
      requestId,
    ]);

  it('entries of one act are written in their order, by one statement of its transaction', async () => {
    await superuser.query(`create table statements (n int); grant insert on statements to majlis_app;
      create function count_statements() returns trigger language plpgsql as 'begin insert into statements values (1); return null; end';
      create trigger counted after insert on audit_entries for each statement execute function count_statements()`);
    try {
      const answer = await secretary.try(endpoints.openView, { params: { documentId: paper.id } });
      const entries = await entriesOf(answer.headers.get('x-request-id'));
      expect(entries.map(({ event }) => event)).toEqual(['access.decided', 'view.opened']);
      expect(new Set(entries.map(({ xid }) => xid)).size).toBe(1);
      expect(await superuser.query('select count(*)::int as n from statements')).toEqual([{ n: 1 }]);
    } finally {
      await superuser.query('drop function count_statements cascade; drop table statements');
    }
  });

  it('an act that fails leaves no entry of itself', async () => {
    const ctx = requestContext({ actor: { accountId: uuid(), sessionId: uuid(), assurance: 2, ceiling: 4 } });
    const trail = app.running.app.get(AuditTrail);
    const failing = app.db.database.transaction(ctx, async (bound) => {
      await trail.record(bound, 'preferences.changed', {});
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(await entriesOf(ctx.requestId)).toEqual([]);
  });

  it('an act that only its commit refuses leaves no entry, and the connection goes on', async () => {
    await superuser.query(
      `create table places (place int unique deferrable initially deferred); grant select, insert on places to majlis_app`,
    );
    try {
      const trail = app.running.app.get(AuditTrail);
      const act = async (ctx: ReturnType<typeof requestContext>, places: string) =>
        app.db.database.transaction(ctx, async (bound) => {
          await bound.transaction.query(`insert into places values ${places}`);
          await trail.record(bound, 'preferences.changed', {});
        });
      const [refused, done] = [0, 1].map(() =>
        requestContext({ actor: { accountId: uuid(), sessionId: uuid(), assurance: 2, ceiling: 4 } }),
      ) as [ReturnType<typeof requestContext>, ReturnType<typeof requestContext>];
      await expect(act(refused, '(1), (1)')).rejects.toMatchObject({ driverError: { code: '23505' } });
      await act(done, '(2)');
      expect(await entriesOf(refused.requestId)).toEqual([]);
      expect(await entriesOf(done.requestId)).toHaveLength(1);
      expect(await superuser.query('select place from places')).toEqual([{ place: 2 }]);
    } finally {
      await superuser.query('drop table places');
    }
  });

  it('each entry is written as its own subject, also where several share a transaction', async () => {
    const trail = app.running.app.get(AuditTrail);
    const people = [0, 1].map(() => requestContext({ actor: { accountId: uuid(), sessionId: uuid(), assurance: 2, ceiling: 4 } }));
    const [first, second] = people as [(typeof people)[0], (typeof people)[0]];
    await app.db.database.transaction(first, async (bound) => {
      await trail.record(bound, 'preferences.changed', {});
      await trail.record(await bound.transaction.actAs(second), 'preferences.changed', {});
    });
    for (const { requestId } of people) expect(await entriesOf(requestId)).toHaveLength(1);
    // Nobody writes in another's name: the database refuses, and the act with it.
    const forged = app.db.database.transaction(first, (bound) =>
      trail.record({ ...second, transaction: bound.transaction }, 'preferences.changed', {}),
    );
    await expect(forged).rejects.toMatchObject({ code: 'unavailable' });
  });

  describe.each([
    ['is locked', `lock table audit_entries in access exclusive mode`],
    ['takes no entry', `alter table audit_entries add constraint closed check (false) not valid`],
  ])('when the log %s', (_, breakIt) => {
    it('nothing is served and nothing is done', async () => {
      const before = await superuser.query('select count(*)::int as n from views');
      const breaking = superuser.createQueryRunner();
      await breaking.startTransaction();
      try {
        await breaking.query(breakIt);
        // Committed where it must be: a constraint is not seen by others before.
        if (!breakIt.startsWith('lock')) await breaking.commitTransaction();
        const attempts = await Promise.all([
          secretary.fetch('GET', `/api/views/${viewId}/paper`, { headers: { range: 'bytes=0-99' } }),
          secretary.try(endpoints.readPageImage, { params: { viewId, page: 1 } }),
          secretary.try(endpoints.openView, { params: { documentId: paper.id } }),
          secretary.try(endpoints.editDocument, { params: { documentId: paper.id }, body: { title: 'Changed' } }),
          secretary.try(endpoints.listMeetings),
          // A refusal that could not be written is not told either.
          secretary.try(endpoints.openView, { params: { documentId: uuid() } }),
          app.anonymous().try(endpoints.signInAsPersona, { body: { persona: 'member-bh' } }),
        ]);
        expect(attempts.map((answer) => [answer.status, codeOf(answer)])).toEqual(attempts.map(() => [503, 'unavailable']));
      } finally {
        if (breaking.isTransactionActive) await breaking.rollbackTransaction();
        await breaking.query('alter table audit_entries drop constraint if exists closed');
        await breaking.release();
      }
      expect(await superuser.query('select count(*)::int as n from views')).toEqual(before);
      expect(await superuser.query('select title from documents where id = $1', [paper.id])).toEqual([{ title: paper.title }]);
      expect((await secretary.fetch('GET', `/api/views/${viewId}/paper`, { headers: { range: 'bytes=0-99' } })).status).toBe(206);
    });
  });

  it('the services can add to the trail and do nothing else to it', async () => {
    for (const statement of [
      `update audit_entries set outcome = 'done'`,
      'delete from audit_entries',
      'truncate audit_entries',
      `insert into audit_chain values (1, 1, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`,
    ])
      await expect(app.db.database.transaction(systemContext('audit'), (ctx) => ctx.transaction.query(statement))).rejects.toMatchObject({
        code: '42501',
      });
  });
});
