import { keepSession } from '@app/contracts';
import type { Behavior, Scope } from '../state';
import { call } from '../wire';
import type { SessionStatus } from './session.view-model';

/** How often the server is told that somebody is there; well within the shortest idle limit. */
const EVERY_MS = 60_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Tells the server that the person is there while he reads, draws or listens without asking for anything: by the signs
 * of a hand, or because sound or picture of others is playing to him.
 */
export function reportActivity(scope: Scope, page: Window, session: Behavior<SessionStatus>): void {
  let seen = false;
  const notice = () => {
    seen = true;
  };
  for (const sign of SIGNS) scope.listen(page, sign, notice);
  scope.every(EVERY_MS, () => {
    const present = seen || isListening(page.document);
    seen = false;
    // A session that ended is noticed by the call itself, and a network that is away by everything else.
    if (present && session.value.status === 'signed-in') void call(keepSession, {}).catch(() => undefined);
  });
}

function isListening(document: Document): boolean {
  return [...document.querySelectorAll<HTMLMediaElement>('audio, video')].some((media) => media.srcObject !== null && !media.paused);
}
