import { z } from 'zod';
import { bilingualText, idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { participantSchema } from '../people.js';

/** One opening of a paper: who, which version and copy, when, and what of it was sent to him. */
export const receiptSchema = z.strictObject({
  viewId: idSchema,
  reader: z.strictObject({ id: idSchema, name: bilingualText, country: z.string() }),
  version: z.int().positive(),
  copyNumber: z.int().positive(),
  openedAt: instantSchema,
  /** Pages sent as images, in order. */
  pages: z.array(z.int().positive()),
  /** How much of the file was sent, 0 to 1; a paper shown as images sends none. */
  share: z.number().min(0).max(1),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const receiptsSchema = z.strictObject({
  /** The version that is read now. */
  version: z.int().positive(),
  receipts: z.array(receiptSchema),
  /**
   * Participants who may open the paper as things stand, each at his desk with a passkey. Only for whoever may set the
   * list of its readers; null for everybody else, since it tells of clearances and recusals.
   */
  readers: z.array(participantSchema).nullable(),
});
export type Receipts = z.infer<typeof receiptsSchema>;

export const listReceipts = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/receipts',
  permission: 'receipts.read',
  summary: 'Who opened a paper, newest first: for the side of its originator.',
  params: z.strictObject({ documentId: idSchema }),
  response: receiptsSchema,
});
