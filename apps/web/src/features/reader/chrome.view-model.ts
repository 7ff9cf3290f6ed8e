import { behavior, type Behavior, type Scope } from '../../state';

export interface ChromeViewModel {
  /** Whether the tools are to be seen. They always can be reached by key; focus shows them too. */
  readonly awake: Behavior<boolean>;
  /** The person moved the pointer, tapped or pressed a key. */
  stir(): void;
  /** The person began to scroll: he reads. */
  rest(): void;
}

/** Long enough to find the tool one reached for. */
const IDLE_MS = 3500;

/** The page comes first: tools show when someone moves, and leave when he reads. */
export function createChromeViewModel(scope: Scope): ChromeViewModel {
  const awake = behavior(true);
  // One timer, not one per movement: a scope remembers every delay it was asked for.
  let timer: ReturnType<typeof setTimeout> | undefined;
  scope.onEnd(() => clearTimeout(timer));
  let restedAt = 0;
  // Opening scrolls too (to a page, to a fit); whoever has just arrived is to see the tools once.
  const arrived = performance.now();
  const stir = () => {
    // Scrolling moves the page under a still pointer, which browsers report as pointer movement.
    if (performance.now() - restedAt < 250) return;
    awake.next(true);
    clearTimeout(timer);
    if (!scope.ended) timer = setTimeout(() => awake.next(false), IDLE_MS);
  };
  stir();
  return {
    awake,
    stir,
    rest() {
      if (performance.now() - arrived < IDLE_MS) return;
      restedAt = performance.now();
      clearTimeout(timer);
      awake.next(false);
    },
  };
}
