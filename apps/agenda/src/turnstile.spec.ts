import { Turnstile } from './turnstile.js';

/** Work that goes on until it is told to end. */
function pending() {
  let end: (error?: Error) => void = () => undefined;
  const done = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve());
  });
  return { end: (error?: Error) => end(error), work: () => done };
}
/** Lets everything run that does not wait for somebody. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('Turnstile', () => {
  it('lets so many in and the others wait in the order they came', async () => {
    const turnstile = new Turnstile(2);
    const order: number[] = [];
    const jobs = Array.from({ length: 5 }, pending);
    const results = jobs.map((job, index) =>
      turnstile.pass(async () => {
        order.push(index);
        await job.work();
        return index;
      }),
    );
    await settle();
    expect(order).toEqual([0, 1]);
    jobs[1]?.end();
    await settle();
    expect(order).toEqual([0, 1, 2]);
    jobs[0]?.end();
    jobs[2]?.end();
    await settle();
    expect(order).toEqual([0, 1, 2, 3, 4]);
    for (const job of jobs) job.end();
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3, 4]);
  });

  it('hands the place over: whoever comes at that moment does not slip in before the one who waited', async () => {
    const turnstile = new Turnstile(1);
    const order: string[] = [];
    const first = pending();
    const one = turnstile.pass(first.work);
    const waiting = turnstile.pass(async () => void order.push('waited'));
    await settle();
    first.end();
    const late = one.then(() => turnstile.pass(async () => void order.push('late')));
    await Promise.all([one, waiting, late]);
    expect(order).toEqual(['waited', 'late']);
  });

  it('counts a place that was handed over as taken', async () => {
    const turnstile = new Turnstile(1);
    const [first, second] = [pending(), pending()];
    const order: string[] = [];
    const passing = [first, second].map((job) => turnstile.pass(job.work));
    await settle();
    first.end();
    await settle();
    const late = turnstile.pass(async () => void order.push('late'));
    await settle();
    expect(order).toEqual([]);
    second.end();
    await Promise.all([...passing, late]);
    expect(order).toEqual(['late']);
  });

  it('frees the place of work that fails, and of work that throws before it begins', async () => {
    const turnstile = new Turnstile(1);
    for (let time = 0; time < 3; time++) {
      await expect(turnstile.pass(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
      await expect(
        turnstile.pass(() => {
          throw new Error('threw');
        }),
      ).rejects.toThrow('threw');
    }
    expect(await turnstile.pass(async () => 'in')).toBe('in');
  });

  it('never has more inside than places, and leaves none outside', async () => {
    const turnstile = new Turnstile(3);
    let inside = 0;
    let most = 0;
    const all = Array.from({ length: 200 }, (_, index) =>
      turnstile.pass(async () => {
        most = Math.max(most, ++inside);
        for (let turns = index % 4; turns >= 0; turns--) await settle();
        inside -= 1;
      }),
    );
    await Promise.all(all);
    expect([most, inside]).toEqual([3, 0]);
  });
});
