import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  preparsePolicySet,
  statefulIsAuthorized,
  validate,
  type AuthorizationAnswer,
  type CedarValueJson,
} from '@cedar-policy/cedar-wasm/nodejs';
import { type Person, type Thing } from './facts.js';
import { bitOfClause } from './table-oracle.js';

const SET = 'policy';
type Attributes = Record<string, CedarValueJson>;

/** Says like the table which clauses refuse. What §4 does not give is told apart only where no other clause refuses. */
export interface CedarVerdict {
  allow: boolean;
  /** The prohibitions in force, as bits of the table's clauses (never `role`). */
  forbidden: number;
}

/** The policy set of cedar/, validated against its schema. @throws Error when it does not hold together */
export function loadCedar(folder: string) {
  const text = readFileSync(join(folder, 'policy.cedar'), 'utf8');
  const policies = { staticPolicies: policiesById(text) };
  const checked = validate({ schema: readFileSync(join(folder, 'policy.cedarschema'), 'utf8'), policies });
  if (checked.type === 'failure') throw new Error(JSON.stringify(checked.errors));
  const problems = [...checked.validationErrors, ...checked.validationWarnings];
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const parsed = preparsePolicySet(SET, policies);
  if (parsed.type === 'failure') throw new Error(JSON.stringify(parsed.errors));
  const person = { type: 'Person', id: '' };

  const ask = (who: Person, action: string, resource: { type: string; id: string }, attrs: Attributes, context: Attributes) => {
    const principal = { ...person, id: who.accountId };
    return verdictOf(
      statefulIsAuthorized({
        principal,
        action: { type: 'Action', id: action },
        resource,
        context,
        preparsedPolicySetId: SET,
        entities: [
          { uid: principal, attrs: attributesOf(who), parents: [] },
          { uid: resource, attrs, parents: [] },
        ],
      }),
    );
  };
  return {
    judge: (who: Person, action: string, thing: Thing): CedarVerdict => {
      const { label } = thing;
      const everyState = label.releasableTo[0] === 'ALL';
      const attrs: Attributes = {
        level: label.level,
        caveats: [...label.caveats],
        everyState,
        releasableTo: everyState ? [] : [...label.releasableTo],
        originator: label.originator,
        state: thing.state,
        embargoed: thing.embargoed ?? false,
        withdrawn: thing.withdrawn ?? false,
      };
      if (thing.requestedBy) attrs['requestedBy'] = { __entity: { ...person, id: thing.requestedBy } };
      const context: Attributes = { recused: thing.recused ?? false };
      if (thing.role) context['role'] = thing.role;
      if (thing.list === 'listed' || thing.list === 'unlisted') context['listed'] = thing.list === 'listed';
      return ask(who, action, { type: 'Thing', id: 'thing' }, attrs, context);
    },
    judgeSystem: (who: Person, permission: string, { requestedBy, about }: Pick<Thing, 'requestedBy' | 'about'>): CedarVerdict => {
      const context: Attributes = {};
      if (requestedBy) context['proposedBy'] = { __entity: { ...person, id: requestedBy } };
      if (about) context['about'] = { __entity: { ...person, id: about } };
      return ask(who, permission, { type: 'Platform', id: 'majlis' }, {}, context);
    },
  };
}
export type CedarOracle = ReturnType<typeof loadCedar>;

function attributesOf(who: Person): Attributes {
  const attrs: Attributes = {
    active: who.active,
    country: who.country,
    caveats: [...who.caveats],
    ceiling: who.ceiling,
    assurance: who.assurance,
    fresh: who.fresh,
  };
  if (who.clearance >= 0) attrs['clearance'] = who.clearance;
  if (who.systemRole) attrs['systemRole'] = who.systemRole;
  return attrs;
}

function verdictOf(answer: AuthorizationAnswer): CedarVerdict {
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  const { decision, diagnostics } = answer.response;
  // A policy that cannot be evaluated is skipped by Cedar; here that is a fault of the oracle.
  if (diagnostics.errors.length > 0) throw new Error(JSON.stringify(diagnostics.errors));
  const allow = decision === 'allow';
  const clause = (id: string) => bitOfClause(id.replace(/^system: /, ''));
  return { allow, forbidden: allow ? 0 : diagnostics.reason.reduce((mask, id) => mask | clause(id), 0) };
}

/** The policies by their `@id`, so that an answer names them. */
function policiesById(text: string): Record<string, string> {
  const parts = text.split(/^(?=@id\()/m).slice(1);
  return Object.fromEntries(parts.map((part) => [/^@id\("([^"]+)"\)/.exec(part)?.[1] ?? '', part]));
}
