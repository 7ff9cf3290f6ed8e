import { z } from 'zod';
import { labelSchema } from '../../label.js';
import { idSchema, languageSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { deliverySchema, documentSchema, pageGeometrySchema } from './document.js';

/** Bytes; a larger upload is cut off at the edge. */
export const MAX_UPLOAD_BYTES = 200 * 1024 * 1024;

/**
 * Multipart: the field `details` (JSON of this schema) comes first, then one file in the field `file`.
 * Left out, the title comes from the file's name and the label from the item.
 */
export const uploadDetailsSchema = z.strictObject({
  title: lineSchema(300).optional(),
  language: languageSchema.optional(),
  label: labelSchema.optional(),
});
export type UploadDetails = z.input<typeof uploadDetailsSchema>;

export const uploadDocument = endpoint({
  method: 'POST',
  path: '/api/items/:itemId/documents',
  permission: 'document.upload',
  summary: 'Upload a paper: checked, made harmless, prepared, encrypted and stored, or refused with a reason and nothing kept.',
  transfer: 'upload',
  params: z.strictObject({ itemId: idSchema }),
  response: documentSchema,
});

export const editDocument = endpoint({
  method: 'PATCH',
  path: '/api/documents/:documentId',
  permission: 'document.edit',
  summary: 'Change title or language of a paper. Its label may only become stricter here.',
  params: z.strictObject({ documentId: idSchema }),
  body: z.strictObject({ title: lineSchema(300), language: languageSchema, label: labelSchema }).partial(),
  response: documentSchema,
});

export const withdrawDocument = endpoint({
  method: 'DELETE',
  path: '/api/documents/:documentId',
  permission: 'document.withdraw',
  summary: 'Withdraw a paper: nobody reads it any more, its history stays.',
  params: z.strictObject({ documentId: idSchema }),
});

/** One reading of a paper by one person: it fixes the stamp, so that all ranges of it agree. */
export const viewSchema = z.strictObject({
  id: idSchema,
  documentId: idSchema,
  versionId: idSchema,
  meetingId: idSchema,
  itemId: idSchema,
  title: z.string(),
  language: languageSchema,
  label: labelSchema,
  copyNumber: z.int().positive(),
  delivery: deliverySchema,
  size: z.int().positive(),
  pages: z.array(pageGeometrySchema).min(1),
  abilities: z.strictObject({ note: z.boolean(), write: z.boolean(), download: z.boolean() }),
});
export type View = z.infer<typeof viewSchema>;

export const openView = endpoint({
  method: 'POST',
  path: '/api/documents/:documentId/views',
  permission: 'document.read',
  summary: 'Open a paper for reading: numbers the copy and logs the view.',
  params: z.strictObject({ documentId: idSchema }),
  response: viewSchema,
});

const viewParams = z.strictObject({ viewId: idSchema });

export const readPaper = endpoint({
  method: 'GET',
  path: '/api/views/:viewId/paper',
  permission: 'document.read',
  summary: 'The stamped paper as PDF, ranges allowed. Not found for papers shown as images.',
  transfer: 'binary',
  params: viewParams,
});

export const readPageImage = endpoint({
  method: 'GET',
  path: '/api/views/:viewId/pages/:page/image',
  permission: 'document.read',
  summary: 'One page (from 1) as an image with the stamp burnt in. Not found for papers that are not shown as images.',
  transfer: 'binary',
  params: viewParams.extend({ page: z.coerce.number().int().positive() }),
  /** Pixels per point, at most 3 (A4 at 216 dpi). */
  query: z.strictObject({ scale: z.coerce.number().min(0.1).max(3).default(1.5) }),
});

export const downloadPaper = endpoint({
  method: 'GET',
  path: '/api/views/:viewId/download',
  permission: 'document.download',
  summary: 'The stamped paper as a file, where its level allows it.',
  transfer: 'binary',
  params: viewParams,
});

export const recentPapers = endpoint({
  method: 'GET',
  path: '/api/papers/recent',
  permission: 'document.read',
  summary: 'The newest papers of my meetings, at most ten.',
  response: z.strictObject({
    papers: z.array(
      z.strictObject({ document: documentSchema, meetingId: idSchema, meetingTitle: z.strictObject({ ar: z.string(), en: z.string() }) }),
    ),
  }),
});
