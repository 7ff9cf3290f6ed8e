import { z } from 'zod';
import { idSchema } from '../values.js';
import { pageSchema } from './geometry.js';

/** Where the presenter is. */
export const presenterPlaceSchema = z.strictObject({
  versionId: idSchema,
  documentId: idSchema,
  itemId: idSchema,
  page: pageSchema,
});
export type PresenterPlace = z.infer<typeof presenterPlaceSchema>;

export const presenterSchema = presenterPlaceSchema.extend({ accountId: idSchema });
export type Presenter = z.infer<typeof presenterSchema>;
