import { behavior, constant, type Behavior } from './behavior';
import { useBehavior } from './useBehavior';
import { useScoped } from './useScoped';
import type { Scope } from './scope';

const EVERY_MS = 15_000;

function clock(scope: Scope): Behavior<number> {
  const now = behavior(Date.now());
  scope.every(EVERY_MS, () => now.next(Date.now()));
  return now;
}

const loading = constant(Date.now());

/** The time, precise enough for a countdown in minutes. */
export function useNow(): number {
  return useBehavior(useScoped('clock', clock) ?? loading);
}
