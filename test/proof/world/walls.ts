import type * as decisions from '@app/access/rules/decide.js';
import type { DataSource } from 'typeorm';

/**
 * The two walls, and how this proof takes one down. The first is the decision: `decide.js` is replaced in the spec by
 * `permissive`, which allows everything while `first` is off. The second are the policies of the database: they are
 * switched off on every table. (BYPASSRLS for the role of the services would not do: statements that are prepared keep
 * the policies they were planned with.) Neither can be switched in the product.
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
  const tables = wall === 'second' ? await securedTables(superuser) : [];
  for (const table of tables) await superuser.query(`alter table ${table} disable row level security`);
  if (wall) walls[wall] = false;
  try {
    await work();
  } finally {
    walls.first = true;
    walls.second = true;
    for (const table of tables) await superuser.query(`alter table ${table} enable row level security`);
  }
}

async function securedTables(superuser: DataSource): Promise<string[]> {
  const rows = await superuser.query<{ name: string }[]>(
    `select oid::regclass::text as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace`,
  );
  if (rows.length === 0) throw new Error('there is no second wall');
  return rows.map(({ name }) => name);
}
