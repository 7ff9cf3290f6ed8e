import type { Scope } from '../state';
import type { SessionViewModel } from './session.view-model';

/** After the end the server named, so that it has come when it is asked. */
const MARGIN_MS = 1_000;
/** When the server was not reached, or has a clock that jumps. */
const AGAIN_MS = 15_000;

/**
 * A session that ended unseen takes what it showed with it: the server is asked again when it must have ended, when the
 * page comes back into sight, and when another tab of this browser signed out.
 */
export function watchSessionEnd(scope: Scope, page: Window, session: Pick<SessionViewModel, 'state' | 'load'>): void {
  const tabs = new BroadcastChannel('majlis-session');
  scope.onEnd(() => tabs.close());
  let due = Number.POSITIVE_INFINITY;
  let cancel = () => {};
  let wasSignedIn = false;

  const ask = () => {
    if (session.state.value.status !== 'signed-in') return;
    arm(AGAIN_MS);
    void session.load();
  };
  const arm = (delay: number) => {
    cancel();
    due = Date.now() + delay;
    cancel = scope.after(delay, ask);
  };
  const follow = () => {
    const state = session.state.value;
    if (state.status === 'signed-in') {
      wasSignedIn = true;
      arm(Math.max(Date.parse(state.lasts.until) - Date.parse(state.lasts.from) + MARGIN_MS, AGAIN_MS));
    } else if (state.status === 'anonymous') {
      cancel();
      if (wasSignedIn) tabs.postMessage('left');
      wasSignedIn = false;
    }
  };

  scope.onEnd(session.state.subscribe(follow));
  scope.listen(tabs, 'message', ask);
  // A timer sleeps with the machine, and a page taken back from the cache of the browser never heard of the end.
  const look = () => {
    if (page.document.visibilityState === 'visible' && Date.now() >= due) ask();
  };
  scope.listen(page.document, 'visibilitychange', look);
  scope.listen(page, 'pageshow', (event: PageTransitionEvent) => (event.persisted ? ask() : undefined));
  follow();
}
