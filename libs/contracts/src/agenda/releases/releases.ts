import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { labelSchema } from '../../label.js';
import { bilingualText, idSchema, instantSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { personSchema } from '../people.js';

/** What an asker sees of his own question. There is no outcome: he would learn whether there was something. */
export const ownReleaseAskSchema = z.strictObject({
  id: idSchema,
  meetingId: idSchema,
  itemId: idSchema,
  coverTitle: bilingualText,
  reason: z.string(),
  askedAt: instantSchema,
});

/** A question of somebody else that concerns things of one's own country. */
export const releaseAskSchema = ownReleaseAskSchema.extend({
  meetingTitle: bilingualText,
  country: countrySchema,
  askedBy: personSchema,
  /** What of one's own country lies behind the item, whatever it is that keeps it from whoever asks. */
  things: z.array(z.strictObject({ kind: z.enum(['item', 'document']), objectId: idSchema, title: bilingualText, label: labelSchema })),
  answered: z.boolean(),
  abilities: z.strictObject({ answer: z.boolean() }),
});
export type ReleaseAsk = z.infer<typeof releaseAskSchema>;

export const askRelease = endpoint({
  method: 'POST',
  path: '/api/items/:itemId/release-asks',
  permission: 'release.ask',
  summary: 'Ask the originators for what one may not see behind an item. The answer is the same whether there is something or not.',
  params: z.strictObject({ itemId: idSchema }),
  body: z.strictObject({ reason: lineSchema(1000) }),
  response: ownReleaseAskSchema,
});

export const listReleaseAsks = endpoint({
  method: 'GET',
  path: '/api/release-asks',
  permission: 'release.ask',
  summary: 'One’s own questions, and those of others that concern things of one’s country.',
  response: z.strictObject({ own: z.array(ownReleaseAskSchema), asked: z.array(releaseAskSchema) }),
});

export const answerRelease = endpoint({
  method: 'POST',
  path: '/api/release-asks/:askId/answer',
  permission: 'label.answer',
  summary: 'Mark a question as dealt with for one’s country. The asker is told nothing.',
  params: z.strictObject({ askId: idSchema }),
});
