import { Tick } from './tick.js';

describe('Tick', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('AN12 runs at once after quiet, and then once per interval however often it is asked', () => {
    const run = jest.fn();
    const tick = new Tick(16, run);
    tick.request();
    jest.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
    for (let n = 0; n < 50; n += 1) tick.request();
    jest.advanceTimersByTime(14);
    expect(run).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(3);
    expect(run).toHaveBeenCalledTimes(2);
    jest.advanceTimersByTime(1000);
    expect(run).toHaveBeenCalledTimes(2);
  });

  it('stops', () => {
    const run = jest.fn();
    const tick = new Tick(16, run);
    tick.request();
    tick.stop();
    jest.advanceTimersByTime(100);
    expect(run).not.toHaveBeenCalled();
  });
});
