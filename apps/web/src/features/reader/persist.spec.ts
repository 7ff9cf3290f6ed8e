import { ApiError } from '../../wire/api-error';
import { persist } from './persist';

describe('RD3 a request that persists', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const failing = (failures: number, code: ConstructorParameters<typeof ApiError>[0]) => {
    let left = failures;
    return jest.fn(() => (left-- > 0 ? Promise.reject(new ApiError(code)) : Promise.resolve('bytes')));
  };

  it('waits for the network, says so once, and says when it is back', async () => {
    const attempt = failing(6, 'network_lost');
    const stalls: boolean[] = [];
    const result = persist(attempt, new AbortController().signal, (stalled) => stalls.push(stalled));
    await jest.advanceTimersByTimeAsync(60_000);
    await expect(result).resolves.toBe('bytes');
    expect(attempt).toHaveBeenCalledTimes(7);
    expect(stalls).toEqual([true, false]);
  });

  it('does not ask again when access was refused', async () => {
    const attempt = failing(1, 'not_found');
    const stalls: boolean[] = [];
    await expect(persist(attempt, new AbortController().signal, (stalled) => stalls.push(stalled))).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(attempt).toHaveBeenCalledTimes(1);
    expect(stalls).toEqual([]);
  });

  it('gives up on a server that keeps failing', async () => {
    const attempt = failing(99, 'internal');
    const result = persist(attempt, new AbortController().signal, () => undefined);
    const refused = expect(result).rejects.toMatchObject({ code: 'internal' });
    await jest.advanceTimersByTimeAsync(60_000);
    await refused;
    expect(attempt).toHaveBeenCalledTimes(4);
  });

  it('ends at once when the page leaves the screen', async () => {
    const controller = new AbortController();
    const stalls: boolean[] = [];
    const result = persist(failing(99, 'network_lost'), controller.signal, (stalled) => stalls.push(stalled));
    const ended = expect(result).rejects.toThrow('scrolled on');
    await jest.advanceTimersByTimeAsync(100);
    controller.abort(new Error('scrolled on'));
    await ended;
    expect(stalls).toEqual([true, false]);
  });
});
