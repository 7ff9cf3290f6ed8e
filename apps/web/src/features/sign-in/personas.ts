/** Groups in the order the server gave, countries by their first persona. */
export function byCountry<P extends { country: string }>(personas: readonly P[]): [country: string, personas: P[]][] {
  const groups = new Map<string, P[]>();
  for (const persona of personas) groups.set(persona.country, [...(groups.get(persona.country) ?? []), persona]);
  return [...groups];
}
