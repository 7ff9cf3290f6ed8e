import { z } from 'zod';
import { instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { ownPersonSchema } from '../people.js';

export const accountSchema = ownPersonSchema.extend({
  login: z.string(),
  active: z.boolean(),
  createdAt: instantSchema,
});
export type Account = z.infer<typeof accountSchema>;

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/accounts',
  permission: 'account.list',
  summary: 'All accounts, for the system administrator and the security officer.',
  response: z.strictObject({ accounts: z.array(accountSchema) }),
});
