import { z } from 'zod';
import { labelSchema } from '../label.js';
import { idSchema } from '../values.js';

/**
 * Somebody's access changed. Every service closes the matching sockets and media at once; coming back means
 * being judged again. At least one list is non-empty: an empty scope would disconnect everybody.
 */
export const accessChangedSchema = z
  .strictObject({
    reason: z.enum(['rejudge', 'session_ended']),
    accountIds: z.array(idSchema).default([]),
    sessionIds: z.array(idSchema).default([]),
    meetingIds: z.array(idSchema).default([]),
    /** Papers that were withdrawn or labelled anew: whoever has one open is judged again. */
    documentIds: z.array(idSchema).default([]),
  })
  .refine(
    (scope) => scope.accountIds.length + scope.sessionIds.length + scope.meetingIds.length + scope.documentIds.length > 0,
    'an empty scope',
  );
export type AccessChange = z.input<typeof accessChangedSchema>;
export type AccessChanged = z.infer<typeof accessChangedSchema>;

/** What happened in a meeting, after its commit. Ids only: whoever is told fetches what he may see. */
export const meetingEventNameSchema = z.enum([
  'agenda.changed',
  'meeting.published',
  'meeting.changed',
  'document.added',
  'document.changed',
  'document.withdrawn',
]);
export type MeetingEventName = z.infer<typeof meetingEventNameSchema>;

export const meetingEventSchema = z.strictObject({
  /** Position in the outbox; grows per meeting. */
  seq: z.string(),
  meetingId: idSchema,
  name: meetingEventNameSchema,
  itemId: idSchema.nullable(),
  /** Only those this label lets see the thing are told; null when every participant may know. */
  label: labelSchema.nullable(),
});
export type MeetingEvent = z.infer<typeof meetingEventSchema>;

/** Topics between our own processes. Payloads are parsed on arrival like any other input. */
export const busTopics = {
  'access.changed': accessChangedSchema,
  'meeting.event': meetingEventSchema,
} as const;
export type BusTopic = keyof typeof busTopics;
export type BusPayload<T extends BusTopic> = z.output<(typeof busTopics)[T]>;
