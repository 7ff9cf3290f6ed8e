import { z } from 'zod';
import { countrySchema } from '../countries.js';
import { idSchema, UNSAFE_TEXT } from '../values.js';
import { inkPointsSchema, MAX_INK_POINTS, pageSchema, quadSchema } from './geometry.js';

/** Who reads what is written: the author alone, his delegation in this meeting, everybody who may read the paper. */
export const ANNOTATION_LAYERS = ['private', 'delegation', 'meeting'] as const;
export const annotationLayerSchema = z.enum(ANNOTATION_LAYERS);
export type AnnotationLayer = z.infer<typeof annotationLayerSchema>;

/** Colours are tokens: each theme shows its own tone, an export its own. */
export const ANNOTATION_COLOURS = ['ink', 'blue', 'red', 'green', 'amber', 'violet'] as const;
export const annotationColourSchema = z.enum(ANNOTATION_COLOURS);
export type AnnotationColour = z.infer<typeof annotationColourSchema>;

/** Width in points. */
export const inkWidthSchema = z.number().min(0.2).max(60);
/** `marker` is broad and translucent: the highlighter where there is no text to choose (page images). */
export const inkNibSchema = z.enum(['pen', 'marker']);
export type InkNib = z.infer<typeof inkNibSchema>;

export const inkShapeSchema = z.strictObject({
  kind: z.literal('ink'),
  nib: inkNibSchema,
  colour: annotationColourSchema,
  width: inkWidthSchema,
  points: inkPointsSchema(MAX_INK_POINTS),
});
export type InkShape = z.infer<typeof inkShapeSchema>;

/** A range of text: the quote finds it again in a new version, the quads show it in this one. */
export const highlightShapeSchema = z.strictObject({
  kind: z.literal('highlight'),
  colour: annotationColourSchema,
  quote: z
    .string()
    .max(4000)
    .transform((text) => text.replace(UNSAFE_TEXT, (character) => (character === '\n' ? character : '')).trim())
    .pipe(z.string().min(1)),
  quads: z.array(quadSchema).min(1).max(200),
});
export type HighlightShape = z.infer<typeof highlightShapeSchema>;

/** What can lie on a page. Underline, note, text, shape and stamp will be further members. */
export const annotationShapeSchema = z.discriminatedUnion('kind', [inkShapeSchema, highlightShapeSchema]);
export type AnnotationShape = z.infer<typeof annotationShapeSchema>;

export const annotationContentSchema = z.strictObject({ page: pageSchema, shape: annotationShapeSchema });
export type AnnotationContent = z.infer<typeof annotationContentSchema>;

/** Who wrote it. The name is in the list of participants. */
export const annotationAuthorSchema = z.strictObject({ accountId: idSchema, delegation: countrySchema });
export type AnnotationAuthor = z.infer<typeof annotationAuthorSchema>;
