import { z } from 'zod';
import { labelSchema } from '../../label.js';
import { bilingualText, idSchema } from '../../values.js';
import { documentSchema } from '../documents/document.js';

export const itemTypeSchema = z.enum(['information', 'decision']);
export type ItemType = z.infer<typeof itemTypeSchema>;

/** What a participant who may read the item sees beyond its cover. */
export const itemContentSchema = z.strictObject({
  title: bilingualText,
  type: itemTypeSchema,
  label: labelSchema,
  documents: z.array(documentSchema),
  /** It has a need-to-know list. */
  listed: z.boolean(),
  abilities: z.strictObject({ edit: z.boolean(), upload: z.boolean(), restrict: z.boolean(), requestLabel: z.boolean() }),
});

/**
 * An agenda item. Everybody in the meeting sees its cover: number, cover title, planned minutes.
 * `content` is null for whoever may not know more; the cover of a covered item and of an item
 * without papers look the same.
 */
export const agendaItemSchema = z.strictObject({
  id: idSchema,
  number: z.int().positive(),
  coverTitle: bilingualText,
  minutes: z.int().positive().nullable(),
  content: itemContentSchema.nullable(),
});
export type AgendaItem = z.infer<typeof agendaItemSchema>;
