import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { bilingualText, idSchema, instantSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { AUDIT_EVENT_NAMES } from './event-names.js';

const position = z.string().regex(/^\d{1,18}$/);

const named = z.strictObject({ id: z.string(), name: bilingualText });

/** One entry of the audit trail as the auditor sees it: who, what, outcome. Never content, never a title. */
export const auditEntrySchema = z.strictObject({
  seq: z.string(),
  /** Its number in the chain; null for the moment until it is sealed. */
  number: z.string().nullable(),
  at: instantSchema,
  event: z.string(),
  outcome: z.enum(['done', 'allowed', 'denied']),
  actor: named.nullable(),
  /** Whose account it is about, where the entry names one; of a sign-in, who signed in. */
  about: named.nullable(),
  data: z.record(z.string(), z.unknown()),
});
export type AuditEntryView = z.infer<typeof auditEntrySchema>;

/** Which entries: all that is given has to hold. */
const filter = {
  /** What he did and what was done to him. */
  accountId: idSchema.optional(),
  /** Whatever was done with this paper, its versions and its views. */
  documentId: idSchema.optional(),
  event: z.enum(AUDIT_EVENT_NAMES).optional(),
  outcome: z.enum(['done', 'allowed', 'denied']).optional(),
  from: instantSchema.optional(),
  /** Exclusive. */
  to: instantSchema.optional(),
};
export const auditFilterSchema = z.strictObject(filter);
export type AuditFilter = z.infer<typeof auditFilterSchema>;

export const listAudit = endpoint({
  method: 'GET',
  path: '/api/audit',
  permission: 'audit.read',
  summary: 'The audit trail for the auditor, newest first: by the time in the entries, not by their place in the chain.',
  query: z.strictObject({ ...filter, before: position.optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }),
  /** `next`: the cursor of older entries; null when there are none. */
  response: z.strictObject({ entries: z.array(auditEntrySchema), next: z.string().nullable() }),
});

export const findAuditPeople = endpoint({
  method: 'GET',
  path: '/api/audit/people',
  permission: 'audit.read',
  summary: 'Whose entries there may be: the first twenty people by user name whose name or user name has these letters.',
  query: z.strictObject({ q: lineSchema(100) }),
  response: z.strictObject({
    people: z.array(z.strictObject({ id: idSchema, name: bilingualText, login: z.string(), country: countrySchema })),
    /** More were found than are told. */
    more: z.boolean(),
  }),
});

export const readAuditState = endpoint({
  method: 'GET',
  path: '/api/audit/state',
  permission: 'audit.read',
  summary: 'Where the chain of the trail stands: its last signed checkpoint, and how many entries wait for it.',
  response: z.strictObject({
    checkpoint: z.strictObject({ number: z.string(), at: instantSchema, keyId: z.string() }).nullable(),
    waiting: z.number().int(),
  }),
});

/** Entries of one export; more need a narrower filter. */
export const AUDIT_EXPORT_LIMIT = 10_000;

export const exportAudit = endpoint({
  method: 'POST',
  path: '/api/audit/export',
  permission: 'audit.export',
  transfer: 'binary',
  summary: `Entries with the proof of their place in the chain, as JSON lines (docs/audit-format.md); refused when there are more than ${AUDIT_EXPORT_LIMIT}.`,
  body: auditFilterSchema,
});
