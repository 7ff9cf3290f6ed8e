import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { seqSchema } from './clock.js';
import { annotationOperationSchema, operationIdSchema } from './operations.js';

/** Operations in one message at most; a longer outbox goes in several. */
export const MAX_OPERATIONS = 100;

/**
 * Stores operations: all of them or none. The answer comes when they are durable, and not before. The same
 * operation again is answered with its first number; the same id with another content is refused.
 */
export const annotationCommit = message({
  permission: 'annotation.note',
  payload: z.strictObject({ versionId: idSchema, operations: z.array(annotationOperationSchema).min(1).max(MAX_OPERATIONS) }),
  reply: z.strictObject({ acks: z.array(z.strictObject({ id: operationIdSchema, seq: seqSchema.min(1) })) }),
});
