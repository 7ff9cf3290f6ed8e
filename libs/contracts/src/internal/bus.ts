import { z } from 'zod';
import { labelSchema } from '../label.js';
import { errorCodeSchema } from '../errors.js';
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

/** Who did it, by his verified grant; what it is about is a meeting, or a stream in its room. */
const conferenceAct = {
  id: idSchema,
  accountId: idSchema,
  sessionId: idSchema,
  meetingId: idSchema,
  network: z.string().max(64).nullable(),
};
const streamSchema = z.enum(['producer', 'consumer']);

/** What a media node decided and what ended there. It has no database: the agenda writes it into the trail. */
export const conferenceActSchema = z.discriminatedUnion('event', [
  z.strictObject({
    ...conferenceAct,
    event: z.literal('conference.decided'),
    action: z.enum(['conference.join', 'conference.speak', 'conference.film', 'conference.share']),
    object: z.enum(['meeting', ...streamSchema.options]),
    /** Of a stream that was refused before there was one: of what it was asked for, in the client's words. */
    objectId: idSchema,
    /** None where it was allowed. */
    reasons: z.array(z.enum(['network', 'origin', 'role', 'revoked', 'missing'])),
  }),
  z.strictObject({ ...conferenceAct, event: z.literal('conference.ended'), object: streamSchema, objectId: idSchema }),
  z.strictObject({ ...conferenceAct, event: z.literal('conference.left') }),
  z.strictObject({ ...conferenceAct, event: z.literal('message.refused'), message: z.string().max(40), code: errorCodeSchema }),
]);
export type ConferenceAct = z.infer<typeof conferenceActSchema>;

/** Topics between our own processes. Payloads are parsed on arrival like any other input. */
export const busTopics = {
  'access.changed': accessChangedSchema,
  'meeting.event': meetingEventSchema,
  'conference.acts': z.strictObject({ acts: z.array(conferenceActSchema).min(1).max(500) }),
  /** Those are in the trail: whoever told them may forget them. */
  'conference.written': z.strictObject({ ids: z.array(idSchema).min(1).max(500) }),
} as const;
export type BusTopic = keyof typeof busTopics;
export type BusPayload<T extends BusTopic> = z.output<(typeof busTopics)[T]>;
