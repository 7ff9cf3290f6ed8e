import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Person, type Thing } from './facts.js';

// The decision table: table/*.csv were written from docs/access-policy.md, and this reads them. What the tables cannot
// say, six questions about sets and persons, is answered in `factsOf`; nothing else is decided here.

const YES_NO = ['no', 'yes'] as const;
const LEVELS = ['0', '1', '2', '3', '4'] as const;
/** Letters of table/actions.csv: Chair, Secretary, Member, Alternate, Expert, Observer, Interpreter. */
const ROLES = ['chair', 'secretary', 'member', 'alternate', 'expert', 'observer', 'interpreter', 'none'] as const;
const STATES = ['none', 'draft', 'published', 'inSession', 'adjourned', 'closed', 'archived'] as const;
const SYSTEM_ROLES = ['systemAdministrator', 'securityOfficer', 'auditor'] as const;

/** Every fact a row may name, with its values; a fact of a case is the place of its value. */
const FACTS = {
  active: YES_NO,
  level: LEVELS,
  assurance: ['none', 'password', 'strong'],
  fresh: YES_NO,
  clearance: ['none', ...LEVELS],
  ceiling: LEVELS,
  caveats: ['someMissing', 'readIntoAll'],
  release: ['notListed', 'listed', 'everyState'],
  role: ROLES,
  roleHasAction: YES_NO,
  list: ['unlisted', 'listed', 'open'],
  side: ['another', 'originator'],
  requester: ['himself', 'another', 'nobody'],
  concerned: ['himself', 'another', 'nobody'],
  recused: YES_NO,
  embargoed: YES_NO,
  withdrawn: YES_NO,
  freshNeeded: YES_NO,
  originatorNeeded: YES_NO,
  secondNeeded: YES_NO,
} as const satisfies Record<string, readonly string[]>;
type Fact = keyof typeof FACTS;
const FACT_NAMES = Object.keys(FACTS) as Fact[];
const AT = Object.fromEntries(FACT_NAMES.map((name, at) => [name, at])) as Record<Fact, number>;

/** Every clause a verdict may name. A set of clauses is a number: bit n stands for the n-th. */
export const CLAUSES = [
  ...['active', 'assurance', 'fresh', 'clearance', 'ceiling', 'caveat', 'release', 'role', 'list', 'originator', 'second'],
  ...['recused', 'embargo', 'withdrawn'],
] as const;
const bitOf = new Map<string, number>(CLAUSES.map((clause, at) => [clause, 1 << at]));

export const clausesOf = (mask: number): string[] => CLAUSES.filter((_, at) => mask & (1 << at));
/** The bit of a clause; names that are no clause have the sign bit, which no table sets. */
export const bitOfClause = (clause: string): number => bitOf.get(clause) ?? 1 << 31;

interface Row {
  about: string;
  clause: string;
  effect: string;
  facts: Map<Fact, Set<string>>;
}

/** One clause, worked out beforehand for every combination of the facts its rows name. */
interface Compiled {
  bit: number;
  at: number[];
  strides: number[];
  refuses: Uint8Array;
}

export function loadTable(folder: string) {
  const read = (name: string) => parse(readFileSync(join(folder, name), 'utf8'));
  const actions = read('actions.csv');
  const permissions = read('permissions.csv');
  const rows = read('clauses.csv').map((cells): Row => ({ ...named(cells), facts: factsIn(named(cells).facts) }));
  const objectClauses = compile(rows.filter((row) => row.about === 'object'));
  const systemClauses = compile(rows.filter((row) => row.about === 'system'));

  /** Of an action: whether a role has it in a state (`state × role`), and what it needs. */
  const actionRow = new Map(
    actions.map((cells) => [
      cells['action'] ?? '',
      { has: STATES.map((state) => ROLES.map((role) => lettersOf(cells[state]).has(role))), ...needs(cells) },
    ]),
  );
  const permissionRow = new Map(permissions.map((cells) => [cells['permission'] ?? '', { cells, ...needs(cells) }]));
  const facts = new Uint8Array(FACT_NAMES.length);

  return {
    actions: [...actionRow.keys()],
    permissions: [...permissionRow.keys()],

    /** The clauses that refuse, as bits; 0 allows. */
    judge(person: Person, action: string, thing: Thing): number {
      const row = actionRow.get(action);
      if (!row) throw new Error(`the table has no action ${action}`);
      factsOf(facts, person, thing);
      facts[AT.roleHasAction] = Number(row.has[STATES.indexOf(thing.state)]?.[facts[AT.role] ?? -1] ?? false);
      facts[AT.freshNeeded] = row.freshNeeded;
      facts[AT.originatorNeeded] = row.originatorNeeded;
      facts[AT.secondNeeded] = row.secondNeeded;
      return refusals(objectClauses, facts);
    },

    judgeSystem(person: Person, permission: string, thing: Pick<Thing, 'requestedBy' | 'about'> = {}): number {
      const row = permissionRow.get(permission);
      if (!row) throw new Error(`the table has no permission ${permission}`);
      facts[AT.active] = Number(person.active);
      facts[AT.assurance] = person.assurance;
      facts[AT.fresh] = Number(person.fresh);
      facts[AT.roleHasAction] = Number(SYSTEM_ROLES.some((role) => role === person.systemRole && row.cells[role] === 'yes'));
      facts[AT.freshNeeded] = row.freshNeeded;
      facts[AT.secondNeeded] = row.secondNeeded;
      facts[AT.requester] = whoIs(person, thing.requestedBy);
      facts[AT.concerned] = whoIs(person, thing.about);
      return refusals(systemClauses, facts);
    },
  };
}
export type TableOracle = ReturnType<typeof loadTable>;

function factsOf(facts: Uint8Array, person: Person, thing: Thing): void {
  const { label } = thing;
  facts[AT.active] = Number(person.active);
  facts[AT.level] = label.level;
  facts[AT.assurance] = person.assurance;
  facts[AT.fresh] = Number(person.fresh);
  facts[AT.clearance] = person.clearance + 1;
  facts[AT.ceiling] = person.ceiling;
  facts[AT.caveats] = Number(label.caveats.every((caveat) => person.caveats.includes(caveat)));
  const states: readonly string[] = label.releasableTo;
  facts[AT.release] = states[0] === 'ALL' ? 2 : Number(states.includes(person.country));
  facts[AT.role] = ROLES.indexOf(thing.role ?? 'none');
  facts[AT.list] = FACTS.list.indexOf(thing.list ?? 'open');
  facts[AT.side] = Number(person.country === label.originator);
  facts[AT.requester] = whoIs(person, thing.requestedBy);
  facts[AT.recused] = Number(thing.recused ?? false);
  facts[AT.embargoed] = Number(thing.embargoed ?? false);
  facts[AT.withdrawn] = Number(thing.withdrawn ?? false);
}

/** The subject himself, another person, or nobody that is known. */
function whoIs(person: Person, other: string | null | undefined): number {
  return other === person.accountId ? 0 : other ? 1 : 2;
}

function refusals(clauses: readonly Compiled[], facts: Uint8Array): number {
  let mask = 0;
  for (const { bit, at, strides, refuses } of clauses) {
    let place = 0;
    for (let n = 0; n < at.length; n++) place += (facts[at[n] as number] as number) * (strides[n] as number);
    if (refuses[place]) mask |= bit;
  }
  return mask;
}

/** A need is met, and a prohibition is in force, when one of its rows fits. */
function compile(rows: readonly Row[]): Compiled[] {
  return [...new Set(rows.map((row) => row.clause))].map((clause) => {
    const own = rows.filter((row) => row.clause === clause);
    const effects = new Set(own.map((row) => row.effect));
    if (effects.size !== 1 || !['needs', 'forbids'].some((effect) => effects.has(effect))) throw new Error(`${clause}: unclear effect`);
    const names = [...new Set(own.flatMap((row) => [...row.facts.keys()]))];
    const sizes = names.map((name) => FACTS[name].length);
    const strides = names.map((_, at) => sizes.slice(at + 1).reduce((product, size) => product * size, 1));
    const refuses = Uint8Array.from({ length: sizes.reduce((product, size) => product * size, 1) }, (_, place) => {
      const valueOf = (at: number) =>
        FACTS[names[at] as Fact][Math.floor(place / (strides[at] as number)) % (sizes[at] as number)] as string;
      const fits = own.some((row) => names.every((name, at) => row.facts.get(name)?.has(valueOf(at)) ?? true));
      return Number(effects.has('forbids') ? fits : !fits);
    });
    return { bit: bitOfClause(clause), at: names.map((name) => AT[name]), strides, refuses };
  });
}

/** `level=0|1 assurance=password|strong`; every name and value must be known. */
function factsIn(text: string): Map<Fact, Set<string>> {
  return new Map(
    text.split(' ').map((part) => {
      const [name = '', values = ''] = part.split('=');
      const known: readonly string[] = FACTS[name as Fact] ?? [];
      for (const value of values.split('|')) if (!known.includes(value)) throw new Error(`no such fact: ${part}`);
      return [name as Fact, new Set(values.split('|'))];
    }),
  );
}

function lettersOf(cell = ''): Set<string> {
  if (cell === '-') return new Set();
  return new Set(
    [...cell].map((letter) => ROLES.find((role) => role !== 'none' && role[0]?.toUpperCase() === letter) ?? fail(`letter ${letter}`)),
  );
}

function needs(cells: Record<string, string>) {
  const need = (name: string) => Number((cells[name] ?? 'no') === 'yes');
  return { freshNeeded: need('freshNeeded'), originatorNeeded: need('originatorNeeded'), secondNeeded: need('secondNeeded') };
}

function named(cells: Record<string, string>) {
  const of = (name: string) => cells[name] ?? fail(`column ${name}`);
  return { about: of('about'), clause: of('clause'), effect: of('effect'), facts: of('facts') };
}

function parse(text: string): Record<string, string>[] {
  const [head = '', ...lines] = text.trim().split('\n');
  const columns = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    if (cells.length !== columns.length) throw new Error(`not ${columns.length} cells: ${line}`);
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? '']));
  });
}

function fail(what: string): never {
  throw new Error(`the table is wrong: ${what}`);
}
