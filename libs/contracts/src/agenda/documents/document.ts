import { z } from 'zod';
import { labelSchema, type Level } from '../../label.js';
import { idSchema, instantSchema, languageSchema } from '../../values.js';

/**
 * How a paper may be looked at: `download` (also in the reader), `reader` (in the reader only),
 * `images` (page images rendered on the server with the stamp burnt in; the PDF never leaves).
 */
export const deliverySchema = z.enum(['download', 'reader', 'images']);
export type Delivery = z.infer<typeof deliverySchema>;

/** Policy data: delivery by level (DESIGN §5). */
export const DELIVERY_BY_LEVEL: Readonly<Record<Level, Delivery>> = {
  0: 'download',
  1: 'download',
  2: 'reader',
  3: 'images',
  4: 'images',
};

/** A page's geometry in PDF points: the crop box in unrotated user space, and the rotation it is shown with. */
export const pageGeometrySchema = z.strictObject({
  /** Lower left corner of the crop box in user space. */
  x: z.number(),
  y: z.number(),
  /** Size of the crop box before rotation. */
  width: z.number().positive(),
  height: z.number().positive(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
});
export type PageGeometry = z.infer<typeof pageGeometrySchema>;

export const documentSchema = z.strictObject({
  id: idSchema,
  itemId: idSchema,
  versionId: idSchema,
  title: z.string(),
  language: languageSchema,
  label: labelSchema,
  pageCount: z.int().positive(),
  /** Bytes of the prepared paper. */
  size: z.int().positive(),
  delivery: deliverySchema,
  uploadedAt: instantSchema,
  /** Until then only those who prepare the meeting read it; null when it is under no embargo. */
  embargoUntil: instantSchema.nullable(),
  abilities: z.strictObject({
    edit: z.boolean(),
    withdraw: z.boolean(),
    download: z.boolean(),
    embargo: z.boolean(),
    requestLabel: z.boolean(),
    receipts: z.boolean(),
  }),
});
export type PaperDocument = z.infer<typeof documentSchema>;
