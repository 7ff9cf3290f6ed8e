import { endpoints, type Level, type SessionState } from '@app/contracts';
import { type AgendaApp, startAgenda } from '../support/agenda-app.js';
import { ApiClient, codeOf, refusalOf } from '../support/api-client.js';
import { addItem, bh, draftMeeting } from '../support/scenario.js';

const NOBODY = '00000000-0000-7000-8000-000000000000';

/** A client behind the trusted proxy of this machine, which says where he comes from. */
class Somewhere extends ApiClient {
  address = '203.0.113.9';

  override fetch(...[method, path, init]: Parameters<ApiClient['fetch']>): ReturnType<ApiClient['fetch']> {
    return super.fetch(method, path, { ...init, headers: { ...init?.headers, 'x-forwarded-for': this.address } });
  }
}

describe('sites and their ceilings', () => {
  let app: AgendaApp;
  let administrator: ApiClient;
  let meetingId: string;
  let itemTitle: string;

  beforeAll(async () => {
    // As in production: whoever sits nowhere known reads restricted at most.
    app = await startAgenda({ NETWORK_CEILING: '1', MAJLIS_MODE: 'demo' });
    administrator = await app.as('administrator');
    const secretary = await from('192.0.2.40', 'secretary-bh');
    const meeting = await draftMeeting(secretary);
    meetingId = meeting.id;
    itemTitle = 'Confidential thing';
    await addItem(secretary, meetingId, { cover: 'Covered', title: itemTitle, label: bh(2) });
    await addItem(secretary, meetingId, { cover: 'Open', label: bh(0) });
    await secretary.call(endpoints.publishMeeting, { params: { meetingId } });
  });
  afterAll(() => app.close());

  async function from(address: string, persona: string): Promise<Somewhere> {
    const client = new Somewhere(app.running.url);
    client.address = address;
    await client.signIn(persona);
    return client;
  }
  const sees = async (client: ApiClient) => (await client.try(endpoints.readMeeting, { params: { meetingId } })).text.includes(itemTitle);
  const addNetwork = (siteCode: string, network: string, ceiling: Level | null = null, who: ApiClient = administrator) =>
    who.try(endpoints.addNetwork, { params: { siteCode }, body: { network, ceiling } });
  const ceilingOf = async (sessionOf: ApiClient): Promise<{ ceiling: number; site: string | null } | undefined> => {
    const [row] = await (
      await app.db.superuser()
    ).query<{ ceiling: number; site: string | null }[]>(
      `select ceiling, site from sessions where account_id = $1 order by created_at desc limit 1`,
      [sessionOf.accountId],
    );
    return row;
  };

  it('another person: nothing of this exists for whoever is no administrator', async () => {
    for (const persona of ['member-bh', 'auditor']) {
      const who = await app.as(persona);
      expect(codeOf(await who.try(endpoints.listSites))).toBe('not_found');
    }
    for (const persona of ['member-bh', 'security-officer', 'auditor']) {
      const who = await app.as(persona);
      const answers = [
        await who.try(endpoints.createSite, { body: { code: 'BH-2', name: { ar: 'س', en: 'X' }, ceiling: 4 } }),
        await who.try(endpoints.editSite, { params: { siteCode: 'BH' }, body: { ceiling: 0 } }),
        await addNetwork('BH', '10.0.0.0/8', null, who),
        await addNetwork('QQ', '10.0.0.0/8', null, who),
        await who.try(endpoints.removeNetwork, { params: { siteCode: 'BH', networkId: NOBODY } }),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(refusalOf(answer)))).size).toBe(1);
      expect(answers.map(codeOf)).toEqual(answers.map(() => 'not_found'));
    }
    const officer = await app.as('security-officer');
    const { sites, abilities } = await officer.call(endpoints.listSites);
    expect([sites.map(({ code }) => code), abilities]).toEqual([['AE', 'BH', 'KW', 'OM', 'QA', 'SA'], { manage: false }]);
  });

  it('gives a session the site and the ceiling of its network; the longest prefix counts', async () => {
    const cases: [string, { ceiling: number; site: string | null }][] = [
      ['192.0.2.63', { ceiling: 4, site: 'BH' }],
      ['192.0.2.33', { ceiling: 1, site: 'BH' }],
      ['192.0.2.110', { ceiling: 3, site: 'OM' }],
      ['2001:db8:2:ffff::1', { ceiling: 4, site: 'BH' }],
      ['::ffff:192.0.2.63', { ceiling: 4, site: 'BH' }],
      ['203.0.113.9', { ceiling: 1, site: null }],
      ['2001:db9::1', { ceiling: 1, site: null }],
      ['no address', { ceiling: 1, site: null }],
      ['192.0.2.63, 203.0.113.9', { ceiling: 1, site: null }],
    ];
    for (const [address, place] of cases) expect([address, await ceilingOf(await from(address, 'member-bh'))]).toEqual([address, place]);
    const auditor = await app.as('auditor');
    const { entries } = await auditor.call(endpoints.listAudit, { query: { limit: 200 } });
    const started = entries.filter(({ event }) => event === 'session.started').map(({ data }) => data);
    expect(started).toContainEqual(expect.objectContaining({ site: 'OM', ceiling: 3 }));
  });

  it('counts the network of every request beside that of the sign-in, by either wall', async () => {
    const member = await from('192.0.2.40', 'member-bh');
    expect(await sees(member)).toBe(true);
    member.address = '203.0.113.9';
    expect(await sees(member)).toBe(false);
    member.address = '192.0.2.34';
    expect(await sees(member)).toBe(false);
    member.address = '192.0.2.40';
    expect(await sees(member)).toBe(true);
    // Signed in outside: coming in does not help before the next sign-in.
    const outside = await from('203.0.113.9', 'member-bh');
    outside.address = '192.0.2.40';
    expect(await sees(outside)).toBe(false);
    // The second wall by itself.
    const admin = await app.db.superuser();
    const [session] = await admin.query<{ id: string }[]>(
      `select id from sessions where account_id = $1 and ceiling = 4 order by created_at desc limit 1`,
      [member.accountId],
    );
    const level = (ceiling: string | null) =>
      app.db.source.transaction(async (manager) => {
        await manager.query(`select set_config('app.account', $1, true), set_config('app.session', $2, true)`, [
          member.accountId,
          session?.id,
        ]);
        if (ceiling !== null) await manager.query(`select set_config('app.ceiling', $1, true)`, [ceiling]);
        const [row] = await manager.query<{ level: number }[]>('select app.my_level() as level');
        return row?.level;
      });
    expect([await level('4'), await level('1'), await level(''), await level(null)]).toEqual([2, 1, -1, -1]);
  });

  it('a proxy nobody trusts is not believed', async () => {
    const strict = await startAgenda({ NETWORK_CEILING: '1', TRUSTED_PROXIES: '198.51.100.0/24' });
    try {
      const liar = new Somewhere(strict.running.url);
      liar.address = '192.0.2.63';
      await liar.signIn('member-bh');
      const [row] = await (
        await strict.db.superuser()
      ).query<{ ceiling: number; site: string | null }[]>('select ceiling, site from sessions');
      expect(row).toEqual({ ceiling: 1, site: null });
    } finally {
      await strict.close();
    }
  });

  it('a grant carries the ceiling of the place it was asked from', async () => {
    const member = await from('192.0.2.40', 'member-bh');
    const grantOf = async () => {
      const { annotation } = await member.call(endpoints.issueGrants, { params: { meetingId } });
      const payload = JSON.parse(Buffer.from(annotation.split('.')[1] ?? '', 'base64url').toString()) as {
        grant: { ceiling: number; site: string };
      };
      return [payload.grant.site, payload.grant.ceiling];
    };
    expect(await grantOf()).toEqual(['BH', 2]);
    member.address = '203.0.113.9';
    expect(await grantOf()).toEqual(['BH', 1]);
  });

  it('changes what holds at once, and has everybody judged again', async () => {
    const member = await from('198.51.100.5', 'member-bh');
    const admin = await app.db.superuser();
    const told = async () =>
      (
        await admin.query<{ n: number }[]>(
          `select count(*)::int as n from outbox where scope->>'reason' = 'rejudge' and scope->'accountIds' ? $1`,
          [member.accountId],
        )
      )[0]?.n ?? 0;
    const before = await told();
    const added = endpoints.addNetwork.response.parse((await addNetwork('BH', '198.51.100.0/24')).json);
    expect(await told()).toBe(before + 1);
    const inside = await from('198.51.100.5', 'member-bh');
    expect(await sees(inside)).toBe(true);
    await administrator.call(endpoints.editSite, { params: { siteCode: 'BH' }, body: { ceiling: 1 } });
    expect(await sees(inside)).toBe(false);
    expect(await told()).toBe(before + 2);
    await administrator.call(endpoints.editSite, { params: { siteCode: 'BH' }, body: { ceiling: 4 } });
    expect(await sees(inside)).toBe(true);
    const network = added.networks.find((one) => one.network === '198.51.100.0/24');
    await administrator.call(endpoints.removeNetwork, { params: { siteCode: 'BH', networkId: network?.id ?? '' } });
    expect(await sees(inside)).toBe(false);
    expect(await told()).toBe(before + 4);
    expect(codeOf(await administrator.try(endpoints.removeNetwork, { params: { siteCode: 'BH', networkId: network?.id ?? '' } }))).toBe(
      'not_found',
    );
  });

  it('creates and edits sites, refuses what exists and what is no network', async () => {
    const body = { code: 'BH-2', name: { ar: 'مبنى ثانٍ', en: 'Second building' }, ceiling: 3 as Level };
    expect(await administrator.call(endpoints.createSite, { body })).toEqual({ ...body, country: 'BH', networks: [] });
    expect(codeOf(await administrator.try(endpoints.createSite, { body }))).toBe('already_exists');
    for (const code of ['bh-2', 'B', 'BHR', 'BH-', 'BH_2'])
      expect([code, codeOf(await administrator.try(endpoints.createSite, { body: { ...body, code } }))]).toEqual([code, 'invalid_input']);
    expect(codeOf(await administrator.try(endpoints.editSite, { params: { siteCode: 'ZZ' }, body: { ceiling: 4 } }))).toBe('not_found');
    const wrong = [
      '10.1.2.3',
      '10.1.2.3/8',
      '10.0.0.0/7',
      '0.0.0.0/0',
      '::/0',
      '2001:db8::1/64',
      '2001::/15',
      '::ffff:10.0.0.0/104',
      '10.0.0.0/33',
      'x',
      '',
    ];
    for (const network of wrong) expect([network, codeOf(await addNetwork('BH-2', network))]).toEqual([network, 'invalid_input']);
    expect((await addNetwork('BH-2', '10.20.0.0/16', 2)).status).toBe(200);
    expect((await addNetwork('BH-2', '2001:DB8:AAAA::/48')).status).toBe(200);
    expect(codeOf(await addNetwork('SA', '10.20.0.0/16'))).toBe('already_exists');
    expect(codeOf(await addNetwork('ZZ', '10.30.0.0/16'))).toBe('not_found');
    expect(await ceilingOf(await from('10.20.3.4', 'member-bh'))).toEqual({ ceiling: 2, site: 'BH-2' });
    const { sites, here, elsewhere } = await administrator.call(endpoints.listSites);
    expect(sites.find(({ code }) => code === 'BH-2')?.networks.map(({ network, ceiling }) => [network, ceiling])).toEqual([
      ['10.20.0.0/16', 2],
      ['2001:db8:aaaa::/48', null],
    ]);
    expect([here.site, here.ceiling, elsewhere]).toEqual([null, 1, 1]);
  });

  it('needs a sign-in that is fresh', async () => {
    const admin = await app.db.superuser();
    await admin.query(`update sessions set strong_at = now() - interval '6 minutes' where account_id = $1`, [administrator.accountId]);
    expect(codeOf(await addNetwork('BH', '10.99.0.0/16'))).toBe('step_up_required');
    expect((await administrator.try(endpoints.listSites)).status).toBe(200);
  });

  it('tells the shell who may come here', async () => {
    const abilities = async (persona: string) => {
      const { state } = await app.as(persona);
      return (state as Extract<SessionState, { status: 'signed-in' }>).abilities;
    };
    expect(await abilities('administrator')).toMatchObject({
      listAccounts: true,
      listSites: true,
      listClearances: false,
      listOffices: true,
      readAudit: false,
    });
    expect(await abilities('security-officer')).toMatchObject({
      listAccounts: true,
      listSites: true,
      listClearances: true,
      listOffices: true,
      readAudit: false,
    });
    expect(await abilities('auditor')).toMatchObject({ listAccounts: false, listSites: false, listClearances: false, readAudit: true });
    expect(await abilities('chair-bh')).toMatchObject({ listAccounts: false, listSites: false, listClearances: false, readAudit: false });
  });
});
