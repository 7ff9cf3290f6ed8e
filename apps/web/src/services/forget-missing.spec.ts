import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { ApiError } from '../wire/api-error';
import { forgetMissing } from './forget-missing';

/** A screen that shows an answer, and what it has after asking again got this failure. */
async function shownAfter(failure: Error) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const stop = forgetMissing(queries);
  let answer: () => Promise<string> = async () => 'the agenda';
  const screen = new QueryObserver(queries, { queryKey: ['meeting'], queryFn: () => answer() });
  const close = screen.subscribe(() => undefined);
  await screen.refetch();
  expect(screen.getCurrentResult().data).toBe('the agenda');
  answer = () => Promise.reject(failure);
  await queries.invalidateQueries({ queryKey: ['meeting'] });
  const { data, error } = screen.getCurrentResult();
  const kept = queries.getQueryData(['meeting']);
  answer = async () => 'the agenda of now';
  await screen.refetch();
  const again = screen.getCurrentResult().data;
  close();
  stop();
  queries.clear();
  return { data, error, kept, again };
}

describe('what is kept of an answer', () => {
  it('is forgotten when there is nothing for this person any more, and comes back when there is', async () => {
    const error = new ApiError('not_found');
    expect(await shownAfter(error)).toEqual({ data: undefined, error, kept: undefined, again: 'the agenda of now' });
  });

  it('stays after any other failure', async () => {
    const error = new ApiError('unavailable');
    expect(await shownAfter(error)).toEqual({ data: 'the agenda', error, kept: 'the agenda', again: 'the agenda of now' });
  });
});
