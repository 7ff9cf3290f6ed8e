import type { SessionState } from '@app/contracts';
import { behavior, Scope } from '../state';
import { watchSessionEnd } from './session-end';
import type { SessionStatus } from './session.view-model';

const MINUTES = 60_000;
const signedIn = (minutes: number) =>
  ({ status: 'signed-in', lasts: { from: new Date(0).toISOString(), until: new Date(minutes * MINUTES).toISOString() } }) as SessionState;
const ANONYMOUS: SessionState = { status: 'anonymous', mode: 'demo' };

class Page extends EventTarget {
  readonly document = Object.assign(new EventTarget(), { visibilityState: 'visible' });
}

describe('the end of a session', () => {
  let scope: Scope;
  let page: Page;
  beforeEach(() => {
    jest.useFakeTimers();
    scope = new Scope();
    page = new Page();
  });
  afterEach(() => {
    scope.end();
    jest.useRealTimers();
  });

  function watch(begin: SessionState) {
    const state = behavior<SessionStatus>(begin);
    const load = jest.fn(async () => undefined);
    watchSessionEnd(scope, page as never, { state, load });
    return { state, load };
  }

  it('is asked about when it must have come, and not before', () => {
    const { state, load } = watch(signedIn(15));
    jest.advanceTimersByTime(15 * MINUTES - 1);
    expect(load).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_001);
    expect(load).toHaveBeenCalledTimes(1);
    // The person was there after all: it lasts longer.
    state.next(signedIn(5));
    jest.advanceTimersByTime(5 * MINUTES);
    expect(load).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1_001);
    expect(load).toHaveBeenCalledTimes(2);
    state.next(ANONYMOUS);
    jest.advanceTimersByTime(60 * MINUTES);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is asked about again while the server is away, and not all the time when a clock stands wrong', () => {
    const { state, load } = watch(signedIn(1));
    jest.advanceTimersByTime(MINUTES + 1_000);
    jest.advanceTimersByTime(60_000);
    expect(load).toHaveBeenCalledTimes(5);
    state.next(signedIn(-10));
    jest.advanceTimersByTime(14_999);
    expect(load).toHaveBeenCalledTimes(5);
  });

  it('is asked about as soon as a page is seen again that slept over it', () => {
    const { load } = watch(signedIn(15));
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(load).not.toHaveBeenCalled();
    jest.setSystemTime(Date.now() + 20 * MINUTES);
    page.document.dispatchEvent(new Event('visibilitychange'));
    expect(load).toHaveBeenCalledTimes(1);
    page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('in one tab is told to the others', async () => {
    jest.useRealTimers();
    const other = new BroadcastChannel('majlis-session');
    const heard = new Promise((resolve) => other.addEventListener('message', resolve, { once: true }));
    const { state, load } = watch(signedIn(15));
    state.next(ANONYMOUS);
    await heard;
    state.next(signedIn(15));
    other.postMessage('left');
    while (load.mock.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    other.close();
  });
});
