import { PaintQueue } from './paint-queue';

/** Jobs that are finished by hand. */
function bench(width: number) {
  const queue = new PaintQueue(width);
  const started: number[] = [];
  const finish = new Map<number, () => void>();
  const signals = new Map<number, AbortSignal>();
  const add = (page: number, priority = () => page) =>
    queue.add(priority, (signal) => {
      started.push(page);
      signals.set(page, signal);
      return new Promise<void>((resolve) => finish.set(page, resolve));
    });
  const settle = async () => {
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  };
  return { add, started, signals, settle, done: async (page: number) => (finish.get(page)?.(), settle()), queue };
}

describe('RD4 PaintQueue', () => {
  it('runs the most urgent first, never more than its width', async () => {
    const { add, started, settle, done } = bench(2);
    for (const page of [5, 3, 9, 1]) add(page);
    await settle();
    expect(started).toEqual([1, 3]);
    await done(1);
    expect(started).toEqual([1, 3, 5]);
  });

  it('asks for urgency when a place becomes free, because the reader has scrolled on', async () => {
    const { add, started, settle, done } = bench(1);
    let reading = 1;
    for (const page of [1, 2, 8]) add(page, () => Math.abs(page - reading));
    await settle();
    reading = 8;
    await done(1);
    expect(started).toEqual([1, 8]);
  });

  it('forgets a waiting job that is called off, and aborts a running one', async () => {
    const { add, started, signals, settle, done } = bench(1);
    const callOffRunning = add(1);
    const callOffWaiting = add(2);
    add(3);
    await settle();
    callOffWaiting();
    callOffRunning();
    expect(signals.get(1)?.aborted).toBe(true);
    await done(1);
    expect(started).toEqual([1, 3]);
  });

  it('goes on after a job that failed', async () => {
    const { add, started, settle, queue } = bench(1);
    queue.add(
      () => 0,
      () => Promise.reject(new Error('broken page')),
    );
    add(1);
    await settle();
    await settle();
    expect(started).toEqual([1]);
  });
});
