import type { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../wire';

/**
 * Forgets an answer when asking again says that there is nothing, or nothing for this person any more: whoever lost a
 * meeting must not go on looking at it from memory. After any other failure what was there stays on the screen.
 *
 * @returns what ends it
 */
export function forgetMissing(queries: QueryClient): () => void {
  return queries.getQueryCache().subscribe(({ type, query }) => {
    const data: unknown = query.state.data;
    const error: unknown = query.state.error;
    const missing = error instanceof ApiError && error.code === 'not_found';
    if (type === 'updated' && missing && data !== undefined) query.setState({ data: undefined });
  });
}
