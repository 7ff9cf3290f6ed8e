import { endpoints, type EndpointResponse, type SystemRole } from '@app/contracts';
import { systemContext } from '@app/identity';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs, type Statement } from '../support/database-as.js';
import { enrolled, newAccount } from '../support/enrolled.js';
import { SoftwareAuthenticator } from '../support/software-authenticator.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('offices', () => {
  let app: AgendaApp;
  let administrator: ApiClient;
  let officer: ApiClient;
  let second: ApiClient;
  let member: ApiClient;

  beforeAll(async () => {
    app = await startAgenda();
    await everybodySignsIn();
  });
  afterAll(() => app.close());

  const everybodySignsIn = async () => {
    administrator = await app.as('administrator');
    officer = await app.as('security-officer');
    second = await app.as('security-officer-2');
    member = await app.as('member-bh');
  };
  const propose = (who: ApiClient, accountId: string, systemRole: SystemRole | null = 'auditor') =>
    who.try(endpoints.proposeOffice, { params: { accountId }, body: { systemRole } });
  const decide = (who: ApiClient, proposalId: string, outcome: 'approved' | 'refused' = 'approved') =>
    who.try(endpoints.decideOffice, { params: { proposalId }, body: { outcome } });
  const withdraw = (who: ApiClient, proposalId: string) => who.try(endpoints.withdrawOffice, { params: { proposalId } });
  const proposed = async (who: ApiClient, accountId: string, systemRole: SystemRole | null = 'auditor') =>
    who.call(endpoints.proposeOffice, { params: { accountId }, body: { systemRole } });
  const openFor = async (who: ApiClient, accountId: string) =>
    (await who.call(endpoints.listOffices)).proposals.find(({ person }) => person.id === accountId);
  const sql = async <T extends object>(query: string, parameters: unknown[] = []): Promise<T[]> =>
    (await app.db.superuser()).query<T[]>(query, parameters);
  const roleOf = async (accountId: string) =>
    (await sql<{ role: SystemRole | null }>('select system_role as role from accounts where id = $1', [accountId]))[0]?.role;
  const entriesOf = async (event: string) => {
    const { entries } = await (await app.as('auditor')).call(endpoints.listAudit, { query: { limit: 200 } });
    return entries.filter((entry) => entry.event === event);
  };
  const tokenIn = (answer: { json: unknown }) =>
    new URL((answer.json as EndpointResponse<typeof endpoints.decideOffice>).enrolment?.link ?? '').hash.slice(1);
  /** Somebody signed in as a persona of his own, with or without an office, as if from the start. */
  async function somebodyElse(systemRole: SystemRole | null = null): Promise<ApiClient> {
    const { id } = await newAccount(app, systemRole ? { systemRole } : {});
    await sql(`update accounts set persona = $1::text where id = $2`, [id, id]);
    return app.as(id);
  }
  const giveUp = (...accountIds: string[]) => sql('update accounts set active = false where id = any($1)', [accountIds]);

  it('another person: nothing of this exists for whoever neither administers nor is a security officer', async () => {
    const { id } = await newAccount(app);
    const { proposalId } = await proposed(administrator, id);
    for (const who of [member, await app.as('auditor'), await app.as('secretary-bh')]) {
      const answers = [
        await who.try(endpoints.listOffices),
        await propose(who, id),
        await propose(who, NOBODY),
        await propose(who, who.accountId, 'securityOfficer'),
        await decide(who, proposalId),
        await decide(who, NOBODY, 'refused'),
        await withdraw(who, proposalId),
        await withdraw(who, NOBODY),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(refusalOf(answer)))).size).toBe(1);
      expect(answers.map((answer) => [answer.status, codeOf(answer)])).toEqual(answers.map(() => [404, 'not_found']));
    }
    // An administrator proposes and approves nothing; what is not there looks no different.
    expect([codeOf(await decide(administrator, proposalId)), codeOf(await decide(administrator, NOBODY))]).toEqual([
      'not_found',
      'not_found',
    ]);
    expect([codeOf(await withdraw(officer, proposalId)), codeOf(await decide(officer, NOBODY))]).toEqual(['not_found', 'not_found']);
    expect(codeOf(await propose(administrator, NOBODY))).toBe('not_found');
    expect(await roleOf(id)).toBeNull();
    expect((await withdraw(administrator, proposalId)).status).toBe(200);
  });

  it('takes two persons: proposed by one, in force when a security officer approves, and each step is in the trail', async () => {
    const { id } = await newAccount(app);
    const { proposalId, code } = await proposed(administrator, id, 'securityOfficer');
    expect(code).toMatch(/^([0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
    expect(await roleOf(id)).toBeNull();
    expect([(await openFor(administrator, id))?.abilities, (await openFor(officer, id))?.abilities]).toEqual([
      { approve: false, refuse: false, withdraw: true },
      { approve: true, refuse: true, withdraw: false },
    ]);
    expect(codeOf(await propose(officer, id))).toBe('already_pending');
    expect((await decide(officer, proposalId)).status).toBe(200);
    expect(await roleOf(id)).toBe('securityOfficer');
    expect((await entriesOf('office.proposed'))[0]).toMatchObject({
      actor: { id: administrator.accountId },
      data: { proposalId, accountId: id, systemRole: 'securityOfficer' },
    });
    expect((await entriesOf('account.roleGiven'))[0]).toMatchObject({
      actor: { id: officer.accountId },
      data: { proposalId, accountId: id, systemRole: 'securityOfficer' },
    });
    expect(codeOf(await decide(second, proposalId))).toBe('not_found');
    const taken = await proposed(officer, id, null);
    expect([taken.code, await roleOf(id)]).toEqual([null, 'securityOfficer']);
    expect((await decide(second, taken.proposalId)).json).toEqual({ enrolment: null });
    expect(await roleOf(id)).toBeNull();
    expect((await entriesOf('account.roleGiven'))[0]?.data).toEqual({ accountId: id, systemRole: null, proposalId: taken.proposalId });
  });

  it('one administrator makes no officer of himself, however many accounts he makes', async () => {
    const [puppet, other] = [await newAccount(app), await newAccount(app)];
    for (const { id } of [puppet, other]) {
      const { proposalId } = await proposed(administrator, id, 'securityOfficer');
      expect(codeOf(await decide(administrator, proposalId))).toBe('not_found');
      expect((await withdraw(administrator, proposalId)).status).toBe(200);
    }
    const body = { login: 'own-officer', name: { ar: 'س', en: 'X' }, country: 'BH', site: 'BH', systemRole: 'securityOfficer' };
    expect(codeOf(await administrator.try(endpoints.createAccount, { body }))).toBe('invalid_input');
    const edit = await administrator.try(endpoints.editAccount, {
      params: { accountId: puppet.id },
      body: { systemRole: 'securityOfficer' },
    });
    expect(codeOf(edit)).toBe('invalid_input');
    expect(codeOf(await propose(administrator, administrator.accountId, 'securityOfficer'))).toBe('not_oneself');
    expect([await roleOf(puppet.id), await roleOf(other.id), await roleOf(administrator.accountId)]).toEqual([
      null,
      null,
      'systemAdministrator',
    ]);
  });

  it('whoever proposed does not approve, from no session of his; nor does the person concerned', async () => {
    const { id } = await newAccount(app);
    const { proposalId } = await proposed(officer, id);
    for (const who of [officer, await app.as('security-officer')]) {
      expect(codeOf(await decide(who, proposalId))).toBe('second_person_required');
      expect(codeOf(await decide(who, proposalId, 'refused'))).toBe('second_person_required');
    }
    expect((await decide(second, proposalId, 'refused')).status).toBe(200);
    expect((await entriesOf('office.refused'))[0]?.data).toEqual({ proposalId, accountId: id });
    expect(codeOf(await decide(second, proposalId))).toBe('not_found');

    const own = await proposed(administrator, officer.accountId, 'auditor');
    expect((await openFor(officer, officer.accountId))?.abilities).toEqual({ approve: false, refuse: false, withdraw: false });
    for (const outcome of ['approved', 'refused'] as const)
      expect(codeOf(await decide(officer, own.proposalId, outcome))).toBe('second_person_required');
    expect(await roleOf(officer.accountId)).toBe('securityOfficer');
    expect((await withdraw(administrator, own.proposalId)).status).toBe(200);
    expect((await entriesOf('office.withdrawn'))[0]?.data).toEqual({ proposalId: own.proposalId, accountId: officer.accountId });
  });

  it('needs a fresh proof of whoever proposes and of whoever approves', async () => {
    const { id } = await newAccount(app);
    const age = (who: ApiClient, minutes: number) =>
      sql(`update sessions set strong_at = now() - make_interval(mins => $2) where account_id = $1`, [who.accountId, minutes]);
    await age(administrator, 6);
    expect(codeOf(await propose(administrator, id))).toBe('step_up_required');
    await age(administrator, 0);
    const { proposalId } = await proposed(administrator, id);
    await age(officer, 6);
    expect((await openFor(officer, id))?.abilities.approve).toBe(true);
    expect(codeOf(await decide(officer, proposalId))).toBe('step_up_required');
    await age(officer, 0);
    expect((await decide(officer, proposalId)).status).toBe(200);
  });

  describe('the way to sign in', () => {
    it('needs the officer’s link and the proposer’s code; neither opens the account alone', async () => {
      const { id } = await newAccount(app);
      const { proposalId, code } = await proposed(administrator, id, 'securityOfficer');
      const token = tokenIn(await decide(officer, proposalId));
      const client = app.anonymous();
      expect(await client.call(endpoints.openEnrolment, { body: { token } })).toMatchObject({ needsCode: true });
      const passkey = async () => ({
        name: 'Key',
        attestation: new SoftwareAuthenticator(app.running.url).register(
          await client.call(endpoints.readEnrolmentPasskey, { body: { token } }),
        ),
      });
      const finish = async (given: string | undefined) =>
        client.try(endpoints.finishEnrolment, {
          body: { token, passkey: await passkey(), ...(given === undefined ? {} : { code: given }) },
        });
      for (const wrong of [undefined, 'ABCDE-ABCDE-ABCDE-ABCDE']) expect(codeOf(await finish(wrong))).toBe('enrolment_code');
      expect(codeOf(await finish('short'))).toBe('invalid_input');
      expect(await sql('select id from passkeys where account_id = $1', [id])).toEqual([]);
      // As it is read out over a desk: without regard to case and dashes.
      const entered = await finish(` ${(code ?? '').toLowerCase().replaceAll('-', ' ')} `);
      expect(entered.json).toMatchObject({
        person: { systemRole: 'securityOfficer' },
        abilities: { listOffices: true, listClearances: true },
      });
      expect(codeOf(await client.try(endpoints.openEnrolment, { body: { token } }))).toBe('enrolment_over');
    });

    it('of before opens nothing: what somebody prepared in an account does not come into the office with it', async () => {
      const { id } = await newAccount(app);
      const { client, device } = await enrolled(app, id, 'a long enough phrase');
      await sql(`insert into identity_links (id, account_id, issuer, subject) values ($1, $2, 'https://id.invalid', 'mine')`, [
        crypto.randomUUID(),
        id,
      ]);
      const early = await administrator.call(endpoints.issueEnrolment, { params: { accountId: id } });
      const { proposalId } = await proposed(administrator, id, 'securityOfficer');
      expect((await client.try(endpoints.listMeetings)).status).toBe(200);
      expect((await decide(officer, proposalId)).status).toBe(200);
      expect((await client.try(endpoints.listMeetings)).status).toBe(401);
      const options = await client.call(endpoints.startPasskeySignIn);
      expect(codeOf(await client.try(endpoints.signInWithPasskey, { body: device.assert(options) }))).toBe('sign_in_failed');
      const left = await sql(
        `select 1 from passkeys where account_id = $1 and removed_at is null union all select 1 from credentials where account_id = $1
         union all select 1 from identity_links where account_id = $1 union all select 1 from sessions where account_id = $1 and ended_at is null`,
        [id],
      );
      expect(left).toEqual([]);
      const token = new URL(early.link).hash.slice(1);
      expect(codeOf(await app.anonymous().try(endpoints.openEnrolment, { body: { token } }))).toBe('enrolment_over');
    });

    it('is not an administrator’s to give: no link, no account at a provider', async () => {
      for (const persona of ['security-officer', 'auditor']) {
        const { accountId } = await app.as(persona);
        expect(codeOf(await administrator.try(endpoints.issueEnrolment, { params: { accountId } }))).toBe('holds_office');
        const link = { params: { accountId }, body: { provider: 'ministry', subject: 'mine' } };
        expect(codeOf(await administrator.try(endpoints.linkIdentity, link))).toBe('holds_office');
        expect(await sql('select id from enrolments where account_id = $1', [accountId])).toEqual([]);
      }
      const { accounts } = await administrator.call(endpoints.listAccounts, { query: { q: 'auditor' } });
      expect(accounts.map(({ abilities }) => abilities)).toEqual([
        { edit: true, login: false, govern: true, setActive: true, enrol: false },
      ]);
    });

    it('that is lost is replaced by the same office anew', async () => {
      const holder = await somebodyElse('auditor');
      const { proposalId, code } = await proposed(second, holder.accountId);
      const token = tokenIn(await decide(officer, proposalId));
      expect((await holder.try(endpoints.listAudit)).status).toBe(401);
      const entered = await app.anonymous().try(endpoints.finishEnrolment, { body: { token, code, password: 'a long enough phrase' } });
      expect(entered.json).toMatchObject({ person: { id: holder.accountId, systemRole: 'auditor' } });
    });
  });

  describe('at the same time', () => {
    it('two approve, or one approves and one refuses: one decision', async () => {
      for (const outcomes of [
        ['approved', 'approved'],
        ['approved', 'refused'],
        ['approved', 'approved'],
      ] as const) {
        const { id } = await newAccount(app);
        const { proposalId } = await proposed(administrator, id);
        const answers = await Promise.all([decide(officer, proposalId, outcomes[0]), decide(second, proposalId, outcomes[1])]);
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
        const approved = outcomes[answers[0]?.status === 200 ? 0 : 1] === 'approved';
        expect(await roleOf(id)).toBe(approved ? 'auditor' : null);
        expect(await sql('select id from enrolments where account_id = $1', [id])).toHaveLength(approved ? 1 : 0);
      }
    });

    it('the proposer loses his office, before it is approved or in that moment', async () => {
      const proposer = await somebodyElse('systemAdministrator');
      const { id } = await newAccount(app);
      const { proposalId } = await proposed(proposer, id);
      const out = await proposed(administrator, proposer.accountId, null);
      expect((await decide(second, out.proposalId)).status).toBe(200);
      expect((await openFor(officer, id))?.abilities).toEqual({ approve: false, refuse: true, withdraw: false });
      expect(codeOf(await decide(officer, proposalId))).toBe('state_forbids');
      expect(await roleOf(id)).toBeNull();
      expect(codeOf(await withdraw(proposer, proposalId))).toBe('not_found');
      expect((await decide(officer, proposalId, 'refused')).status).toBe(200);

      for (let round = 0; round < 4; round += 1) {
        const going = await somebodyElse('systemAdministrator');
        const about = await newAccount(app);
        const wish = await proposed(going, about.id);
        const [approval] = await Promise.all([
          decide(officer, wish.proposalId),
          administrator.try(endpoints.deactivateAccount, { params: { accountId: going.accountId } }),
        ]);
        expect(approval.status === 200 || codeOf(approval) === 'state_forbids').toBe(true);
        expect(await roleOf(about.id)).toBe(approval.status === 200 ? 'auditor' : null);
      }
    });

    it('the officer who approves is put out, or the account is deactivated', async () => {
      for (let round = 0; round < 4; round += 1) {
        const third = await somebodyElse('securityOfficer');
        const { id } = await newAccount(app);
        const { proposalId } = await proposed(administrator, id);
        const [approval] = await Promise.all([
          decide(third, proposalId),
          administrator.try(endpoints.deactivateAccount, { params: { accountId: third.accountId } }),
        ]);
        expect([200, 401, 404]).toContain(approval.status);
        expect(await roleOf(id)).toBe(approval.status === 200 ? 'auditor' : null);
      }
      const gone = await newAccount(app);
      const { proposalId } = await proposed(administrator, gone.id);
      await administrator.call(endpoints.deactivateAccount, { params: { accountId: gone.id } });
      expect((await openFor(officer, gone.id))?.abilities.approve).toBe(false);
      expect(codeOf(await decide(officer, proposalId))).toBe('state_forbids');
      expect([await roleOf(gone.id), codeOf(await propose(administrator, gone.id))]).toEqual([null, 'state_forbids']);
      expect((await decide(officer, proposalId, 'refused')).status).toBe(200);
    });

    it('an administrator issues a link while the office is given: it opens nothing, or is refused', async () => {
      for (let round = 0; round < 4; round += 1) {
        const { id } = await newAccount(app);
        const { proposalId } = await proposed(administrator, id, 'securityOfficer');
        const [approval, link] = await Promise.all([
          decide(officer, proposalId),
          administrator.try(endpoints.issueEnrolment, { params: { accountId: id } }),
        ]);
        expect(approval.status).toBe(200);
        if (link.status !== 200) expect(codeOf(link)).toBe('holds_office');
        const usable = await sql<{ coded: boolean }>(
          `select code_hash is not null as coded from enrolments where account_id = $1 and used_at is null and withdrawn_at is null`,
          [id],
        );
        expect(usable).toEqual([{ coded: true }]);
      }
    });
  });

  it('one officer and one administrator always stay', async () => {
    const others = await sql<{ id: string }>(
      `select id from accounts where active and system_role in ('securityOfficer', 'systemAdministrator') and id <> all($1)`,
      [[administrator.accountId, officer.accountId]],
    );
    await giveUp(...others.map(({ id }) => id));
    const last = await proposed(administrator, officer.accountId, null);
    expect(codeOf(await administrator.try(endpoints.deactivateAccount, { params: { accountId: officer.accountId } }))).toBe('last_officer');
    await sql(`update accounts set active = true where id = $1`, [second.accountId]);
    second = await app.as('security-officer-2');
    await withdraw(administrator, last.proposalId);
    // Two who put each other out, proposed by the administrator: one of them stays.
    const both = [await proposed(administrator, officer.accountId, null), await proposed(administrator, second.accountId, 'auditor')];
    const answers = await Promise.all([decide(second, both[0]?.proposalId ?? ''), decide(officer, both[1]?.proposalId ?? '')]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const left = await sql(`select id from accounts where active and system_role = 'securityOfficer'`);
    expect(left).toHaveLength(1);
    await sql(`update accounts set system_role = 'securityOfficer' where id = any($1)`, [[officer.accountId, second.accountId]]);
    await sql(`update office_proposals set outcome = 'refused', decided_by = proposed_by, decided_at = now() where outcome is null`);
    await everybodySignsIn();
    const administrators = await proposed(officer, administrator.accountId, 'auditor');
    expect(codeOf(await decide(second, administrators.proposalId))).toBe('last_administrator');
    await withdraw(officer, administrators.proposalId);
  });

  describe('the database refuses the same, whatever a service does', () => {
    const as = (who: ApiClient, ...statements: Statement[]) => databaseAs(app, who, ...statements);
    const approve = (id: string): Statement => [
      `update office_proposals set outcome = 'approved', decided_by = app.me(), decided_at = now() where id = $1 returning id`,
      [id],
    ];
    const apply = (id: string): Statement => ['select app.apply_office($1) as applied', [id]];

    it('an office that one person gives, in whatever way', async () => {
      const { id } = await newAccount(app);
      const insert = `insert into accounts (id, login, name_ar, name_en, country, site, system_role) values (gen_random_uuid(), $1, 'س', 'X', 'BH', 'BH', 'auditor')`;
      for (const who of [administrator, officer]) {
        await expect(as(who, [`update accounts set system_role = 'auditor' where id = $1`, [id]])).rejects.toThrow('permission denied');
        await expect(as(who, [insert, [crypto.randomUUID()]])).rejects.toThrow('row-level security');
      }
      const { proposalId } = await proposed(officer, id);
      expect(await as(officer, apply(proposalId))).toEqual([{ applied: null }]);
      await expect(as(officer, approve(proposalId), apply(proposalId))).rejects.toThrow();
      expect(await as(administrator, apply(proposalId))).toEqual([{ applied: null }]);
      await expect(as(administrator, approve(proposalId))).rejects.toThrow('row-level security');
      expect(await as(member, approve(proposalId))).toEqual([]);
      await expect(as(second, [`update office_proposals set system_role = 'securityOfficer' where id = $1`, [proposalId]])).rejects.toThrow(
        'permission denied',
      );
      // Approved, and not put in force in that transaction: it never will be.
      expect(await as(second, approve(proposalId))).toHaveLength(1);
      expect(await as(second, apply(proposalId))).toEqual([{ applied: null }]);
      expect(await as(second, approve(proposalId))).toEqual([]);
      expect(await roleOf(id)).toBeNull();
    });

    it('an office for oneself, and one for an account that somebody can sign in with', async () => {
      const insert = `insert into office_proposals (id, account_id, system_role, code_hash, proposed_by)
        values (gen_random_uuid(), $1, 'auditor', sha256('x'), $2)`;
      await expect(as(administrator, [insert, [administrator.accountId, administrator.accountId]])).rejects.toThrow();
      await expect(as(administrator, [insert, [member.accountId, officer.accountId]])).rejects.toThrow('row-level security');
      const { id } = await newAccount(app);
      await enrolled(app, id);
      const { proposalId } = await proposed(administrator, id);
      expect(await as(officer, approve(proposalId), apply(proposalId))).toEqual([{ applied: null }]);
      expect(await roleOf(id)).toBeNull();
    });

    it('a way into an office that an administrator gives, or somebody at a provider', async () => {
      const { accountId } = await app.as('auditor');
      const enrol = `insert into enrolments (id, account_id, token_hash, code_hash, issued_by, expires_at)
        values (gen_random_uuid(), $1, sha256(gen_random_uuid()::text::bytea), $3, $2, now() + interval '1 day')`;
      for (const who of [administrator, officer])
        for (const code of [null, Buffer.alloc(32)])
          await expect(as(who, [enrol, [accountId, who.accountId, code]])).rejects.toThrow('row-level security');
      const link = `insert into identity_links (id, account_id, issuer, subject, linked_by) values (gen_random_uuid(), $1, 'i', 's', $2)`;
      await expect(as(administrator, [link, [accountId, administrator.accountId]])).rejects.toThrow('row-level security');
      const byProvider = app.db.database.transaction(systemContext('identity'), (ctx) => ctx.transaction.query(link, [accountId, null]));
      await expect(byProvider).rejects.toThrow('row-level security');
      await expect(as(administrator, [`update enrolments set code_hash = null`])).rejects.toThrow('permission denied');
    });
  });
});
