import { z } from 'zod';
import { annotationAuthorSchema, annotationContentSchema, annotationLayerSchema } from './annotation.js';
import { seqSchema } from './clock.js';

/** UUIDv7 made by the client: sending the same operation again is harmless. */
export const operationIdSchema = z.uuidv7();

/**
 * What a client asks for. The annotation an `add` makes carries the id of that operation. `remove` and `restore`
 * name one of the author's own: erasing, undo and redo are the same two operations.
 */
export const annotationOperationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: operationIdSchema, kind: z.literal('add'), layer: annotationLayerSchema, annotation: annotationContentSchema }),
  z.strictObject({ id: operationIdSchema, kind: z.literal('remove'), target: operationIdSchema }),
  z.strictObject({ id: operationIdSchema, kind: z.literal('restore'), target: operationIdSchema }),
]);
export type AnnotationOperation = z.infer<typeof annotationOperationSchema>;

const committed = { id: operationIdSchema, seq: seqSchema.min(1), layer: annotationLayerSchema, author: annotationAuthorSchema };

/**
 * A stored operation. `annotation` is null when its author has taken it back in the meantime: what was erased from
 * a shared layer is not handed to whoever opens the paper later. `restore` brings the content again.
 */
export const committedOperationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...committed, kind: z.literal('add'), annotation: annotationContentSchema.nullable() }),
  z.strictObject({ ...committed, kind: z.literal('remove'), target: operationIdSchema }),
  z.strictObject({ ...committed, kind: z.literal('restore'), target: operationIdSchema, annotation: annotationContentSchema.nullable() }),
]);
export type CommittedOperation = z.infer<typeof committedOperationSchema>;
