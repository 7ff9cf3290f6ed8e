import { useSearchParams } from 'react-router';

/** Filter and place of a list in the address bar: a colleague who gets the link sees the same. */
export function useListQuery(): {
  readonly query: URLSearchParams;
  /** Another filter begins at the first page. */
  filter(name: string, value: string | null): void;
  go(after: string | null): void;
} {
  const [query, setQuery] = useSearchParams();
  const set = (name: string, value: string | null, replace: boolean) =>
    setQuery(
      (current) => {
        if (value) current.set(name, value);
        else current.delete(name);
        if (name !== 'after') current.delete('after');
        return current;
      },
      { replace },
    );
  return { query, filter: (name, value) => set(name, value, true), go: (after) => set('after', after, false) };
}
