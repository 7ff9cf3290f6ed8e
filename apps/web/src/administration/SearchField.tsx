import { TextField, useTyped } from '../ui';

/** A search that is asked once the hand rests. */
export function SearchField({ label, value, onSearch }: { label: string; value: string; onSearch(text: string): void }) {
  const { text, type, leave } = useTyped(value, onSearch);
  return <TextField label={label} value={text} onChange={type} onBlur={leave} type="search" />;
}
