import { useSyncExternalStore } from 'react';
import type { Behavior } from './behavior';

/** The only bridge from view models to React: renders the current value and again after each change. */
export function useBehavior<T>(source: Behavior<T>): T {
  return useSyncExternalStore(source.subscribe, () => source.value);
}
