/**
 * The coordinate space of the stamp, shared by what draws its words once (the stamp, per reader) and what places them
 * on pages of every shape (the placement, once at preparation).
 *
 * Two bands, one above the other: whose copy this is, and the classification. Each page repeats the first as tiles and
 * lays both along its edges, never stretched; so the outlines are in the window only once, however many tiles there are.
 */
export const STAMP_SPACE = {
  width: 1000,
  /** Whose copy: y from 0 to this. */
  identityHeight: 100,
  /** Classification: y from here … */
  classificationAt: 110,
  /** … this high. */
  classificationHeight: 44,
  top: 154,
} as const;
