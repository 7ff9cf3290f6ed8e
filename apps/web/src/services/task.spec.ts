import { ApiError } from '../wire/api-error';
import { Task } from './task';

describe('a task of a page', () => {
  const fails = () => Promise.reject(new ApiError('conflict'));

  it('says what went wrong, until it begins anew', async () => {
    const task = new Task();
    expect(await task.run(fails)).toBe(false);
    expect(task.state.value).toMatchObject({ busy: false, error: { code: 'conflict' } });
    expect(await task.run(() => Promise.resolve())).toBe(true);
    expect(task.state.value).toEqual({ busy: false, error: null });
  });

  it('tells the next one nothing of it, whether it went wrong before the place was left or after', async () => {
    const task = new Task();
    await task.run(fails);
    task.forget();
    expect(task.state.value).toEqual({ busy: false, error: null });
    const late = task.run(fails);
    task.forget();
    expect(task.state.value.busy).toBe(true);
    expect(await late).toBe(false);
    expect(task.state.value).toEqual({ busy: false, error: null });
  });
});
