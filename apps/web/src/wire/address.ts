import type { EndpointContract } from '@app/contracts';

type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** The address of an endpoint with its parameters filled in; what is undefined is left out of the query. */
export function addressOf(endpoint: EndpointContract, params: unknown, query: unknown): string {
  // Schemas of addresses hold plain values only; what is in them was typed by the endpoint's contract.
  const values = (params ?? {}) as Values;
  const path = endpoint.path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`${endpoint.path} needs ${name}`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Values)) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}
