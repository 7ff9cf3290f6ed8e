/**
 * Version of the annotation protocol: one line per change, and the oldest version still served.
 *
 * 1 (2026-11-22): papers, operations, live ink, presence, presenter, events of the meeting. Serves 1.
 */
export const ANNOTATION_PROTOCOL = 1;
export const ANNOTATION_PROTOCOL_FLOOR = 1;
