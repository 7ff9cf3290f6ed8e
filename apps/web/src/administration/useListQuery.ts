import { useAddressQuery } from './useAddressQuery';

/** Filter and place of a list in the address bar: a colleague who gets the link sees the same. */
export function useListQuery(): {
  readonly query: URLSearchParams;
  /** Another filter begins at the first page. */
  filter(name: string, value: string | null): void;
  go(after: string | null): void;
} {
  const { query, change } = useAddressQuery();
  const set = (name: string, value: string | null, replace: boolean) =>
    change((next) => {
      if (value) next.set(name, value);
      else next.delete(name);
      if (name !== 'after') next.delete('after');
    }, replace);
  return { query, filter: (name, value) => set(name, value, true), go: (after) => set('after', after, false) };
}
