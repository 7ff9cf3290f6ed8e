import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

export interface ListQuery {
  /** As it is shown. */
  readonly query: URLSearchParams;
  /** As it will be once every change has arrived: for what is done with the list, and not shown. */
  latest(): URLSearchParams;
  /** Another filter is another list, and begins at its first page. */
  filter(name: string, value: string | null): void;
  /** To the page at a cursor; null for the first. */
  go(cursor: string | null): void;
  clear(): void;
}

/**
 * Filter and place of a list in the address bar: a colleague who gets the link sees the same. The router's own way
 * begins every change with the query that was drawn last: of two changes within one moment it would lose the first.
 *
 * @param cursor the name under which the place stands
 */
export function useListQuery(cursor = 'after'): ListQuery {
  const [query, setQuery] = useSearchParams();
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  const become = (next: URLSearchParams, replace: boolean) => {
    latest.current = next;
    setQuery(next, { replace });
  };
  const set = (name: string, value: string | null, replace: boolean) => {
    const next = new URLSearchParams(latest.current);
    if (value) next.set(name, value);
    else next.delete(name);
    if (name !== cursor) next.delete(cursor);
    become(next, replace);
  };
  return {
    query,
    latest: () => latest.current,
    filter: (name, value) => set(name, value, true),
    go: (place) => set(cursor, place, false),
    clear: () => become(new URLSearchParams(), false),
  };
}
