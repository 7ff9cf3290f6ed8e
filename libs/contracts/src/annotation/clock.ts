import { z } from 'zod';

/** Position in one layer of one version: 1, 2, 3 … without gaps. */
export const seqSchema = z.int().nonnegative();

/**
 * How far somebody has read a version: a number for each of the three layers he sees. One clock per layer and
 * audience, and not one per version, because a number that jumps would tell that others write unseen notes.
 */
export const annotationClockSchema = z.strictObject({ meeting: seqSchema, delegation: seqSchema, private: seqSchema });
export type AnnotationClock = z.infer<typeof annotationClockSchema>;

export const CLOCK_START: AnnotationClock = { meeting: 0, delegation: 0, private: 0 };
