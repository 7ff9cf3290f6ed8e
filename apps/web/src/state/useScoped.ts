import { useEffect, useEffectEvent, useState } from 'react';
import { behavior } from './behavior';
import { Scope } from './scope';
import { useBehavior } from './useBehavior';

/**
 * Creates a view model for as long as the component is on the screen, again whenever `key` changes.
 * Null until it exists: nothing is opened while rendering, so a render that React throws away leaks nothing.
 */
export function useScoped<T extends object>(key: string, create: (scope: Scope) => T): T | null {
  const [slot] = useState(() => behavior<{ key: string; model: T } | null>(null));
  // The factory is new on each render; only the key says that another model is wanted.
  const make = useEffectEvent(create);
  useEffect(() => {
    const scope = new Scope();
    slot.next({ key, model: make(scope) });
    return () => {
      slot.next(null);
      scope.end();
    };
  }, [slot, key]);
  const made = useBehavior(slot);
  return made?.key === key ? made.model : null;
}
