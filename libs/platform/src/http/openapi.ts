import { endpoints, failureSchema, type EndpointContract } from '@app/contracts';
import { z } from 'zod';

/** The OpenAPI 3.1 description, made from the contracts: it cannot drift from what the server accepts. */
export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, contract] of Object.entries(endpoints as Record<string, EndpointContract>)) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operation(name, contract) };
  }
  return { openapi: '3.1.0', info: { title: 'Majlis', version: '1' }, paths };
}

function operation(name: string, contract: EndpointContract): Record<string, unknown> {
  const body = schema(contract.body, 'input');
  const hasBody = contract.method !== 'GET' && Object.keys((body['properties'] as object | undefined) ?? {}).length > 0;
  return {
    operationId: name,
    summary: contract.summary,
    'x-permission': contract.permission,
    parameters: [...parameters(contract.params, 'path'), ...parameters(contract.query, 'query')],
    ...(hasBody ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    ...(contract.transfer === 'upload' ? { requestBody: { required: true, content: { 'multipart/form-data': {} } } } : {}),
    responses: {
      200: {
        description: 'Done',
        content:
          contract.transfer === 'binary'
            ? { 'application/octet-stream': {} }
            : { 'application/json': { schema: schema(contract.response, 'output') } },
      },
      default: { description: 'Refused', content: { 'application/json': { schema: schema(failureSchema, 'output') } } },
    },
  };
}

function parameters(shape: z.ZodType, place: 'path' | 'query'): unknown[] {
  const described = schema(shape, 'input');
  const required = (described['required'] as string[] | undefined) ?? [];
  return Object.entries((described['properties'] as Record<string, unknown> | undefined) ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }));
}

function schema(shape: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  return z.toJSONSchema(shape, { io, unrepresentable: 'any' });
}
