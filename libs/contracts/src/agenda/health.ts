import { z } from 'zod';
import { endpoint } from '../wire/endpoint.js';

export const readLiveness = endpoint({
  method: 'GET',
  path: '/health/live',
  permission: 'system.probe',
  summary: 'The process runs.',
  response: z.strictObject({ status: z.literal('ok') }),
});

export const readReadiness = endpoint({
  method: 'GET',
  path: '/health/ready',
  permission: 'system.probe',
  summary: 'The process can do its work (503 while it cannot).',
  response: z.strictObject({ status: z.enum(['ok', 'unavailable']), checks: z.record(z.string(), z.boolean()) }),
});

export const readOpenApi = endpoint({
  method: 'GET',
  path: '/api/openapi.json',
  permission: 'system.probe',
  summary: 'This description.',
  response: z.record(z.string(), z.unknown()),
});
