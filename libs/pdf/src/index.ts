export { DEFAULT_PREPARE_LIMITS, preparePaper } from './prepare/prepare-paper.js';
export { PaperRejected } from './prepare/paper.types.js';
export type {
  PageGeometry,
  PaperRejection,
  PrepareInput,
  PreparedPaper,
  PrepareLimits,
  RemovedFeature,
  Rotation,
  StampWindow,
} from './prepare/paper.types.js';
export { buildStamp, STAMP_WINDOW_LENGTH } from './stamp/build-stamp.js';
export type { StampInput } from './stamp/build-stamp.js';
export { patchRange } from './stamp/patch-range.js';
export { renderPage, RenderError } from './render/render-page.js';
export type { RenderedPage, RenderFailure, RenderOptions } from './render/render-page.js';
export { demoPapers } from './demo/demo-papers.js';
export type { DemoDates, DemoPaper } from './demo/demo-papers.js';
export { PaperBuilder } from './compose/paper-builder.js';
export type { Cover } from './compose/paper-builder.js';
export type { Alignment } from './compose/flow.js';
export type { Figure } from './compose/figure.js';
export type { Table } from './compose/table.js';
