import type { EndpointContract } from '@app/contracts';
import {
  applyDecorators,
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
} from '@nestjs/common';
import type { Request } from 'express';
import { AppError } from '../errors/app-error.js';
import { parseInput } from '../errors/failure.js';

export const ENDPOINT = 'majlis:endpoint';

const VERBS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;

/**
 * Binds a handler to an endpoint of the contracts: verb, path and permission come from there, so nothing is
 * declared twice. A handler without it is refused by the guard.
 */
export function Endpoint(contract: EndpointContract): MethodDecorator {
  return applyDecorators(VERBS[contract.method](contract.path), HttpCode(200), SetMetadata(ENDPOINT, contract));
}

/** The contract a handler is bound to, or undefined. */
export function endpointOf(handler: object): EndpointContract | undefined {
  return Reflect.getMetadata(ENDPOINT, handler) as EndpointContract | undefined;
}

/** The request's parameters, query and body, parsed by the contract's strict schemas. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const contract = endpointOf(context.getHandler());
  if (!contract) throw new AppError('not_found');
  const request = context.switchToHttp().getRequest<Request>();
  return {
    params: parseParams(contract, request.params),
    query: parseInput(contract.query, { ...request.query }),
    body: contract.transfer === 'upload' ? {} : parseInput(contract.body, request.body ?? {}),
  };
});

/** An id that is no UUID is an id of nothing: the same answer as for an unknown one. */
function parseParams(contract: EndpointContract, params: unknown): unknown {
  const parsed = contract.params.safeParse(params);
  if (!parsed.success) throw new AppError('not_found');
  return parsed.data;
}
