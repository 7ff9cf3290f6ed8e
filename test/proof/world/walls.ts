import type * as decisions from '@app/access/rules/decide.js';
import type { DataSource } from 'typeorm';

/**
 * The two walls, and how this proof takes one down. The first is the decision: `decide.js` is replaced in the spec by
 * `permissive`, which allows everything while `first` is off. The second are the policies of the database: the role of
 * the services gets BYPASSRLS. Neither can be switched in the product.
 */
export const walls = { first: true, second: true };

type Rules = typeof decisions;

export function permissive(rules: Rules): Rules {
  const allowed = { allow: true, reasons: [] } as const;
  return {
    ...rules,
    decide: (...asked) => (walls.first ? rules.decide(...asked) : allowed),
    decideSystem: (...asked) => (walls.first ? rules.decideSystem(...asked) : allowed),
  };
}

/** Runs `work` with one wall down, and puts it up again. */
export async function without(wall: 'first' | 'second' | null, superuser: DataSource, work: () => Promise<void>): Promise<void> {
  if (wall === 'second') await superuser.query('alter role majlis_app bypassrls');
  if (wall) walls[wall] = false;
  try {
    await work();
  } finally {
    walls.first = true;
    walls.second = true;
    await superuser.query('alter role majlis_app nobypassrls');
  }
}
