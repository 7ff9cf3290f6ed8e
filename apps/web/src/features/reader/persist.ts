import { toApiError } from '../../wire';

const PAUSES_MS = [400, 1000, 2000, 4000];
/** A server that answers "internal" again and again will not be talked round; a network comes back. */
const MAX_INTERNAL = 3;

/**
 * Tries until it works, the signal aborts, or the failure is one that trying again cannot help. A page asked for while
 * the network is away then simply arrives later; the reader need not touch anything.
 * `onStall` hears true when the first try failed and false once all is well again.
 */
export async function persist<T>(attempt: () => Promise<T>, signal: AbortSignal, onStall: (stalled: boolean) => void): Promise<T> {
  let stalled = false;
  try {
    for (let failures = 0; ; failures += 1) {
      try {
        return await attempt();
      } catch (thrown) {
        signal.throwIfAborted();
        const error = toApiError(thrown);
        if (!error.retry || (error.code === 'internal' && failures >= MAX_INTERNAL)) throw error;
        if (!stalled) onStall((stalled = true));
        await pause(PAUSES_MS[Math.min(failures, PAUSES_MS.length - 1)] ?? 4000, signal);
      }
    }
  } finally {
    if (stalled) onStall(false);
  }
}

/** Ends early when the browser finds the network again. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', onOnline);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onOnline = () => finish(resolve);
    const onAbort = () => finish(() => reject(signal.reason as Error));
    const timer = setTimeout(onOnline, milliseconds);
    globalThis.addEventListener?.('online', onOnline);
    signal.addEventListener('abort', onAbort);
  });
}
