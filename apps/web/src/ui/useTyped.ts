import { useEffect, useEffectEvent, useState } from 'react';

/** Time without a key, ms, after which what was typed is told: not for every letter. */
const PAUSE_MS = 300;
/** Time, ms, after which what was told is the value, or is not taken: then the field shows what holds. */
const ARRIVAL_MS = 1_000;

interface Typing {
  readonly text: string;
  /** What was told last, or the value as the typing began. */
  readonly last: string;
  /** The value when the text was told; null while the hand is still at it. */
  readonly toldOver: string | null;
}

export interface Typed {
  /** What to show. */
  readonly text: string;
  /** With every letter. */
  readonly type: (text: string) => void;
  /** At once, without a pause: something was chosen. */
  readonly tell: (text: string) => void;
  /** The field is left: what is still untold is told before anything else is pressed. */
  readonly leave: () => void;
}

/**
 * What stands in a field whose value lives elsewhere (in the address bar, where it arrives late: letters typed meanwhile
 * would be lost). Told once the hand rests or the field is left; a value that changes by itself is followed.
 */
export function useTyped(value: string, onRest: (text: string) => void): Typed {
  const [typing, setTyping] = useState<Typing | null>(null);
  if (typing && typing.toldOver !== null && typing.toldOver !== value) setTyping(null);
  const tell = (text: string) => {
    const last = typing?.last ?? value;
    setTyping({ text, last: text, toldOver: value });
    if (text !== last) onRest(text);
  };
  const rest = useEffectEvent(tell);
  useEffect(() => {
    if (!typing) return;
    const then = typing.toldOver === null ? () => rest(typing.text) : () => setTyping(null);
    const timer = setTimeout(then, typing.toldOver === null ? PAUSE_MS : ARRIVAL_MS);
    return () => clearTimeout(timer);
  }, [typing]);
  return {
    text: typing ? typing.text : value,
    type: (text) => setTyping({ text, last: typing?.last ?? value, toldOver: null }),
    tell,
    leave: () => {
      if (typing && typing.toldOver === null) tell(typing.text);
    },
  };
}
