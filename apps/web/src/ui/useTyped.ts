import { useEffect, useEffectEvent, useState } from 'react';

/** Time without a key, ms, after which what was typed is told: not for every letter. */
const PAUSE_MS = 300;

interface Typing {
  readonly text: string;
  /** The value that stood there when the text was told; null while the hand is still at it. */
  readonly toldOver: string | null;
}

/**
 * What stands in a field whose value lives elsewhere (in the address bar, where it arrives late: letters typed meanwhile
 * would be lost). Told once the hand rests; a value that changes by itself is followed.
 *
 * @returns what to show, and what to do with every letter
 */
export function useTyped(value: string, onRest: (text: string) => void): readonly [string, (text: string) => void] {
  const [typing, setTyping] = useState<Typing | null>(null);
  if (typing && typing.toldOver !== null && typing.toldOver !== value) setTyping(null);
  const rest = useEffectEvent((text: string) => {
    setTyping({ text, toldOver: value });
    onRest(text);
  });
  useEffect(() => {
    if (!typing || typing.toldOver !== null) return;
    const timer = setTimeout(() => rest(typing.text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typing]);
  return [typing ? typing.text : value, (text) => setTyping({ text, toldOver: null })];
}
