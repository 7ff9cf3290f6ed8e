import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { annotationClockSchema } from './clock.js';
import { annotationPageSchema } from './document-open.js';

/** What was stored after the cursor, in order and without gaps. */
export const annotationCatchUp = message({
  permission: 'annotation.read',
  payload: z.strictObject({ versionId: idSchema, after: annotationClockSchema }),
  reply: annotationPageSchema,
});
