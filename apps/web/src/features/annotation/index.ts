// What the room may use of the notes. Features do not import each other: the room hands the reader's page props and
// its selection in, and the place the presenter is at out.
export { AnnotationOverlay, type AnnotationOverlayProps } from './AnnotationOverlay';
export { AnnotationToolbar, type AnnotationToolbarProps } from './AnnotationToolbar';
export { FollowControls, type FollowControlsProps } from './FollowControls';
export type { NoteAbilities, PaperNotes } from './annotation.view-model';
export type { ChosenText } from './highlighting.view-model';
export { openMeetingSocket, type MeetingChange, type MeetingSocket } from './meeting-socket.view-model';
export { createTools, type Tools } from './tools.view-model';
