import type { EndpointContract, EndpointResponse } from '@app/contracts';
import { useQuery, type QueryKey } from '@tanstack/react-query';
import { call, toApiError, type ApiError, type CallInput } from '../wire';

export type Loaded<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: ApiError; retry: () => void }
  /** `stale`: shown from before, because asking again failed. */
  | { status: 'ready'; data: T; stale: boolean; refresh: () => void };

/** The key under which an endpoint's answers are kept; a prefix of it (the path) invalidates all of them. */
export function keyOf<E extends EndpointContract>(endpoint: E, input?: CallInput<E>): QueryKey {
  return input === undefined ? [endpoint.path] : [endpoint.path, input];
}

/** Reads an endpoint and keeps its answer for as long as it is on the screen. */
export function useApi<E extends EndpointContract>(
  endpoint: E,
  input: CallInput<E>,
  { enabled = true, every }: { enabled?: boolean; every?: number } = {},
): Loaded<EndpointResponse<E>> {
  const { data, error, refetch } = useQuery({
    queryKey: keyOf(endpoint, input),
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    enabled,
    refetchInterval: every ?? false,
  });
  const again = () => void refetch();
  if (data !== undefined) return { status: 'ready', data, stale: error !== null, refresh: again };
  if (error) return { status: 'failed', error: toApiError(error), retry: again };
  return { status: 'loading' };
}
