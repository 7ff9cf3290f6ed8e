import { z } from 'zod';

/**
 * A coordinate in the page's unrotated user space, in points. PDF allows pages of 14 400 points; whatever lies far
 * outside is a forged or broken message. Two decimals (a 300th of a millimetre) are all a pen can tell.
 */
export const coordinateSchema = z
  .number()
  .min(-20_000)
  .max(20_000)
  .transform((value) => Math.round(value * 100) / 100);

/** Values of one point of a stroke: x, y, pressure. */
export const INK_POINT_VALUES = 3;
/** A longer stroke is cut by the client into several, so that one message never outgrows the socket's limit. */
export const MAX_INK_POINTS = 2000;

/** x, y, pressure (0 to 1), again and again: one flat list, because strokes are most of what travels. */
export const inkPointsSchema = (maxPoints: number) =>
  z
    .array(coordinateSchema)
    .min(INK_POINT_VALUES)
    .max(maxPoints * INK_POINT_VALUES)
    .refine((values) => values.length % INK_POINT_VALUES === 0, 'x, y and pressure for each point')
    .refine(
      (values) => values.every((value, index) => index % INK_POINT_VALUES !== 2 || (value >= 0 && value <= 1)),
      'pressure from 0 to 1',
    );

/** Upper left, upper right, lower left, lower right of one line of text: the order of /QuadPoints as viewers write it. */
export const quadSchema = z.tuple([
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
  coordinateSchema,
]);
export type WireQuad = z.infer<typeof quadSchema>;

/** A page of a version, from 1. */
export const pageSchema = z.int().min(1).max(100_000);
