/** The four label columns; every table that can reveal something carries them (DESIGN §3). */
export const LABEL_COLUMNS = `
  level smallint not null check (level between 0 and 4),
  caveats text[] not null default '{}',
  releasable_to text[] not null check (cardinality(releasable_to) > 0),
  originator text not null`;

/**
 * The subject's clearance covers the row's label. The sub-selects make PostgreSQL ask the functions once per
 * statement (an InitPlan) and not once per row.
 */
export const CLEARED = `(
  level <= (select app.my_level())
  and caveats <@ (select app.my_caveats())
  and releasable_to && (select array[app.my_country(), 'ALL']))`;

/** Purposes of the product itself (libs/identity Purpose). */
export const purpose = (...names: string[]) => `(select app.purpose()) in (${names.map((name) => `'${name}'`).join(', ')})`;

export interface TablePolicies {
  select?: string;
  insert?: string;
  update?: string;
  delete?: string;
}

/**
 * Row-level security for one table: enabled, forced on its owner too, one policy per command.
 * A command left out has a policy that refuses and no privilege, so nothing is open by omission.
 */
export function secure(table: string, policies: TablePolicies): string[] {
  const { select = 'false', insert = 'false', update = 'false', delete: remove = 'false' } = policies;
  const granted = (Object.keys(policies) as (keyof TablePolicies)[]).join(', ');
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy ${table}_select on ${table} for select to majlis_app using (${select})`,
    `create policy ${table}_insert on ${table} for insert to majlis_app with check (${insert})`,
    `create policy ${table}_update on ${table} for update to majlis_app using (${update}) with check (${update})`,
    `create policy ${table}_delete on ${table} for delete to majlis_app using (${remove})`,
    ...(granted ? [`grant ${granted} on ${table} to majlis_app`] : []),
  ];
}

/** Lets the fact functions (and nobody else) read a table. */
export function readableByFacts(table: string): string[] {
  return [`grant select on ${table} to majlis_facts`, `create policy ${table}_facts on ${table} for select to majlis_facts using (true)`];
}

/**
 * A function the policies ask. SECURITY DEFINER because the answer must not depend on what the subject may
 * read; owned by majlis_facts, which may read facts only; fixed search_path so that nothing can be put before it (pg_temp is searched first unless it is named last:
 * a temporary table of the caller's would otherwise stand in for ours).
 * Handed over last: afterwards the migrating role may grant and revoke nothing on it, and PostgreSQL only warns.
 */
export function factFunction(signature: string, returns: string, body: string, options: { volatile?: boolean } = {}): string[] {
  return [
    `create function app.${signature} returns ${returns} language sql ${options.volatile ? 'volatile' : 'stable'} security definer set search_path = pg_catalog, public, pg_temp as $fact$ ${body} $fact$`,
    `revoke all on function app.${signature.replace(/\w+ (uuid|text|int)/g, '$1')} from public`,
    `grant execute on function app.${signature.replace(/\w+ (uuid|text|int)/g, '$1')} to majlis_app, majlis_facts`,
    `alter function app.${signature.replace(/\w+ (uuid|text|int)/g, '$1')} owner to majlis_facts`,
  ];
}
