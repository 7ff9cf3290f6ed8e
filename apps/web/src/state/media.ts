import { behavior, type Behavior } from './behavior';
import type { Scope } from './scope';

/** Whether a media query holds now. */
export function mediaQuery(scope: Scope, query: string): Behavior<boolean> {
  const list = window.matchMedia(query);
  const matches = behavior(list.matches);
  scope.listen(list, 'change', () => matches.next(list.matches));
  return matches;
}
