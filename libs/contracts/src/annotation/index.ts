import type { ClientEvents, ServerEvents } from '../wire/socket.js';
import { annotationCatchUp } from './annotation-catch-up.js';
import { annotationCommit } from './annotation-commit.js';
import { annotationCommittedSchema } from './annotation-committed.js';
import { documentClose } from './document-close.js';
import { documentOpen } from './document-open.js';
import { inkProgress } from './ink-progress.js';
import { inkProgressedSchema } from './ink-progressed.js';
import { meetingAttend } from './meeting-attend.js';
import { meetingEventNoticeSchema } from './meeting-event.js';
import { presenceChangedSchema } from './presence-changed.js';
import { presenterLead } from './presenter-lead.js';
import { presenterMovedSchema } from './presenter-moved.js';
import { presenterStop } from './presenter-stop.js';
import { sessionClosingSchema } from './session-closing.js';

/** Where the annotation service listens. */
export const ANNOTATION_PATH = '/rt/annotation';

/** What clients may say. */
export const annotationFromClient = {
  'document:open': documentOpen,
  'document:close': documentClose,
  'annotation:commit': annotationCommit,
  'annotation:catch-up': annotationCatchUp,
  'ink:progress': inkProgress,
  'meeting:attend': meetingAttend,
  'presenter:lead': presenterLead,
  'presenter:stop': presenterStop,
} as const;
export type AnnotationFromClient = typeof annotationFromClient;

/** What the service says by itself. */
export const annotationFromServer = {
  'annotation:committed': annotationCommittedSchema,
  'ink:progressed': inkProgressedSchema,
  'presence:changed': presenceChangedSchema,
  'presenter:moved': presenterMovedSchema,
  'meeting:event': meetingEventNoticeSchema,
  'session:closing': sessionClosingSchema,
} as const;
export type AnnotationFromServer = typeof annotationFromServer;

export type AnnotationClientEvents = ClientEvents<AnnotationFromClient>;
export type AnnotationServerEvents = ServerEvents<AnnotationFromServer>;

export * from './annotation.js';
export * from './annotation-commit.js';
export * from './annotation-committed.js';
export * from './clock.js';
export * from './document-open.js';
export * from './geometry.js';
export * from './ink-progress.js';
export * from './ink-progressed.js';
export * from './meeting-attend.js';
export * from './meeting-event.js';
export * from './operations.js';
export * from './presenter.js';
export * from './protocol-version.js';
