import { requestContext } from '@app/identity';
import type { Log } from '@app/platform';
import { Tally } from './tally.service.js';

describe('the tally', () => {
  const log = { error: () => undefined } as unknown as Log;
  const from = (network: string) => requestContext({ network, userAgent: 'long'.repeat(1_000) });
  const started = () => {
    const written: [network: string | null, count: number][] = [];
    const tally = new Tally(log);
    const state = { away: false };
    const add = (network: string, what = 'knock') =>
      tally.add(from(network), what, async (ctx, count) => {
        await Promise.resolve();
        if (state.away) throw new Error('the trail is away');
        written.push([ctx.network, count]);
      });
    return { tally, written, state, add };
  };

  it('writes the first at once and the rest by their number, until it is quiet for a while', async () => {
    const { tally, written, add } = started();
    for (let time = 0; time < 10; time += 1) await add('192.0.2.1');
    expect(written.splice(0)).toEqual([['192.0.2.1', 1]]);
    await tally.tell();
    expect(written.splice(0)).toEqual([['192.0.2.1', 9]]);
    await add('192.0.2.1');
    expect(written.splice(0)).toEqual([]);
    await tally.tell();
    expect(written.splice(0)).toEqual([['192.0.2.1', 1]]);
    await tally.tell();
    await add('192.0.2.1');
    expect(written.splice(0)).toEqual([['192.0.2.1', 1]]);
  });

  it('keeps networks and kinds apart; neighbours of an IPv6 network are one', async () => {
    const { tally, written, add } = started();
    await Promise.all(['2001:db8::1', '2001:db8::2', '2001:db8:0:1::1', '192.0.2.1'].map((network) => add(network)));
    await add('192.0.2.1', 'another');
    expect(written.splice(0)).toHaveLength(4);
    await tally.tell();
    expect(written).toEqual([['2001:db8::1', 1]]);
  });

  it('loses none while the trail cannot be written, and writes none twice', async () => {
    const { tally, written, state, add } = started();
    state.away = true;
    await expect(add('192.0.2.1')).rejects.toThrow('away');
    state.away = false;
    await add('192.0.2.1');
    for (let time = 0; time < 4; time += 1) await add('192.0.2.1');
    state.away = true;
    await expect(tally.tell()).rejects.toThrow('away');
    state.away = false;
    await add('192.0.2.1');
    await Promise.all([tally.tell(), tally.tell()]);
    expect(written.map(([, count]) => count)).toEqual([1, 5]);
  });

  it('writes what is pending when the process ends', async () => {
    const { tally, written, add } = started();
    tally.onApplicationBootstrap();
    for (let time = 0; time < 3; time += 1) await add('192.0.2.1');
    await tally.onApplicationShutdown();
    expect(written.map(([, count]) => count)).toEqual([1, 2]);
  });

  it('counts together what comes from too many networks, and loses none of it', async () => {
    const { tally, written, add } = started();
    for (let index = 0; index < 5_000; index += 1) await add(`10.1.${index >> 8}.${index & 255}`);
    // Those that are kept apart, and one for all others.
    expect(written).toHaveLength(2_001);
    expect(written.at(-1)).toEqual([null, 1]);
    await tally.tell();
    expect(written.at(-1)).toEqual([null, 2_999]);
    expect(written.reduce((sum, [, count]) => sum + count, 0)).toBe(5_000);
  });
});
