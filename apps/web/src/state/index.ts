export { behavior, constant, derive, type Behavior, type MutableBehavior } from './behavior';
export { mediaQuery } from './media';
export { Scope } from './scope';
export { useBehavior } from './useBehavior';
export { useScoped } from './useScoped';
export { useNow } from './useNow';
