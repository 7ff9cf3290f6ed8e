import { z } from 'zod';
import { idSchema } from '../values.js';
import { annotationAuthorSchema } from './annotation.js';
import { inkProgressStrokeSchema } from './ink-progress.js';

/** Live points of others since the last tick. */
export const inkProgressedSchema = z.strictObject({
  versionId: idSchema,
  strokes: z.array(inkProgressStrokeSchema.extend({ author: annotationAuthorSchema })).min(1),
});
export type InkProgressed = z.infer<typeof inkProgressedSchema>;
