import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { levelSchema } from '../../label.js';
import { bilingualText, idSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';

/** The level in whose words. */
const marked = { level: levelSchema, originator: countrySchema };

export const searchHitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('meeting'), meetingId: idSchema, title: bilingualText, ...marked }),
  z.strictObject({ kind: z.literal('item'), meetingId: idSchema, itemId: idSchema, title: bilingualText, ...marked }),
  z.strictObject({
    kind: z.literal('paper'),
    meetingId: idSchema,
    itemId: idSchema,
    documentId: idSchema,
    title: z.string(),
    /** Page of the first match inside the paper, from 1; null when the title matched. */
    page: z.int().positive().nullable(),
    ...marked,
  }),
]);
export type SearchHit = z.infer<typeof searchHitSchema>;

export const search = endpoint({
  method: 'GET',
  path: '/api/search',
  permission: 'search.query',
  summary: 'Meetings, items and papers (title and text) that this person may see; Arabic is folded.',
  query: z.strictObject({ q: lineSchema(100) }),
  response: z.strictObject({ hits: z.array(searchHitSchema) }),
});
