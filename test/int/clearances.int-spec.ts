import { endpoints, type EndpointResponse, type Level } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs, sessionOf, type Statement } from '../support/database-as.js';
import { enrolled, newAccount } from '../support/enrolled.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';
const DAY = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

interface Wish {
  level: Level;
  caveats?: string[];
  validUntil?: string | null;
}

describe('clearances', () => {
  let app: AgendaApp;
  let officer: ApiClient;
  let second: ApiClient;
  let member: ApiClient;

  beforeAll(async () => {
    app = await startAgenda();
    [officer, second, member] = await Promise.all([app.as('security-officer'), app.as('security-officer-2'), app.as('member-bh')]);
  });
  afterAll(() => app.close());

  const propose = (who: ApiClient, accountId: string, { level, caveats = [], validUntil = null }: Wish) =>
    who.try(endpoints.proposeClearance, { params: { accountId }, body: { level, caveats, validUntil } });
  const decide = (who: ApiClient, proposalId: string, outcome: 'confirmed' | 'refused' | 'withdrawn') =>
    who.try(endpoints.decideClearance, { params: { proposalId }, body: { outcome } });
  const revoke = (who: ApiClient, accountId: string) => who.try(endpoints.revokeClearance, { params: { accountId } });
  const effectOf = (answer: { json: unknown }) => (answer.json as EndpointResponse<typeof endpoints.proposeClearance>).effect;
  const openFor = async (accountId: string, who = officer) =>
    (await who.call(endpoints.listClearanceProposals)).proposals.find(({ person }) => person.id === accountId);
  /** A person without any clearance. */
  async function somebody(): Promise<string> {
    const administrator = await app.as('administrator');
    const login = `cleared-${crypto.randomUUID()}`;
    const body = { login, name: { ar: login, en: login }, country: 'BH', site: 'BH' };
    return (await administrator.call(endpoints.createAccount, { body })).id;
  }
  async function inForce(accountId: string): Promise<{ level: Level; caveats: string[] } | null> {
    const [row] = await (
      await app.db.superuser()
    ).query<{ level: Level; caveats: string[] }[]>(
      `select level, caveats from clearances where account_id = $1 and (valid_until is null or valid_until > now())`,
      [accountId],
    );
    return row ?? null;
  }
  async function lastEntries(event: string): Promise<Record<string, unknown>[]> {
    const { entries } = await (await app.as('auditor')).call(endpoints.listAudit, { query: { limit: 200 } });
    return entries.filter((entry) => entry.event === event).map(({ data }) => data);
  }
  async function announced(accountId: string): Promise<number> {
    const [row] = await (
      await app.db.superuser()
    ).query<{ n: number }[]>(`select count(*)::int as n from outbox where scope->'accountIds' ? $1 and scope->>'reason' = 'rejudge'`, [
      accountId,
    ]);
    return row?.n ?? 0;
  }

  describe('a session that comes to open secret papers while it runs', () => {
    const HOURS = 3600;
    const limits = async (accountId: string) =>
      (await app.db.superuser()).query<{ idle: number; life: number }[]>(
        `select idle_seconds as idle, extract(epoch from expires_at - created_at)::int as life from sessions
          where account_id = $1 and ended_at is null order by created_at, id`,
        [accountId],
      );
    const later = (accountId: string, hours: number) =>
      app.db.superuser().then((superuser) =>
        superuser.query(
          `update sessions set created_at = created_at - make_interval(hours => $2), expires_at = expires_at - make_interval(hours => $2)
              where account_id = $1`,
          [accountId, hours],
        ),
      );
    const agreed = async (accountId: string, level: Level) => {
      await propose(officer, accountId, { level, validUntil: inDays(300) });
      const proposalId = (await openFor(accountId))?.id ?? '';
      return () => decide(second, proposalId, 'confirmed');
    };
    const LONG = { idle: 1800, life: 12 * HOURS };
    const SHORT = { idle: 900, life: 8 * HOURS };

    it('is held to their limits from then on, also when it opens less again', async () => {
      const { id } = await newAccount(app, { level: 2 });
      const { client } = await enrolled(app, id, 'a long enough pass phrase');
      const byPassword = app.anonymous();
      const [row] = await (await app.db.superuser()).query<{ login: string }[]>('select login from accounts where id = $1', [id]);
      await byPassword.call(endpoints.signInWithPassword, { body: { login: row?.login ?? '', password: 'a long enough pass phrase' } });
      expect(await limits(id)).toEqual([LONG, LONG]);
      expect((await (await agreed(id, 3))()).status).toBe(200);
      // What a password opens does not change with the clearance.
      expect(await limits(id)).toEqual([SHORT, LONG]);
      expect((await client.try(endpoints.listSessions)).status).toBe(200);
      await propose(officer, id, { level: 0, validUntil: inDays(200) });
      expect(await limits(id)).toEqual([SHORT, LONG]);
    });

    it('is over when it has lived for longer than that', async () => {
      const { id } = await newAccount(app, { level: 1 });
      const { client } = await enrolled(app, id);
      await later(id, 9);
      expect((await client.try(endpoints.listSessions)).status).toBe(200);
      await (
        await agreed(id, 4)
      )();
      expect((await client.try(endpoints.listSessions)).status).toBe(401);
    });

    it('also when it begins at the moment of the grant', async () => {
      const { accountId } = await app.as('expert-bh');
      const superuser = await app.db.superuser();
      for (let round = 0; round < 10; round += 1) {
        await revoke(officer, accountId);
        await superuser.query(`update sessions set ended_at = now() where account_id = $1`, [accountId]);
        const confirm = await agreed(accountId, 3);
        await Promise.all([confirm(), ...Array.from({ length: 6 }, () => app.as('expert-bh'))]);
        expect(await limits(accountId)).toEqual(Array.from({ length: 6 }, () => SHORT));
      }
    });
  });

  it('another person: nothing of this exists for whoever is no security officer', async () => {
    const id = await somebody();
    const waiting = await somebody();
    await propose(officer, waiting, { level: 3, validUntil: inDays(300) });
    const proposalId = (await openFor(waiting))?.id ?? '';
    for (const who of [member, await app.as('administrator'), await app.as('auditor')]) {
      const answers = [
        await who.try(endpoints.listClearances),
        await who.try(endpoints.listClearanceProposals),
        await who.try(endpoints.listCaveats),
        await who.try(endpoints.addCaveat, { body: { code: 'OWN', name: { ar: 'س', en: 'X' } } }),
        await who.try(endpoints.retireCaveat, { params: { code: 'NET' } }),
        await propose(who, id, { level: 0 }),
        await propose(who, NOBODY, { level: 0 }),
        await revoke(who, id),
        await decide(who, proposalId, 'confirmed'),
        await decide(who, NOBODY, 'confirmed'),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(refusalOf(answer)))).size).toBe(1);
      expect(codeOf(answers[0] ?? ({ json: undefined } as never))).toBe('not_found');
    }
    expect(codeOf(await propose(officer, NOBODY, { level: 0 }))).toBe('not_found');
    expect(codeOf(await decide(second, NOBODY, 'confirmed'))).toBe('not_found');
    await decide(second, proposalId, 'refused');
  });

  it('up to confidential without caveats one officer is enough, at once, and it is announced', async () => {
    const id = await somebody();
    expect(effectOf(await propose(officer, id, { level: 2 }))).toBe('inForce');
    expect(await inForce(id)).toEqual({ level: 2, caveats: [] });
    expect(await announced(id)).toBe(1);
    expect((await lastEntries('clearance.granted'))[0]).toEqual({
      accountId: id,
      proposalId: null,
      level: 2,
      caveats: [],
      validUntil: null,
    });
  });

  it.each([
    ['above confidential', { level: 3, validUntil: inDays(300) }],
    ['a caveat', { level: 0, caveats: ['NET'] }],
  ] as [string, Wish][])('%s waits for a second officer, and then holds as it was proposed', async (_, wish) => {
    const id = await somebody();
    expect(effectOf(await propose(officer, id, wish))).toBe('pending');
    expect(await inForce(id)).toBeNull();
    expect(await announced(id)).toBe(0);
    expect(codeOf(await propose(second, id, wish))).toBe('already_pending');
    const seen = [await openFor(id, officer), await openFor(id, second)];
    expect(seen.map((proposal) => proposal?.abilities)).toEqual([
      { confirm: false, refuse: false, withdraw: true },
      { confirm: true, refuse: true, withdraw: false },
    ]);
    expect((await decide(second, seen[0]?.id ?? '', 'confirmed')).status).toBe(200);
    expect(await inForce(id)).toEqual({ level: wish.level, caveats: wish.caveats ?? [] });
    expect(await announced(id)).toBe(1);
    const { people } = await officer.call(endpoints.listClearances, { query: { q: seen[0]?.person.name.en ?? '' } });
    expect(people[0]?.clearance).toMatchObject({
      grantedBy: { id: officer.accountId },
      confirmedBy: { id: second.accountId },
      standing: 'inForce',
    });
    expect((await lastEntries('clearance.granted'))[0]).toMatchObject({ accountId: id, proposalId: seen[0]?.id });
  });

  it('whoever proposed does not confirm, from no session of his', async () => {
    const id = await somebody();
    await propose(officer, id, { level: 4, validUntil: inDays(300) });
    const proposalId = (await openFor(id))?.id ?? '';
    const again = await app.as('security-officer');
    for (const who of [officer, again]) {
      expect(codeOf(await decide(who, proposalId, 'confirmed'))).toBe('second_person_required');
      expect(codeOf(await decide(who, proposalId, 'refused'))).toBe('second_person_required');
    }
    expect(codeOf(await decide(second, proposalId, 'withdrawn'))).toBe('not_found');
    expect((await decide(again, proposalId, 'withdrawn')).status).toBe(200);
    expect(codeOf(await decide(second, proposalId, 'confirmed'))).toBe('not_found');
    expect(await inForce(id)).toBeNull();
  });

  it('nobody does anything about himself', async () => {
    expect(codeOf(await propose(officer, officer.accountId, { level: 0 }))).toBe('not_oneself');
    expect(codeOf(await revoke(officer, officer.accountId))).toBe('not_oneself');
    await propose(second, officer.accountId, { level: 3, validUntil: inDays(300) });
    const proposalId = (await openFor(officer.accountId))?.id ?? '';
    expect((await openFor(officer.accountId, officer))?.abilities).toEqual({ confirm: false, refuse: false, withdraw: false });
    expect(codeOf(await decide(officer, proposalId, 'confirmed'))).toBe('second_person_required');
    expect((await decide(second, proposalId, 'withdrawn')).status).toBe(200);
  });

  it('two who confirm at the same time, or confirm and refuse: one decision', async () => {
    const { id: third } = await newAccount(app, { systemRole: 'securityOfficer' });
    const admin = await app.db.superuser();
    await admin.query(`update accounts set persona = 'third-officer' where id = $1`, [third]);
    const thirdOfficer = await app.as('third-officer');
    for (const outcomes of [
      ['confirmed', 'confirmed'],
      ['confirmed', 'refused'],
      ['confirmed', 'confirmed'],
    ] as const) {
      const id = await somebody();
      await propose(officer, id, { level: 3, validUntil: inDays(300) });
      const proposalId = (await openFor(id))?.id ?? '';
      const answers = await Promise.all([decide(second, proposalId, outcomes[0]), decide(thirdOfficer, proposalId, outcomes[1])]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
      const confirmed = outcomes[answers[0]?.status === 200 ? 0 : 1] === 'confirmed';
      expect(await inForce(id)).toEqual(confirmed ? { level: 3, caveats: [] } : null);
      expect(await announced(id)).toBe(confirmed ? 1 : 0);
    }
  });

  /** As two persons could: one who was put out does not come back into his office by one. */
  const bringBack = async (accountId: string): Promise<void> => {
    await (await app.db.superuser()).query('update accounts set active = true where id = $1', [accountId]);
  };

  it('what somebody proposed who is no officer any more is not confirmed', async () => {
    const administrator = await app.as('administrator');
    const id = await somebody();
    await propose(officer, id, { level: 3, validUntil: inDays(300) });
    const proposalId = (await openFor(id))?.id ?? '';
    await administrator.call(endpoints.deactivateAccount, { params: { accountId: officer.accountId } });
    expect((await openFor(id, second))?.abilities).toEqual({ confirm: false, refuse: true, withdraw: false });
    expect(codeOf(await decide(second, proposalId, 'confirmed'))).toBe('second_person_required');
    expect(await inForce(id)).toBeNull();
    await bringBack(officer.accountId);
    officer = await app.as('security-officer');
    // And at the same moment: confirmed before he was put out, or not at all.
    const [confirmation] = await Promise.all([
      decide(second, proposalId, 'confirmed'),
      administrator.call(endpoints.deactivateAccount, { params: { accountId: officer.accountId } }),
    ]);
    expect(confirmation.status === 200 || codeOf(confirmation) === 'second_person_required').toBe(true);
    expect(await inForce(id)).toEqual(confirmation.status === 200 ? { level: 3, caveats: [] } : null);
    await bringBack(officer.accountId);
    officer = await app.as('security-officer');
  });

  it('less holds at once by one officer; what waited is gone; who granted it stays named', async () => {
    const id = await somebody();
    await propose(officer, id, { level: 4, caveats: ['NET', 'CYBER'], validUntil: inDays(300) });
    await decide(second, (await openFor(id))?.id ?? '', 'confirmed');
    await propose(officer, id, { level: 4, caveats: ['NET', 'CYBER'], validUntil: inDays(900) });
    const waiting = (await openFor(id))?.id ?? '';
    expect(effectOf(await propose(second, id, { level: 3, caveats: ['NET'], validUntil: inDays(200) }))).toBe('inForce');
    expect(await inForce(id)).toEqual({ level: 3, caveats: ['NET'] });
    expect(codeOf(await decide(second, waiting, 'confirmed'))).toBe('not_found');
    const { people } = await officer.call(endpoints.listClearances, { query: { limit: 100 } });
    const found = people.find(({ person }) => person.id === id);
    expect(found).toMatchObject({
      pending: false,
      clearance: { grantedBy: { id: officer.accountId }, confirmedBy: { id: second.accountId } },
    });
    // Longer than before is more than before.
    expect(effectOf(await propose(second, id, { level: 3, caveats: ['NET'], validUntil: inDays(400) }))).toBe('pending');
    expect((await revoke(officer, id)).status).toBe(200);
    expect(await inForce(id)).toBeNull();
    expect(await openFor(id)).toBeUndefined();
    expect((await lastEntries('clearance.revoked'))[0]).toEqual({ accountId: id });
    // Twice is once; and back up needs two again.
    const times = await announced(id);
    expect((await revoke(officer, id)).status).toBe(200);
    expect(await announced(id)).toBe(times);
    expect(effectOf(await propose(officer, id, { level: 3, validUntil: inDays(10) }))).toBe('pending');
  });

  it('a revoked person knows nothing any more, by either wall', async () => {
    const head = await app.as('head-ae');
    expect((await head.call(endpoints.listBodies)).bodies.length).toBeGreaterThan(0);
    expect((await revoke(officer, head.accountId)).status).toBe(200);
    expect((await head.call(endpoints.listBodies)).bodies).toEqual([]);
    expect(await databaseAs(app, head, ['select app.my_level() as level'])).toEqual([{ level: -1 }]);
  });

  it('ends by time, and says so before', async () => {
    const id = await somebody();
    await propose(officer, id, { level: 1, validUntil: inDays(20) });
    const expiring = async () => (await officer.call(endpoints.listClearances, { query: { show: 'expiring', limit: 100 } })).people;
    expect((await expiring()).map(({ person }) => person.id)).toEqual([id]);
    const admin = await app.db.superuser();
    await admin.query(`update clearances set valid_until = now() - interval '1 second' where account_id = $1`, [id]);
    expect(await expiring()).toEqual([]);
    const without = await officer.call(endpoints.listClearances, { query: { show: 'none', limit: 100 } });
    expect(without.people.find(({ person }) => person.id === id)?.clearance?.standing).toBe('expired');
    expect(without.people.every(({ clearance }) => clearance?.standing !== 'inForce')).toBe(true);
  });

  it('refuses what is not in the list, is too long or has no end', async () => {
    const id = await somebody();
    const wrong: [string, Wish][] = [
      ['caveats', { level: 1, caveats: ['UNHEARD'] }],
      ['validUntil', { level: 3 }],
      ['validUntil', { level: 1, validUntil: inDays(-1) }],
      ['validUntil', { level: 3, validUntil: inDays(5 * 366 + 1) }],
    ];
    for (const [path, wish] of wrong) {
      const answer = await propose(officer, id, wish);
      expect([path, codeOf(answer), answer.text.includes(`"${path}"`)]).toEqual([path, 'invalid_input', true]);
    }
    expect(codeOf(await propose(officer, id, { level: 5 as Level }))).toBe('invalid_input');
    expect(await inForce(id)).toBeNull();
  });

  it('keeps the list of caveats', async () => {
    const add = (code: string) => officer.try(endpoints.addCaveat, { body: { code, name: { ar: 'طاقة', en: 'Energy' } } });
    expect((await add('ENERGY')).status).toBe(200);
    expect(codeOf(await add('ENERGY'))).toBe('already_exists');
    expect(codeOf(await add('energy'))).toBe('invalid_input');
    const id = await somebody();
    await propose(officer, id, { level: 2, caveats: ['ENERGY'] });
    await decide(second, (await openFor(id))?.id ?? '', 'confirmed');
    expect((await officer.try(endpoints.retireCaveat, { params: { code: 'ENERGY' } })).status).toBe(200);
    expect(codeOf(await officer.try(endpoints.retireCaveat, { params: { code: 'ENERGY' } }))).toBe('not_found');
    expect(codeOf(await propose(officer, await somebody(), { level: 2, caveats: ['ENERGY'] }))).toBe('invalid_input');
    // He keeps it when the rest is lowered.
    expect(effectOf(await propose(officer, id, { level: 1, caveats: ['ENERGY'] }))).toBe('inForce');
    expect((await officer.call(endpoints.listCaveats)).caveats.find(({ code }) => code === 'ENERGY')?.retired).toBe(true);
  });

  describe('the database refuses the same, whatever a service does', () => {
    const as = (who: ApiClient, ...statements: Statement[]) => databaseAs(app, who, ...statements);
    const GRANT = `insert into clearances (account_id, level, caveats, valid_until, granted_by, confirmed_by, changed_by)`;

    it('one officer alone puts nothing above confidential in force', async () => {
      const id = await somebody();
      const [me, other] = [officer.accountId, second.accountId];
      await expect(as(officer, [`${GRANT} values ($1, 3, '{}', now() + interval '1 day', $2, null, $2)`, [id, me]])).rejects.toThrow();
      await expect(as(officer, [`${GRANT} values ($1, 3, '{}', now() + interval '1 day', $2, $3, $2)`, [id, me, other]])).rejects.toThrow(
        'has not agreed',
      );
      await expect(as(officer, [`${GRANT} values ($1, 3, '{}', now() + interval '1 day', $3, $2, $2)`, [id, me, other]])).rejects.toThrow(
        'has not agreed',
      );
      await expect(as(officer, [`${GRANT} values ($1, 0, '{NET}', null, $2, null, $2)`, [id, me]])).rejects.toThrow();
      await expect(as(officer, [`${GRANT} values ($1, 3, '{}', null, null, null, $2)`, [id, me]])).rejects.toThrow();
      await expect(as(officer, [`${GRANT} values ($1, 1, '{}', null, $1, null, $1)`, [me]])).rejects.toThrow();
      await as(officer, [`${GRANT} values ($1, 2, '{}', null, $2, null, $2)`, [id, me]]);
      await expect(as(officer, [`update clearances set level = 4, changed_by = $2 where account_id = $1`, [id, me]])).rejects.toThrow();
      await expect(as(officer, [`update clearances set account_id = $2 where account_id = $1`, [id, me]])).rejects.toThrow(
        'permission denied',
      );
      expect(await inForce(id)).toEqual({ level: 2, caveats: [] });
    });

    it('a proposal is confirmed by another officer, once, and only as it was made', async () => {
      const id = await somebody();
      await propose(officer, id, { level: 3, validUntil: inDays(10) });
      const proposalId = (await openFor(id))?.id ?? '';
      const confirm: [string, unknown[]] = [
        `update clearance_proposals set outcome = 'confirmed', decided_by = app.me(), decided_at = now() where id = $1 returning id`,
        [proposalId],
      ];
      await expect(as(officer, confirm)).rejects.toThrow();
      await expect(
        as(officer, [
          `update clearance_proposals set outcome = 'confirmed', decided_by = $2, decided_at = now() where id = $1`,
          [proposalId, second.accountId],
        ]),
      ).rejects.toThrow('row-level security');
      await expect(as(second, [`update clearance_proposals set level = 4 where id = $1`, [proposalId]])).rejects.toThrow(
        'permission denied',
      );
      const more: [string, unknown[]] = [
        `${GRANT} select account_id, 4, caveats, valid_until, proposed_by, decided_by, app.me() from clearance_proposals where id = $1`,
        [proposalId],
      ];
      await expect(as(second, confirm, more)).rejects.toThrow('has not agreed');
      expect(await as(second, confirm)).toHaveLength(1);
      // Decided, and not put in force in that transaction: it never will be.
      await expect(as(second, [more[0].replace(', 4,', ', level,'), more[1]])).rejects.toThrow('has not agreed');
      expect(await as(second, confirm)).toHaveLength(0);
      expect(await inForce(id)).toBeNull();
    });

    it('an account that is none grants nothing, neither does a role that came with a password', async () => {
      const id = await somebody();
      await expect(as(member, [`${GRANT} values ($1, 0, '{}', null, $2, null, $2)`, [id, member.accountId]])).rejects.toThrow(
        'row-level security',
      );
      const admin = await app.db.superuser();
      const sessionId = await sessionOf(app, officer);
      await admin.query(`update sessions set assurance = 1 where id = $1`, [sessionId]);
      await expect(as(officer, [`${GRANT} values ($1, 0, '{}', null, $2, null, $2)`, [id, officer.accountId]])).rejects.toThrow(
        'row-level security',
      );
      expect(await as(officer, [`select * from clearance_proposals`])).toEqual([]);
      await admin.query(`update sessions set assurance = 2 where id = $1`, [sessionId]);
    });
  });
});
