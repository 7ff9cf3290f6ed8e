import { z } from 'zod';
import { idSchema } from '../values.js';
import { committedOperationSchema } from './operations.js';

/** Stored operations of one layer, in order. A number that does not follow on asks for catching up. */
export const annotationCommittedSchema = z.strictObject({ versionId: idSchema, operations: z.array(committedOperationSchema).min(1) });
export type AnnotationCommitted = z.infer<typeof annotationCommittedSchema>;
