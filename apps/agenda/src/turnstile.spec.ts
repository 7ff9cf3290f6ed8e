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

  describe('by turns', () => {
    /** Enters one after the other, each when the one before was let out. */
    function lined(turnstile: Turnstile) {
      const order: string[] = [];
      const join = (by: string, name: string, signal?: AbortSignal) =>
        turnstile.pass(async () => void order.push(name), { by, ...(signal ? { signal } : {}) });
      return { order, join };
    }

    it('gives each account one place in turn, whoever came with more, and each account its own order', async () => {
      const turnstile = new Turnstile(1);
      const first = pending();
      const inside = turnstile.pass(first.work, { by: 'many' });
      const { order, join } = lined(turnstile);
      const waiting = [
        ...['m1', 'm2', 'm3', 'm4'].map((name) => join('many', name)),
        join('one', 'o1'),
        join('two', 't1'),
        join('two', 't2'),
      ];
      first.end();
      await Promise.all([inside, ...waiting]);
      expect(order).toEqual(['m1', 'o1', 't1', 'm2', 't2', 'm3', 'm4']);
    });

    it('whoever joins the line again after each turn comes behind those who wait', async () => {
      const turnstile = new Turnstile(1);
      const first = pending();
      const inside = turnstile.pass(first.work, { by: 'again' });
      const { order, join } = lined(turnstile);
      const again = join('again', 'a1').then(() => join('again', 'a2'));
      const waiting = [join('one', 'o1'), join('two', 't1'), again];
      first.end();
      await Promise.all([inside, ...waiting]);
      expect(order).toEqual(['a1', 'o1', 't1', 'a2']);
    });

    it('lets a few wait for each account and refuses the next at once, nobody else', async () => {
      const turnstile = new Turnstile(1, 2);
      const first = pending();
      const inside = turnstile.pass(first.work, { by: 'many' });
      const { order, join } = lined(turnstile);
      const waiting = [join('many', 'm1'), join('many', 'm2')];
      await expect(join('many', 'm3')).rejects.toMatchObject({ code: 'too_many_requests' });
      waiting.push(join('one', 'o1'));
      first.end();
      await Promise.all([inside, ...waiting]);
      expect(order).toEqual(['m1', 'o1', 'm2']);
      await join('many', 'm4');
      expect(order).toContain('m4');
    });

    it('whoever goes away leaves the line at once, and his place in it to the next', async () => {
      const turnstile = new Turnstile(1, 2);
      const first = pending();
      const inside = turnstile.pass(first.work);
      const { order, join } = lined(turnstile);
      const gone = new AbortController();
      const waiting = [join('many', 'm1', gone.signal), join('many', 'm2')];
      gone.abort(new Error('went away'));
      await expect(waiting[0]).rejects.toThrow('went away');
      const later = [waiting[1], join('many', 'm3')];
      await expect(join('many', 'm4', gone.signal)).rejects.toThrow('went away');
      first.end();
      await Promise.all([inside, ...later]);
      expect(order).toEqual(['m2', 'm3']);
    });

    it('a place that was just given to somebody who went away is given on', async () => {
      const turnstile = new Turnstile(1);
      const gone = new AbortController();
      const first = pending();
      const inside = turnstile.pass(first.work);
      const { order, join } = lined(turnstile);
      const lost = join('one', 'o1', gone.signal);
      const next = join('two', 't1');
      first.end();
      await inside.then(() => gone.abort(new Error('went away')));
      await Promise.allSettled([lost, next]);
      await join('three', 'last');
      expect(order.slice(-2)).toEqual(['t1', 'last']);
    });

    it('loses no place, whatever fails, is refused or goes away', async () => {
      const turnstile = new Turnstile(2, 3);
      for (let round = 0; round < 50; round += 1) {
        const gone = new AbortController();
        const all = Array.from({ length: 12 }, (_, index) =>
          turnstile.pass(
            async () => {
              await settle();
              if (index % 3 === 0) throw new Error('failed');
            },
            { by: `account ${index % 2}`, ...(index % 4 === 1 ? { signal: gone.signal } : {}) },
          ),
        );
        if (round % 2 === 0) await settle();
        gone.abort(new Error('went away'));
        await Promise.allSettled(all);
      }
      // Both places are free again, and no third one.
      const jobs = [pending(), pending(), pending()];
      const entered: number[] = [];
      const passing = jobs.map((job, index) =>
        turnstile.pass(() => {
          entered.push(index);
          return job.work();
        }),
      );
      await settle();
      expect(entered).toEqual([0, 1]);
      for (const job of jobs) job.end();
      await Promise.all(passing);
    });
  });
});
