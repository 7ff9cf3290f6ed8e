/**
 * The same items, but ends with the signal's reason the moment it aborts, even while the source is silent:
 * a revoked upload or a vanished client must not wait for a next byte that may never come.
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal | undefined): AsyncGenerator<T, void, undefined> {
  if (!signal) {
    yield* source;
    return;
  }
  signal.throwIfAborted();
  const iterator = source[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (;;) {
      const step = await nextOrAbort(iterator, signal);
      if (step.done) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } finally {
    // Not awaited: a generator stuck in next() answers return() only after it, which may be never.
    if (!ended) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

function nextOrAbort<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T>> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    // The listener goes with every step: a long upload would otherwise pile up thousands on one signal.
    const settle = (): void => signal.removeEventListener('abort', onAbort);
    iterator.next().then(resolve, reject).finally(settle);
  });
}
