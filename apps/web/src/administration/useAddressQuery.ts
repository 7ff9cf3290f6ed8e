import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';

export interface AddressQuery {
  /** As it is shown. */
  readonly query: URLSearchParams;
  /** As it will be once every change has arrived: for what is done with it, and not shown. */
  latest(): URLSearchParams;
  /** @param replace whether the step back leads past it */
  change(edit: (query: URLSearchParams) => void, replace: boolean): void;
}

/**
 * The query of the address bar. The router's own way begins every change with the query that was drawn last: of two
 * changes within one moment it would lose the first.
 */
export function useAddressQuery(): AddressQuery {
  const [query, setQuery] = useSearchParams();
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  }, [query]);
  return {
    query,
    latest: () => latest.current,
    change(edit, replace) {
      const next = new URLSearchParams(latest.current);
      edit(next);
      latest.current = next;
      setQuery(next, { replace });
    },
  };
}
