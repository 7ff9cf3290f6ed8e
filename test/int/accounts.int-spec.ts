import { type Account, endpoints } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { type ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { databaseAs, type Statement } from '../support/database-as.js';
import { newAccount } from '../support/enrolled.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

describe('accounts', () => {
  let app: AgendaApp;
  let administrator: ApiClient;
  let officer: ApiClient;
  let member: ApiClient;

  beforeAll(async () => {
    const provider = {
      id: 'ministry',
      name: { ar: 'الوزارة', en: 'Ministry' },
      issuer: 'https://id.example.invalid',
      clientId: 'majlis',
      clientSecret: 'a secret of the test',
      strongAcr: [],
    };
    app = await startAgenda({ OIDC_PROVIDERS: JSON.stringify([provider]) });
    administrator = await app.as('administrator');
    officer = await app.as('security-officer');
    member = await app.as('member-bh');
  });
  afterAll(() => app.close());

  let counter = 0;
  const create = (given: Partial<{ login: string; country: string }> = {}) => {
    counter += 1;
    return administrator.call(endpoints.createAccount, {
      body: {
        login: `person-${counter}@example.invalid`,
        name: { ar: `شخص ${counter}`, en: `Person ${counter}` },
        country: 'BH',
        site: 'BH',
        ...given,
      },
    });
  };
  const edit = (accountId: string, body: unknown, who = administrator) => who.try(endpoints.editAccount, { params: { accountId }, body });
  const deactivate = (accountId: string, who = administrator) => who.try(endpoints.deactivateAccount, { params: { accountId } });
  const trailOf = async (event: string) => {
    const auditor = await app.as('auditor');
    const { entries } = await auditor.call(endpoints.listAudit, { query: { limit: 200 } });
    return entries.filter((entry) => entry.event === event);
  };

  it('another person: each of these does not exist for whoever is no administrator', async () => {
    const { id } = await create();
    for (const who of [member, officer, await app.as('auditor')]) {
      const attempts = [
        await who.try(endpoints.createAccount, {
          body: { login: 'x-1', name: { ar: 'س', en: 'X' }, country: 'BH', site: 'BH' },
        }),
        await edit(id, { site: 'SA' }, who),
        await edit(NOBODY, { site: 'SA' }, who),
        await deactivate(id, who),
        await deactivate(NOBODY, who),
        await who.try(endpoints.reactivateAccount, { params: { accountId: id } }),
      ];
      expect(new Set(attempts.map((answer) => JSON.stringify(refusalOf(answer)))).size).toBe(1);
      expect(attempts.map((answer) => [answer.status, codeOf(answer)])).toEqual(attempts.map(() => [404, 'not_found']));
    }
    expect(codeOf(await member.try(endpoints.listAccounts))).toBe('not_found');
    const { accounts, abilities } = await officer.call(endpoints.listAccounts, { query: { q: 'administrator' } });
    expect([accounts.map((account) => account.abilities), abilities]).toEqual([
      [{ edit: false, login: false, govern: false, setActive: false, enrol: false }],
      { create: false },
    ]);
  });

  it('needs a sign-in that is fresh', async () => {
    const { id } = await create();
    const admin = await app.db.superuser();
    await admin.query(`update sessions set strong_at = now() - interval '6 minutes' where account_id = $1`, [administrator.accountId]);
    expect(codeOf(await deactivate(id))).toBe('step_up_required');
    await admin.query(`update sessions set strong_at = now() where account_id = $1`, [administrator.accountId]);
    expect((await deactivate(id)).status).toBe(200);
  });

  it('lists page by page and finds by name in either writing', async () => {
    const all: string[] = [];
    let after: string | null = null;
    do {
      const page: { accounts: Account[]; next: string | null } = await administrator.call(endpoints.listAccounts, {
        query: { limit: 7, ...(after ? { after } : {}) },
      });
      all.push(...page.accounts.map(({ login }) => login));
      after = page.next;
    } while (after);
    const whole = await administrator.call(endpoints.listAccounts, { query: { limit: 100 } });
    expect(all).toEqual(whole.accounts.map(({ login }) => login));
    expect(all.length).toBeGreaterThan(14);
    // Folded as in search: the hamza and the case do not matter.
    const found = await administrator.call(endpoints.listAccounts, { query: { q: 'امين سر' } });
    expect(found.accounts.map(({ login }) => login)).toEqual(['secretary-bh@demo.invalid']);
    const none = await administrator.call(endpoints.listAccounts, { query: { q: '%' } });
    expect(none.accounts).toEqual([]);
  });

  it('says nothing of clearances', async () => {
    const answer = await administrator.try(endpoints.listAccounts);
    expect(answer.text).not.toMatch(/clearance|caveat|CYBER/i);
    const seen = await databaseAs(app, administrator, ['select account_id from clearances']);
    expect(seen).toEqual([{ account_id: administrator.accountId }]);
  });

  it('creates, refuses a name that is taken and a site that is none, and logs ids alone', async () => {
    const made = await create({ login: ' New.Person@Example.invalid ' });
    expect(made).toMatchObject({ login: 'new.person@example.invalid', site: 'BH', active: true, systemRole: null });
    const body = { login: 'NEW.person@example.invalid', name: { ar: 'س', en: 'X' }, country: 'BH', site: 'BH' };
    expect(codeOf(await administrator.try(endpoints.createAccount, { body }))).toBe('already_exists');
    const nowhere = await administrator.try(endpoints.createAccount, { body: { ...body, login: 'other', site: 'BH-99' } });
    expect([codeOf(nowhere), nowhere.text]).toEqual(['invalid_input', expect.stringContaining('"site"')]);
    for (const login of ['a', 'with space', 'عضو', 'аdmin', "x';--", 'x'.repeat(121)])
      expect([login, codeOf(await administrator.try(endpoints.createAccount, { body: { ...body, login } }))]).toEqual([
        login,
        'invalid_input',
      ]);
    const entries = await trailOf('account.created');
    expect(entries[0]?.data).toEqual({ accountId: made.id });
  });

  it('edits; the country stays', async () => {
    const { id } = await create();
    const changed = endpoints.editAccount.response.parse((await edit(id, { name: { ar: 'اسم', en: 'Name' }, site: 'SA' })).json);
    expect(changed).toMatchObject({ name: { ar: 'اسم', en: 'Name' }, site: 'SA', country: 'BH' });
    expect(codeOf(await edit(id, { country: 'SA' }))).toBe('invalid_input');
    expect(codeOf(await edit(NOBODY, { site: 'SA' }))).toBe('not_found');
    expect(codeOf(await edit(id, { login: 'member-bh@demo.invalid' }))).toBe('already_exists');
    expect((await trailOf('account.edited'))[0]?.data).toEqual({ accountId: id, fields: ['name', 'site'] });
  });

  it('ends every session at once, and a reactivated account has none of them back', async () => {
    const first = await app.as('head-om');
    const second = await app.as('head-om');
    expect((await deactivate(first.accountId)).status).toBe(200);
    for (const client of [first, second]) expect((await client.try(endpoints.listMeetings)).status).toBe(401);
    expect((await app.anonymous().try(endpoints.signInAsPersona, { body: { persona: 'head-om' } })).status).toBe(404);
    const admin = await app.db.superuser();
    const [told] = await admin.query<{ scope: unknown }[]>(
      `select scope from outbox where scope is not null and scope->'accountIds' ? $1 order by seq desc limit 1`,
      [first.accountId],
    );
    expect(told?.scope).toMatchObject({ reason: 'session_ended', accountIds: [first.accountId] });
    expect((await trailOf('account.deactivated'))[0]?.data).toEqual({ accountId: first.accountId, sessions: 2 });
    await administrator.call(endpoints.reactivateAccount, { params: { accountId: first.accountId } });
    expect((await first.try(endpoints.listMeetings)).status).toBe(401);
    await expect(app.as('head-om')).resolves.toBeDefined();
  });

  it('leaves his own standing alone, and gives no office', async () => {
    const { id } = await create();
    expect(codeOf(await edit(id, { systemRole: 'auditor' }))).toBe('invalid_input');
    expect(codeOf(await deactivate(administrator.accountId))).toBe('not_oneself');
    // His own name he may correct.
    expect((await edit(administrator.accountId, { name: { ar: 'مدير النظام', en: 'System administrator' } })).status).toBe(200);
    const { accounts } = await administrator.call(endpoints.listAccounts, { query: { q: 'administrator@' } });
    expect(accounts.map(({ abilities }) => abilities)).toEqual([
      { edit: true, login: false, govern: false, setActive: false, enrol: false },
    ]);
  });

  it('two administrators who put each other out at the same time: one stays', async () => {
    for (let round = 0; round < 5; round += 1) {
      const other = await newAccount(app, { systemRole: 'systemAdministrator' });
      const admin = await app.db.superuser();
      await admin.query(`update accounts set persona = $2 where id = $1`, [other.id, `other-${round}`]);
      const second = await app.as(`other-${round}`);
      const answers = await Promise.all([deactivate(other.id), deactivate(administrator.accountId, second)]);
      // Whoever comes second is out already, or is told that he is the last.
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      const [left] = await admin.query<{ n: number }[]>(
        `select count(*)::int as n from accounts where active and system_role = 'systemAdministrator'`,
      );
      expect(left).toEqual({ n: 1 });
      await admin.query(`update accounts set active = (id = $1) where id in ($1, $2)`, [administrator.accountId, other.id]);
      administrator = await app.as('administrator');
    }
  });

  it('issues an enrolment link, once visible, that only the newest of opens', async () => {
    const { id, login } = await create();
    const issue = (who = administrator, accountId = id) => who.try(endpoints.issueEnrolment, { params: { accountId } });
    expect(codeOf(await issue(member))).toBe('not_found');
    expect(codeOf(await issue(administrator, NOBODY))).toBe('not_found');
    expect(codeOf(await issue(administrator, administrator.accountId))).toBe('not_oneself');
    const links = [await issue(), await issue()].map((answer) => endpoints.issueEnrolment.response.parse(answer.json).link);
    const open = (link: string | undefined) =>
      app.anonymous().try(endpoints.openEnrolment, { body: { token: new URL(link ?? '').hash.slice(1) } });
    expect(codeOf(await open(links[0]))).toBe('enrolment_over');
    expect((await open(links[1])).json).toMatchObject({ login });
    await deactivate(id);
    expect(codeOf(await issue())).toBe('not_found');
  });

  it('links a person of an identity provider to one account', async () => {
    const [{ id }, other] = [await create(), await create()];
    const link = (accountId: string, body: unknown = { provider: 'ministry', subject: 'subject-1' }, who = administrator) =>
      who.try(endpoints.linkIdentity, { params: { accountId }, body });
    for (const who of [member, officer]) {
      expect(codeOf(await link(id, undefined, who))).toBe('not_found');
      expect(codeOf(await who.try(endpoints.listIdentities, { params: { accountId: id } }))).toBe('not_found');
      expect(codeOf(await who.try(endpoints.unlinkIdentity, { params: { accountId: id, linkId: NOBODY } }))).toBe('not_found');
    }
    expect(codeOf(await link(id, { provider: 'nobody', subject: 'x' }))).toBe('invalid_input');
    expect(codeOf(await link(administrator.accountId))).toBe('not_oneself');
    const made = endpoints.linkIdentity.response.parse((await link(id)).json);
    expect(codeOf(await link(other.id))).toBe('already_exists');
    expect(await administrator.call(endpoints.listIdentities, { params: { accountId: id } })).toEqual({
      identities: [made],
      providers: [{ id: 'ministry', name: { ar: 'الوزارة', en: 'Ministry' } }],
    });
    const unlink = (accountId: string) => administrator.try(endpoints.unlinkIdentity, { params: { accountId, linkId: made.id } });
    expect(codeOf(await unlink(other.id))).toBe('not_found');
    expect((await unlink(id)).status).toBe(200);
    expect((await trailOf('identity.unlinked'))[0]?.data).toEqual({ linkId: made.id, accountId: id });
    expect((await link(other.id)).status).toBe(200);
  });

  it('a way to sign in that an administrator gave leaves of a clearance what a password opens', async () => {
    const superuser = await app.db.superuser();
    const cleared = async () => {
      const { id } = await create();
      await superuser.query(`insert into clearances (account_id, level, caveats) values ($1, 3, '{CYBER}')`, [id]);
      return id;
    };
    const clearanceOf = (id: string) =>
      superuser.query<unknown[]>('select level, caveats from clearances where account_id = $1', [id]).then(([row]) => row);
    const [enrolled, linked] = [await cleared(), await cleared()];

    const { link } = await administrator.call(endpoints.issueEnrolment, { params: { accountId: enrolled } });
    // Issuing it takes nothing away: otherwise an administrator could lock a minister out of his papers by a click.
    expect(await clearanceOf(enrolled)).toEqual({ level: 3, caveats: ['CYBER'] });
    await app
      .anonymous()
      .call(endpoints.finishEnrolment, { body: { token: new URL(link).hash.slice(1), password: 'a long enough phrase' } });
    expect(await clearanceOf(enrolled)).toEqual({ level: 1, caveats: [] });

    await administrator.call(endpoints.linkIdentity, { params: { accountId: linked }, body: { provider: 'ministry', subject: 'new' } });
    expect(await clearanceOf(linked)).toEqual({ level: 1, caveats: [] });
    expect((await trailOf('clearance.reduced')).map(({ data }) => data)).toEqual(
      expect.arrayContaining([{ accountId: enrolled }, { accountId: linked }]),
    );
  });

  describe('the database refuses the same, whatever a service does', () => {
    const asAdministrator = (...statement: Statement) => databaseAs(app, administrator, statement);
    const asOfficer = (...statement: Statement) => databaseAs(app, officer, statement);

    it('a role for oneself, another country, another id', async () => {
      const me = administrator.accountId;
      await expect(asAdministrator(`update accounts set system_role = 'auditor' where id = $1`, [me])).rejects.toThrow('permission denied');
      await expect(asAdministrator(`update accounts set active = false where id = $1`, [me])).rejects.toThrow('his own role');
      await expect(asAdministrator(`update accounts set country = 'SA' where id <> $1`, [me])).rejects.toThrow('permission denied');
      await expect(asAdministrator(`update clearances set level = 4 where account_id <> $1 returning 1`, [me])).resolves.toEqual([]);
    });

    it('anything by whoever is no administrator', async () => {
      await expect(asOfficer(`update accounts set active = false where id = $1 returning 1`, [member.accountId])).resolves.toEqual([]);
      await expect(
        asOfficer(`insert into accounts (id, login, name_ar, name_en, country, site) values ($1, 'x', 'س', 'X', 'BH', 'BH')`, [NOBODY]),
      ).rejects.toThrow('row-level security');
    });
  });
});
