import { useEffect, useEffectEvent, useState } from 'react';
import { TextField } from '../ui';

/** Time without a key, ms, after which what was typed is asked for: not a request for every letter. */
const PAUSE_MS = 300;

/** A search that is asked once the hand rests. */
export function SearchField({ label, value, onSearch }: { label: string; value: string; onSearch(text: string): void }) {
  const [text, setText] = useState(value);
  const search = useEffectEvent(onSearch);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => search(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return <TextField label={label} value={text} onChange={setText} type="search" />;
}
