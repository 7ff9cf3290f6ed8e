import { z } from 'zod';
import { bilingualText, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';

/** One entry of the audit trail as the auditor sees it: who, what, outcome. Never content, never a title. */
export const auditEntrySchema = z.strictObject({
  seq: z.string(),
  at: instantSchema,
  event: z.string(),
  outcome: z.enum(['done', 'allowed', 'denied']),
  actor: z.strictObject({ id: z.string(), name: bilingualText }).nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  permission: 'audit.read',
  summary: 'The audit trail, newest first, for the auditor.',
  query: z.strictObject({
    before: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  response: z.strictObject({ entries: z.array(auditEntrySchema) }),
});
