import type { Scope } from './scope';

/** A value over time that always has a current value, so that a component can render it at any moment. */
export interface Behavior<T> {
  readonly value: T;
  /** Calls back after each change (not for the present value). Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export interface MutableBehavior<T> extends Behavior<T> {
  next(value: T): void;
  update(change: (value: T) => T): void;
}

export function behavior<T>(initial: T): MutableBehavior<T> {
  let current = initial;
  const listeners = new Set<() => void>();
  const next = (value: T) => {
    if (Object.is(value, current)) return;
    current = value;
    // A copy: a listener may subscribe or unsubscribe while it is told.
    for (const listener of [...listeners]) listener();
  };
  return {
    get value() {
      return current;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    next,
    update: (change) => next(change(current)),
  };
}

/** A behaviour that never changes. */
export function constant<T>(value: T): Behavior<T> {
  return { value, subscribe: () => () => undefined };
}

type Values<B extends readonly Behavior<unknown>[]> = { [K in keyof B]: B[K] extends Behavior<infer T> ? T : never };

/** A behaviour computed from others, kept up to date until the scope ends. */
export function derive<const B extends readonly Behavior<unknown>[], T>(
  scope: Scope,
  sources: B,
  compute: (...values: Values<B>) => T,
): Behavior<T> {
  const read = () => compute(...(sources.map((source) => source.value) as Values<B>));
  const derived = behavior(read());
  for (const source of sources) scope.onEnd(source.subscribe(() => derived.next(read())));
  return derived;
}
