/*
 * The room is the only place where features meet: it imports them, they never import each other.
 *
 * centre      features/reader      ReaderPane          the paper; keyed by documentId, another paper is another reader
 * over a page features/annotation  AnnotationOverlay   what the reader says of the page, its notes, the tools
 * over paper  features/annotation  AnnotationToolbar   notes, tools, abilities, the text chosen in the reader
 * people rail features/conference  ConferenceRail      stays mounted while the rail is folded, so that sound goes on
 * agenda rail features/labels      AskRelease          on every item alike
 * bottom bar  features/conference  ConferenceControls  microphone, camera, share
 * bottom bar  features/annotation  FollowControls      follow and lead
 */
export { RoomPage } from './RoomPage';
