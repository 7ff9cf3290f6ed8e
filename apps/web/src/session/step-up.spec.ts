import { exportAudit, listSessions, readStepUpWays, removePasskey, stepUpAsPersona } from '@app/contracts';
import { Scope } from '../state';
import { call, fetchBytes } from '../wire';
import { StepUpViewModel } from './step-up.view-model';

const STATE = {
  status: 'signed-in',
  mode: 'demo',
  person: { id: '0198f000-0000-7000-8000-000000000001', name: { ar: 'أ', en: 'A' }, country: 'BH', systemRole: null },
  preferences: { language: 'ar', digits: 'arab', theme: 'system' },
  signIn: { assurance: 2, limited: false, provider: null },
  lasts: { from: '2026-12-01T07:00:00.000Z', until: '2026-12-01T07:15:00.000Z' },
  abilities: { createMeetings: false, listAccounts: false, listClearances: false, listOffices: false, listSites: false, readAudit: false },
};
const ACT = { params: { passkeyId: '0198f000-0000-7000-8000-000000000002' } };

/** A server that wants a fresh proof until it got one. */
function server({ proves = true, satisfied = true } = {}) {
  const asked: string[] = [];
  let fresh = false;
  const answer = (status: number, body: unknown) => Promise.resolve(new Response(JSON.stringify(body), { status }));
  const refuse = (status: number, code: string) => answer(status, { error: { code, requestId: 'r' } });
  jest.spyOn(globalThis, 'fetch').mockImplementation((address, init) => {
    const path = address instanceof Request ? address.url : address.toString();
    asked.push(`${init?.method} ${path}`);
    if (path === readStepUpWays.path) return answer(200, { passkey: false, persona: true, providers: [] });
    if (path === stepUpAsPersona.path) {
      fresh = proves && satisfied;
      return proves ? answer(200, STATE) : refuse(401, 'sign_in_failed');
    }
    if (path === listSessions.path) return answer(200, { sessions: [] });
    return fresh ? answer(200, {}) : refuse(403, 'step_up_required');
  });
  return { asked, acts: () => asked.filter((line) => line.startsWith('DELETE')).length };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; turn < 100 && !holds(); turn += 1) await settled();
  expect(holds()).toBe(true);
}

describe('an act that needs a fresh proof', () => {
  let scope: Scope;
  let entered: unknown[];
  let stepUp: StepUpViewModel;
  beforeEach(() => {
    scope = new Scope();
    entered = [];
    stepUp = new StepUpViewModel(scope, { enter: (state) => entered.push(state) });
  });
  afterEach(() => {
    scope.end();
    jest.restoreAllMocks();
  });

  it('asks the person, and is repeated once when he proved himself', async () => {
    const { acts } = server();
    const act = call(removePasskey, ACT);
    await until(() => stepUp.state.value.ways !== null);
    await stepUp.asPersona();
    await expect(act).resolves.toEqual({});
    expect([acts(), entered, stepUp.state.value.open]).toEqual([2, [STATE], false]);
  });

  it('is asked for in the same way when its answer is a file', async () => {
    const { asked } = server();
    const saving = fetchBytes(exportAudit, { body: {} });
    await until(() => stepUp.state.value.ways !== null);
    await stepUp.asPersona();
    expect((await saving).status).toBe(200);
    expect(asked.filter((line) => line === `POST ${exportAudit.path}`)).toHaveLength(2);
  });

  it('is not repeated for ever when the server is not satisfied', async () => {
    const { acts } = server({ satisfied: false });
    const act = call(removePasskey, ACT);
    await until(() => stepUp.state.value.ways !== null);
    await stepUp.asPersona();
    await expect(act).rejects.toMatchObject({ code: 'step_up_required' });
    expect(acts()).toBe(2);
  });

  it('is refused when he does not want to', async () => {
    const { acts } = server();
    const act = call(removePasskey, ACT);
    await until(() => stepUp.state.value.ways !== null);
    stepUp.cancel();
    await expect(act).rejects.toMatchObject({ code: 'step_up_required' });
    expect(acts()).toBe(1);
  });

  it('shows what went wrong, and lets him try again', async () => {
    server({ proves: false });
    const act = call(removePasskey, ACT);
    await until(() => stepUp.state.value.ways !== null);
    await stepUp.asPersona();
    expect(stepUp.state.value).toMatchObject({ open: true, busy: false, error: { code: 'sign_in_failed' } });
    stepUp.cancel();
    await expect(act).rejects.toMatchObject({ code: 'step_up_required' });
  });

  it('asks once for several acts at the same time', async () => {
    const { asked, acts } = server();
    const both = Promise.all([call(removePasskey, ACT), call(removePasskey, ACT)]);
    await until(() => stepUp.state.value.ways !== null && acts() === 2);
    await settled();
    await stepUp.asPersona();
    await expect(both).resolves.toEqual([{}, {}]);
    expect(asked.filter((line) => line.endsWith(stepUpAsPersona.path))).toHaveLength(1);
  });

  it('does not concern any other call', async () => {
    server();
    await call(listSessions, {});
    expect(stepUp.state.value.open).toBe(false);
  });
});
