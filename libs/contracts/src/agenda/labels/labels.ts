import { z } from 'zod';
import { labelSchema } from '../../label.js';
import { bilingualText, idSchema, instantSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { personSchema } from '../people.js';

export const labelledKindSchema = z.enum(['meeting', 'item', 'document']);
export type LabelledKind = z.infer<typeof labelledKindSchema>;

/** A wish to make a label weaker, which a second person of the originator's side decides about (DESIGN §3). */
export const labelRequestSchema = z.strictObject({
  id: idSchema,
  meetingId: idSchema,
  meetingTitle: bilingualText,
  kind: labelledKindSchema,
  objectId: idSchema,
  title: bilingualText,
  from: labelSchema,
  to: labelSchema,
  reason: z.string(),
  requestedBy: personSchema,
  requestedAt: instantSchema,
  outcome: z.enum(['approved', 'rejected']).nullable(),
  decidedBy: personSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  answer: z.string().nullable(),
  abilities: z.strictObject({ approve: z.boolean(), reject: z.boolean() }),
});
export type LabelRequest = z.infer<typeof labelRequestSchema>;

export const listLabelRequests = endpoint({
  method: 'GET',
  path: '/api/label-requests',
  permission: 'label.list',
  summary: 'Requests about labels of one’s own country: the open ones first, then the newest decided ones.',
  response: z.strictObject({ requests: z.array(labelRequestSchema) }),
});

export const requestLabel = endpoint({
  method: 'POST',
  path: '/api/label-requests',
  permission: 'label.request',
  summary: 'Ask for a weaker label: a lower level, a caveat less, a country more.',
  body: z.strictObject({ kind: labelledKindSchema, objectId: idSchema, label: labelSchema, reason: lineSchema(1000) }),
  response: labelRequestSchema,
});

export const approveLabel = endpoint({
  method: 'POST',
  path: '/api/label-requests/:requestId/approve',
  permission: 'label.approve',
  summary: 'Approve a request somebody else made; the label changes at once.',
  params: z.strictObject({ requestId: idSchema }),
  response: labelRequestSchema,
});

export const rejectLabel = endpoint({
  method: 'POST',
  path: '/api/label-requests/:requestId/reject',
  permission: 'label.reject',
  summary: 'Reject a request, or take one’s own back.',
  params: z.strictObject({ requestId: idSchema }),
  body: z.strictObject({ answer: lineSchema(1000).nullable() }),
  response: labelRequestSchema,
});
