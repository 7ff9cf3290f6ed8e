/** What a provider sent the browser back with; null when it refused or the address was made up. */
export interface ProviderAnswer {
  readonly code: string;
  readonly state: string;
  readonly iss?: string;
}

export function readProviderAnswer(search: string): ProviderAnswer | null {
  const given = new URLSearchParams(search);
  // Each once: of two codes one was planted.
  const one = (name: string) => (given.getAll(name).length === 1 ? given.get(name) : null);
  const code = one('code');
  const state = one('state');
  if (!code || !state || given.has('error')) return null;
  const iss = one('iss');
  return { code, state, ...(iss === null ? {} : { iss }) };
}
