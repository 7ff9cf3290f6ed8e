import { z } from 'zod';
import { idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { documentSchema } from '../documents/document.js';

const accountIds = z
  .array(idSchema)
  .max(200)
  .refine((ids) => new Set(ids).size === ids.length, 'each person once');

export const restrictionsSchema = z.strictObject({
  /** The need-to-know list: only these participants see more than the cover. Null: everybody whom the label lets. */
  readers: accountIds.nullable(),
  /** Participants who see the cover only, because the item is about their own affairs. */
  recused: accountIds,
});
export type ItemRestrictions = z.infer<typeof restrictionsSchema>;

export const readRestrictions = endpoint({
  method: 'GET',
  path: '/api/items/:itemId/restrictions',
  permission: 'item.restrict',
  summary: 'The need-to-know list of an item and who is recused from it.',
  params: z.strictObject({ itemId: idSchema }),
  response: restrictionsSchema,
});

export const restrictItem = endpoint({
  method: 'PUT',
  path: '/api/items/:itemId/restrictions',
  permission: 'item.restrict',
  summary: 'Set the need-to-know list of an item and who is recused from it; takes effect at once.',
  params: z.strictObject({ itemId: idSchema }),
  body: restrictionsSchema,
  response: restrictionsSchema,
});

export const embargoDocument = endpoint({
  method: 'PUT',
  path: '/api/documents/:documentId/embargo',
  permission: 'document.embargo',
  summary: 'Keep a paper from all but those who prepare the meeting until a time; null ends the embargo.',
  params: z.strictObject({ documentId: idSchema }),
  body: z.strictObject({ until: instantSchema.nullable() }),
  response: documentSchema,
});
