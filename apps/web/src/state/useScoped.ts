import { useEffect, useState } from 'react';
import { Scope } from './scope';

/**
 * Creates a view model for as long as the component is on the screen, again whenever `key` changes.
 * Null until it exists: nothing is opened while rendering, so a render that React throws away leaks nothing.
 */
export function useScoped<T extends object>(key: string, create: (scope: Scope) => T): T | null {
  const [made, setMade] = useState<{ key: string; model: T } | null>(null);
  useEffect(() => {
    const scope = new Scope();
    setMade({ key, model: create(scope) });
    return () => scope.end();
    // The factory is new on each render; what it depends on is named by the key.
  }, [key]);
  return made && made.key === key ? made.model : null;
}
