import type { WindowPlan } from './add-window.js';
import type { PageGeometry, PaperRejection, PrepareLimits, RemovedFeature } from './paper.types.js';

/** What the parent writes to the child's standard input, as JSON. */
export interface PrepareRequest {
  sourcePath: string;
  /** The source is the upload rewritten, not the upload itself. */
  repaired: boolean;
  targetPath: string;
  plan: WindowPlan;
  limits: PrepareLimits;
}

/** What the child writes to its standard output, as JSON. */
export type PrepareReply =
  | { ok: true; pages: PageGeometry[]; texts: string[]; removed: RemovedFeature[]; signed: boolean }
  | { ok: false; code: PaperRejection; detail: string };
