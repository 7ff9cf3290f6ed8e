import { z } from 'zod';
import type { Permission } from '../permissions.js';

/** How the body travels: JSON, a multipart upload that is streamed, or a binary answer (ranges allowed). */
export type Transfer = 'json' | 'upload' | 'binary';

/**
 * One HTTP endpoint: where, who, what goes in and what comes out. The server binds a handler to it,
 * the client calls through it, the OpenAPI description is made from it, and the audit test counts it.
 */
export interface EndpointContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with `:name` for each parameter, starting with `/api/` or `/health/`. */
  readonly path: string;
  readonly permission: Permission;
  readonly summary: string;
  readonly transfer: Transfer;
  /**
   * `own`: the handler opens its transactions itself, because something must stay done when it refuses (a challenge is
   * spent, a passkey that may be a copy is suspended).
   */
  readonly transaction: 'request' | 'own';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
}

const none = z.strictObject({});
type None = typeof none;

/** Declares an endpoint; what is left out is a strict empty object, so an unexpected parameter is refused. */
export function endpoint<
  Params extends z.ZodType = None,
  Query extends z.ZodType = None,
  Body extends z.ZodType = None,
  Response extends z.ZodType = None,
>(
  contract: Pick<EndpointContract, 'method' | 'path' | 'permission' | 'summary'> & {
    transfer?: Transfer;
    transaction?: EndpointContract['transaction'];
    params?: Params;
    query?: Query;
    body?: Body;
    response?: Response;
  },
): EndpointContract<Params, Query, Body, Response> {
  return {
    transfer: 'json',
    transaction: 'request',
    ...contract,
    params: contract.params ?? (none as unknown as Params),
    query: contract.query ?? (none as unknown as Query),
    body: contract.body ?? (none as unknown as Body),
    response: contract.response ?? (none as unknown as Response),
  };
}

/** What a handler receives: parsed and cleaned. */
export type EndpointInput<E extends EndpointContract> = {
  params: z.output<E['params']>;
  query: z.output<E['query']>;
  body: z.output<E['body']>;
};
/** What a caller passes. */
export type EndpointCall<E extends EndpointContract> = (keyof z.input<E['params']> extends never
  ? { params?: undefined }
  : { params: z.input<E['params']> }) &
  (Record<string, never> extends z.input<E['query']> ? { query?: z.input<E['query']> } : { query: z.input<E['query']> }) &
  (keyof z.input<E['body']> extends never ? { body?: undefined } : { body: z.input<E['body']> });
export type EndpointResponse<E extends EndpointContract> = z.output<E['response']>;
