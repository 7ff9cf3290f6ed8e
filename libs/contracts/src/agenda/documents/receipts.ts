import { z } from 'zod';
import { bilingualText, idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';

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

export const listReceipts = endpoint({
  method: 'GET',
  path: '/api/documents/:documentId/receipts',
  permission: 'receipts.read',
  summary: 'Who opened a paper, newest first: for the side of its originator.',
  params: z.strictObject({ documentId: idSchema }),
  response: z.strictObject({ receipts: z.array(receiptSchema) }),
});
