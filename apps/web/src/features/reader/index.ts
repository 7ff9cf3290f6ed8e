// What the pages that compose features may use of the reader. Features do not import each other: the composing
// page hands the reader's view model and overlay props to them.
export { ReaderPane } from './ReaderPane';
export type { ReaderPaneProps } from './ReaderPane';
export type { OpenPaper, PaperState, PaperToOpen, ReaderViewModel } from './reader.view-model';
export type { FollowedPage } from './follow';
export { userToView, viewToUser, viewSize, viewBoxToQuad, quadToViewBox, CSS_PIXELS_PER_POINT } from './geometry';
export type { Point, Quad, Size, ViewBox } from './geometry';
export type { PageOverlayProps, RenderOverlay, RenderThumbnailMark } from './overlay';
export { readSelection } from './selection';
export type { TextSelection } from './selection';
