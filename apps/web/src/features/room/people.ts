import { ROLES, type Participant } from '@app/contracts';

/** Delegations in the order of their first person by role, the chair's first; inside each by role. */
export function byDelegation(participants: readonly Participant[]): [country: string, people: Participant[]][] {
  const sorted = [...participants].sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
  const groups = new Map<string, Participant[]>();
  for (const person of sorted) groups.set(person.delegation, [...(groups.get(person.delegation) ?? []), person]);
  return [...groups];
}
