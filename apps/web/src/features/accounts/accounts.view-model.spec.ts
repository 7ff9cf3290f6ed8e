import type { Account } from '@app/contracts';
import { AccountsViewModel, fieldsOf, isComplete, NEW_ACCOUNT } from './accounts.view-model';

const account: Account = {
  id: '0197a000-0000-7000-8000-000000000001',
  name: { ar: 'شخص', en: 'Person' },
  country: 'BH',
  systemRole: 'systemAdministrator',
  login: 'person',
  site: 'BH',
  active: true,
  createdAt: '2026-11-22T08:00:00Z',
  abilities: { edit: true, login: true, govern: true, setActive: true, enrol: false },
};

describe('AccountsViewModel', () => {
  const sent: { method: string; path: string; body: unknown }[] = [];
  const refreshed: string[] = [];
  const before = globalThis.fetch;
  beforeEach(() => {
    sent.length = refreshed.length = 0;
    globalThis.fetch = (async (path: string, { method, body }: { method: string; body?: string }) => {
      sent.push({ method, path, body: body === undefined ? undefined : JSON.parse(body) });
      const answer = path.endsWith('/enrolment') ? { link: 'https://example.invalid/enrol#x', expiresAt: account.createdAt } : account;
      return new Response(JSON.stringify(answer), { status: 200 });
    }) as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = before;
  });
  const model = () => new AccountsViewModel(({ path }) => refreshed.push(path));

  it('sends what may be changed, and the country of a new account alone', async () => {
    await model().save(account, { ...fieldsOf(account), en: 'Renamed' });
    await model().save(null, { ...fieldsOf(account), login: 'new' });
    expect(sent.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', { login: 'person', name: { ar: 'شخص', en: 'Renamed' }, site: 'BH' }],
      ['POST', { login: 'new', name: { ar: 'شخص', en: 'Person' }, country: 'BH', site: 'BH' }],
    ]);
    expect(refreshed).toEqual(['/api/accounts', '/api/accounts']);
  });

  it('shows a link until it is forgotten', async () => {
    const view = model();
    expect(await view.enrol(account)).toBe(true);
    expect(view.enrolment.value?.link).toBe('https://example.invalid/enrol#x');
    view.forgetEnrolment();
    expect(view.enrolment.value).toBeNull();
  });

  it('knows when something is missing', () => {
    expect(isComplete(NEW_ACCOUNT)).toBe(false);
    expect(isComplete(fieldsOf(account))).toBe(true);
    expect(isComplete({ ...fieldsOf(account), site: ' ' })).toBe(false);
  });
});
