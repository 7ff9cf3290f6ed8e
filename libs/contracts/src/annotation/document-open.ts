import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { annotationClockSchema } from './clock.js';
import { committedOperationSchema } from './operations.js';

/** Operations after a cursor and the cursor behind them; `more` asks to continue from there. */
export const annotationPageSchema = z.strictObject({
  clock: annotationClockSchema,
  operations: z.array(committedOperationSchema),
  more: z.boolean(),
});
export type AnnotationPage = z.infer<typeof annotationPageSchema>;

/** Opens a version: from now on its notices arrive. Missing and forbidden versions answer alike. */
export const documentOpen = message({
  permission: 'annotation.read',
  payload: z.strictObject({ versionId: idSchema, after: annotationClockSchema.optional() }),
  reply: annotationPageSchema.extend({
    /** `note`: private notes; `write`: what the delegation or the meeting reads. */
    abilities: z.strictObject({ note: z.boolean(), write: z.boolean() }),
  }),
});
