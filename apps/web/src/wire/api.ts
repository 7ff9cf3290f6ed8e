import type { EndpointContract, EndpointResponse } from '@app/contracts';
import type { z } from 'zod';
import { addressOf } from './address';
import { ApiError, errorFromResponse, toApiError } from './api-error';

const TIMEOUT_MS = 30_000;

/** The server refuses a state-changing request without this header: another site's form cannot send it. */
export const OWN_REQUEST = { 'X-Majlis-Request': '1' } as const;

type Part<Name extends string, S extends z.ZodType> =
  Record<string, never> extends z.input<S> ? { [K in Name]?: z.input<S> } : { [K in Name]: z.input<S> };

/** What a caller passes: a part without required fields may be left out. */
export type CallInput<E extends EndpointContract> = Part<'params', E['params']> & Part<'query', E['query']> & Part<'body', E['body']>;

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

type Listener = () => void;
const onSignedOut = new Set<Listener>();

/** Calls back when any request is answered with "not signed in": the session has ended under us. */
export function listenForSignedOut(listener: Listener): () => void {
  onSignedOut.add(listener);
  return () => onSignedOut.delete(listener);
}

export function reportSignedOut(error: ApiError): void {
  if (error.code === 'not_signed_in') for (const listener of [...onSignedOut]) listener();
}

/** Asks the person to prove himself again; false when he did not. */
type Prover = () => Promise<boolean>;
let prover: Prover | null = null;

/** Whom to ask when an act needs a fresh proof. Returns how to take it back. */
export function answerStepUp(ask: Prover): () => void {
  prover = ask;
  return () => {
    prover = null;
  };
}

/**
 * Calls an endpoint and returns its parsed answer. When the server wants a fresh proof first, the person is asked for
 * it, and the act is repeated once.
 *
 * @throws ApiError always, whatever went wrong.
 */
export function call<E extends EndpointContract>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<EndpointResponse<E>> {
  return proven(async () => {
    const response = await send(endpoint, input, options.signal);
    const body: unknown = response.status === 204 ? {} : await response.json().catch(() => undefined);
    if (!response.ok) throw errorFromResponse(response.status, body);
    const answer = endpoint.response.safeParse(body);
    if (!answer.success) throw new ApiError('answer_unreadable', { cause: answer.error });
    return answer.data as EndpointResponse<E>;
  });
}

/**
 * Calls an endpoint that answers with bytes (`transfer: 'binary'`), with further headers such as Range; otherwise like
 * {@link call}.
 *
 * @throws ApiError when it was refused.
 */
export function fetchBytes<E extends EndpointContract>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions & { headers?: Record<string, string> } = {},
): Promise<Response> {
  return proven(async () => {
    const response = await send(endpoint, input, options.signal, options.headers);
    if (!response.ok) throw errorFromResponse(response.status, await response.json().catch(() => undefined));
    return response;
  });
}

/** Asks, and once more after a fresh proof where one is wanted. @throws ApiError */
async function proven<T>(ask: () => Promise<T>): Promise<T> {
  const once = async () => {
    try {
      return await ask();
    } catch (thrown) {
      const error = toApiError(thrown);
      reportSignedOut(error);
      throw error;
    }
  };
  try {
    return await once();
  } catch (thrown) {
    const error = toApiError(thrown);
    if (error.code !== 'step_up_required' || !prover || !(await prover())) throw error;
    return once();
  }
}

/** The address of an endpoint for `<img src>`, pdf.js and links. */
export function addressFor<E extends EndpointContract>(endpoint: E, input: CallInput<E>): string {
  const { params, query } = input as { params?: unknown; query?: unknown };
  return addressOf(endpoint, params, query);
}

function send(
  endpoint: EndpointContract,
  input: { params?: unknown; query?: unknown; body?: unknown },
  signal: AbortSignal | undefined,
  headers: Record<string, string> = {},
): Promise<Response> {
  const changes = endpoint.method !== 'GET';
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  return fetch(addressOf(endpoint, input.params, input.query), {
    method: endpoint.method,
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    headers: {
      Accept: endpoint.transfer === 'binary' ? '*/*' : 'application/json',
      ...(input.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(changes ? OWN_REQUEST : {}),
      ...headers,
    },
    ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
    signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
  });
}
