import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { annotationColourSchema, annotationLayerSchema, inkNibSchema, inkWidthSchema } from './annotation.js';
import { inkPointsSchema, pageSchema } from './geometry.js';
import { operationIdSchema } from './operations.js';

/** New points of a stroke that is being written. */
export const inkProgressStrokeSchema = z.strictObject({
  /** The id its `add` operation will have, so that the stored stroke replaces the live one. */
  id: operationIdSchema,
  layer: annotationLayerSchema,
  page: pageSchema,
  nib: inkNibSchema,
  colour: annotationColourSchema,
  width: inkWidthSchema,
  points: inkPointsSchema(120),
});
export type InkProgressStroke = z.infer<typeof inkProgressStrokeSchema>;

/** Live points: shown at once, never stored, lost when the line is slow. A private stroke is nobody's to see. */
export const inkProgress = message({
  permission: 'annotation.note',
  payload: z.strictObject({ versionId: idSchema, stroke: inkProgressStrokeSchema }),
  reply: z.strictObject({}),
});
