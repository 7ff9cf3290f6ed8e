import { z } from 'zod';
import { caveatSchema, LEVEL, levelSchema } from '../../label.js';
import { bilingualSchema, bilingualText, idSchema, instantSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { personSchema } from '../people.js';

/** The longest time a clearance is granted for. */
export const CLEARANCE_YEARS = 5;
/** Days before its end from which on a clearance is on the list of those that expire. */
export const EXPIRING_DAYS = 30;

export const clearanceSchema = z.strictObject({
  level: levelSchema,
  caveats: z.array(caveatSchema),
  validUntil: instantSchema.nullable(),
  standing: z.enum(['inForce', 'expired', 'revoked']),
  /** Nobody: it was there from the beginning. */
  grantedBy: personSchema.nullable(),
  confirmedBy: personSchema.nullable(),
  changedAt: instantSchema,
});
export type Clearance = z.infer<typeof clearanceSchema>;

export const clearanceProposalSchema = z.strictObject({
  id: idSchema,
  person: personSchema,
  level: levelSchema,
  caveats: z.array(caveatSchema),
  validUntil: instantSchema.nullable(),
  proposedBy: personSchema,
  proposedAt: instantSchema,
  abilities: z.strictObject({ confirm: z.boolean(), refuse: z.boolean(), withdraw: z.boolean() }),
});
export type ClearanceProposal = z.infer<typeof clearanceProposalSchema>;

export const clearedPersonSchema = z.strictObject({
  person: personSchema,
  active: z.boolean(),
  clearance: clearanceSchema.nullable(),
  /** A proposal waits for a second officer. */
  pending: z.boolean(),
  abilities: z.strictObject({ propose: z.boolean(), revoke: z.boolean() }),
});
export type ClearedPerson = z.infer<typeof clearedPersonSchema>;

export const listClearances = endpoint({
  method: 'GET',
  path: '/api/clearances',
  permission: 'clearance.list',
  summary: 'Persons by name with their clearance, for the security officer.',
  query: z.strictObject({
    q: lineSchema(100).optional(),
    show: z.enum(['all', 'expiring', 'none']).default('all'),
    /** The last person of the page before. */
    after: idSchema.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.strictObject({ people: z.array(clearedPersonSchema), next: idSchema.nullable() }),
});

export const listClearanceProposals = endpoint({
  method: 'GET',
  path: '/api/clearance-proposals',
  permission: 'clearance.list',
  summary: 'What waits for a second officer, oldest first.',
  response: z.strictObject({ proposals: z.array(clearanceProposalSchema) }),
});

export const proposeClearance = endpoint({
  method: 'POST',
  path: '/api/clearances/:accountId',
  permission: 'clearance.grant',
  summary: 'Less than before, or no more than confidential without caveats, holds at once; the rest waits for a second officer.',
  params: z.strictObject({ accountId: idSchema }),
  body: z
    .strictObject({
      level: levelSchema,
      caveats: z
        .array(caveatSchema)
        .max(16)
        .refine((caveats) => new Set(caveats).size === caveats.length, 'each caveat once'),
      validUntil: instantSchema.nullable(),
    })
    .refine(({ level, validUntil }) => level <= LEVEL.confidential || validUntil !== null, {
      path: ['validUntil'],
      message: 'above confidential a clearance ends',
    }),
  response: z.strictObject({ effect: z.enum(['inForce', 'pending']) }),
});

export const revokeClearance = endpoint({
  method: 'DELETE',
  path: '/api/clearances/:accountId',
  permission: 'clearance.grant',
  summary: 'Takes the clearance away, at once, and what was proposed with it.',
  params: z.strictObject({ accountId: idSchema }),
});

export const decideClearance = endpoint({
  method: 'POST',
  path: '/api/clearance-proposals/:proposalId/decision',
  permission: 'clearance.grant',
  summary: "Confirm or refuse what another officer proposed, or take one's own proposal back.",
  params: z.strictObject({ proposalId: idSchema }),
  body: z.strictObject({ outcome: z.enum(['confirmed', 'refused', 'withdrawn']) }),
});

export const caveatEntrySchema = z.strictObject({ code: caveatSchema, name: bilingualText, retired: z.boolean() });

export const listCaveats = endpoint({
  method: 'GET',
  path: '/api/caveats',
  permission: 'clearance.list',
  summary: 'The caveats a clearance may carry.',
  response: z.strictObject({ caveats: z.array(caveatEntrySchema) }),
});

export const addCaveat = endpoint({
  method: 'POST',
  path: '/api/caveats',
  permission: 'clearance.grant',
  summary: 'A caveat that may be granted from now on.',
  body: z.strictObject({ code: caveatSchema, name: bilingualSchema(120) }),
});

export const retireCaveat = endpoint({
  method: 'DELETE',
  path: '/api/caveats/:code',
  permission: 'clearance.grant',
  summary: 'The caveat is granted no more; who has it keeps it.',
  params: z.strictObject({ code: caveatSchema }),
});
