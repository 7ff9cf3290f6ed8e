import type { OfficeProposal } from '@app/contracts';
import { OfficesViewModel } from './offices.view-model';

const person = { id: '0197a000-0000-7000-8000-000000000001', name: { ar: 'شخص', en: 'Person' }, country: 'BH', systemRole: null };
const proposal: OfficeProposal = {
  id: '0197a000-0000-7000-8000-000000000002',
  person,
  systemRole: 'auditor',
  proposedBy: { id: '0197a000-0000-7000-8000-000000000003', name: person.name, country: 'BH' },
  proposedAt: '2026-11-22T08:00:00Z',
  abilities: { approve: true, refuse: true, withdraw: false },
};

describe('OfficesViewModel', () => {
  const sent: [method: string, path: string, body: unknown][] = [];
  const refreshed: string[] = [];
  let answer: { status: number; json: unknown };
  const before = globalThis.fetch;
  beforeEach(() => {
    sent.length = refreshed.length = 0;
    globalThis.fetch = (async (path: string, { method, body }: { method: string; body?: string }) => {
      sent.push([method, path, body === undefined ? undefined : JSON.parse(body)]);
      return new Response(JSON.stringify(answer.json), { status: answer.status });
    }) as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = before;
  });
  const model = () => new OfficesViewModel(({ path }) => refreshed.push(path));

  it('keeps the proposer’s code until it is forgotten', async () => {
    const view = model();
    answer = { status: 200, json: { proposalId: proposal.id, code: 'AAAAA-AAAAA-AAAAA-AAAAA' } };
    expect(await view.propose(person.id, 'auditor')).toBe(true);
    expect(sent).toEqual([['POST', `/api/offices/${person.id}`, { systemRole: 'auditor' }]]);
    expect(view.secret.value).toEqual({ kind: 'code', text: 'AAAAA-AAAAA-AAAAA-AAAAA' });
    expect(refreshed).toEqual(['/api/offices', '/api/accounts']);
    view.forgetSecret();
    expect(view.secret.value).toBeNull();
  });

  it('has nothing to show where an office is taken away', async () => {
    const view = model();
    answer = { status: 200, json: { proposalId: proposal.id, code: null } };
    await view.propose(person.id, null);
    answer = { status: 200, json: { enrolment: null } };
    expect(await view.approve(proposal)).toBe(true);
    expect(view.secret.value).toBeNull();
  });

  it('shows the link to whoever approves', async () => {
    const view = model();
    answer = { status: 200, json: { enrolment: { link: 'https://example.invalid/enrol#x', expiresAt: proposal.proposedAt } } };
    await view.approve(proposal);
    expect(sent[0]).toEqual(['POST', `/api/office-proposals/${proposal.id}/decision`, { outcome: 'approved' }]);
    expect(view.secret.value).toMatchObject({ kind: 'link', text: 'https://example.invalid/enrol#x' });
  });

  it('asks again what is there when somebody else decided first', async () => {
    const view = model();
    answer = { status: 404, json: { error: { code: 'not_found', requestId: 'r' } } };
    expect(await view.refuse(proposal)).toBe(false);
    expect(view.deciding.state.value.error?.code).toBe('not_found');
    expect(refreshed).toContain('/api/offices');
    await view.withdraw(proposal);
    expect(sent[1]?.slice(0, 2)).toEqual(['DELETE', `/api/office-proposals/${proposal.id}`]);
  });
});
