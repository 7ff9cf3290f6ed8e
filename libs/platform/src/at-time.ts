/** The longest time a timer can wait, ms. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Does something at a time, however far away; at once when it is past.
 *
 * @param time milliseconds since 1970
 * @returns a function that calls it off
 */
export function atTime(time: number, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = time - Date.now();
    timer = setTimeout(() => (left > MAX_TIMER_MS ? wait() : act()), Math.min(Math.max(left, 0), MAX_TIMER_MS)).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
