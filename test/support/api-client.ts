import {
  endpoints,
  type EndpointContract,
  type EndpointResponse,
  type Failure,
  type SessionState,
  type UploadDetails,
} from '@app/contracts';
import type { z } from 'zod';

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

type Call<E extends EndpointContract> = { params?: z.input<E['params']>; query?: z.input<E['query']>; body?: z.input<E['body']> };
/** For attempts over several endpoints at once, where only the server judges the input. */
export type AnyCall = { params?: unknown; query?: unknown; body?: unknown };

/** An HTTP client with a cookie jar for our two cookies; speaks through the contracts like the browser does. */
export class ApiClient {
  cookie = '';
  /** The second cookie there is: of a sign-in that was begun at an identity provider. */
  attempt = '';
  state: SessionState | undefined;

  constructor(readonly url: string) {}

  async signIn(persona: string): Promise<void> {
    this.state = await this.call(endpoints.signInAsPersona, { body: { persona } });
  }

  get accountId(): string {
    if (this.state?.status !== 'signed-in') throw new Error('not signed in');
    return this.state.person.id;
  }

  /** Calls and parses; throws when the answer is not a success or breaks its contract. */
  async call<E extends EndpointContract>(endpoint: E, input: Call<E> = {}): Promise<EndpointResponse<E>> {
    const answer = await this.try(endpoint, input);
    if (answer.status !== 200) throw new Error(`${endpoint.method} ${endpoint.path}: ${answer.status} ${answer.text}`);
    return endpoint.response.parse(answer.json) as EndpointResponse<E>;
  }

  /** Calls and gives back whatever came. */
  try(endpoint: EndpointContract, input: AnyCall = {}): Promise<RawAnswer> {
    const query = new URLSearchParams(
      Object.entries((input.query ?? {}) as Record<string, unknown>).map(([key, value]): [string, string] => [key, String(value)]),
    );
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
      encodeURIComponent(String((input.params as Record<string, unknown> | undefined)?.[name])),
    );
    return this.fetch(endpoint.method, query.size > 0 ? `${path}?${query}` : path, {
      ...(endpoint.method === 'GET' ? {} : { body: JSON.stringify(input.body ?? {}), headers: { 'content-type': 'application/json' } }),
    });
  }

  async fetch(method: string, path: string, init: { body?: string | FormData; headers?: Record<string, string> } = {}): Promise<RawAnswer> {
    const response = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        'x-majlis-request': '1',
        ...(this.cookie || this.attempt ? { cookie: [this.cookie, this.attempt].filter(Boolean).join('; ') } : {}),
        ...init.headers,
      },
      ...(init.body === undefined ? {} : { body: init.body }),
    });
    const attempt = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-majlis-oidc='));
    if (attempt) this.attempt = attempt.includes('Expires=Thu, 01 Jan 1970') ? '' : (attempt.split(';')[0] ?? '');
    const set = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-majlis='));
    if (set) this.cookie = set.split(';')[0] ?? '';
    const text = Buffer.from(await response.arrayBuffer()).toString('latin1');
    let json: unknown;
    try {
      json = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  }

  upload(itemId: string, file: { bytes: Uint8Array; name: string }, details: UploadDetails = {}): Promise<RawAnswer> {
    const form = new FormData();
    form.append('details', JSON.stringify(details));
    form.append('file', new Blob([new Uint8Array(file.bytes)], { type: 'application/pdf' }), file.name);
    return this.fetch('POST', `/api/items/${itemId}/documents`, { body: form });
  }
}

/** The error code of a refused answer. */
export function codeOf(answer: RawAnswer): string | undefined {
  return (answer.json as Partial<Failure> | undefined)?.error?.code;
}

/** A refusal without what differs from call to call, for "missing and forbidden look the same". */
export function refusalOf(answer: RawAnswer): unknown {
  const { error } = answer.json as Failure;
  return {
    status: answer.status,
    error: { ...error, requestId: '' },
    type: answer.headers.get('content-type'),
    length: answer.headers.get('content-length'),
  };
}
