import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { labelSchema } from '../../label.js';
import { meetingStateSchema, roleSchema } from '../../roles.js';
import { bilingualSchema, bilingualText, idSchema, instantSchema, instantWithin } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { agendaItemSchema } from '../items/agenda-item.js';
import { participantSchema } from '../people.js';

export const bodySchema = z.strictObject({
  id: idSchema,
  name: bilingualText,
  label: labelSchema,
  /** The number the next regular meeting of this body will carry. */
  nextNumber: z.int().positive(),
  abilities: z.strictObject({ createMeeting: z.boolean() }),
});
export type Body = z.infer<typeof bodySchema>;

export const meetingKindSchema = z.enum(['regular', 'unscheduled']);

export const meetingSummarySchema = z.strictObject({
  id: idSchema,
  body: z.strictObject({ id: idSchema, name: bilingualText }),
  number: z.int().positive().nullable(),
  kind: meetingKindSchema,
  title: bilingualText,
  startsAt: instantSchema,
  endsAt: instantSchema,
  sites: z.array(countrySchema),
  state: meetingStateSchema,
  label: labelSchema,
  role: roleSchema,
  itemCount: z.int().nonnegative(),
  abilities: z.strictObject({ edit: z.boolean(), publish: z.boolean(), joinConference: z.boolean() }),
});
export type MeetingSummary = z.infer<typeof meetingSummarySchema>;

export const meetingSchema = meetingSummarySchema.extend({
  items: z.array(agendaItemSchema),
  participants: z.array(participantSchema),
  abilities: z.strictObject({
    edit: z.boolean(),
    publish: z.boolean(),
    joinConference: z.boolean(),
    lead: z.boolean(),
    manageParticipants: z.boolean(),
    requestLabel: z.boolean(),
  }),
});
export type Meeting = z.infer<typeof meetingSchema>;

const meetingParams = z.strictObject({ meetingId: idSchema });

/** A slip of the finger is no meeting in seven thousand years. */
const meetingTime = instantWithin(1900, 2199);
const meetingFields = {
  title: bilingualSchema(200),
  kind: meetingKindSchema,
  startsAt: meetingTime,
  endsAt: meetingTime,
  sites: z.array(countrySchema).min(1).max(12),
  label: labelSchema,
};
const endsAfterItStarts = (meeting: { startsAt?: string | undefined; endsAt?: string | undefined }) =>
  !meeting.startsAt || !meeting.endsAt || Date.parse(meeting.endsAt) > Date.parse(meeting.startsAt);

export const listBodies = endpoint({
  method: 'GET',
  path: '/api/bodies',
  permission: 'body.list',
  summary: 'The bodies the person belongs to.',
  response: z.strictObject({ bodies: z.array(bodySchema) }),
});

export const listMeetings = endpoint({
  method: 'GET',
  path: '/api/meetings',
  permission: 'meeting.list',
  summary: 'The meetings the person takes part in, soonest first.',
  response: z.strictObject({ meetings: z.array(meetingSummarySchema) }),
});

export const readMeeting = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId',
  permission: 'meeting.read',
  summary: 'A meeting with its agenda as this person may see it.',
  params: meetingParams,
  response: meetingSchema,
});

export const createMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings',
  permission: 'meeting.create',
  summary: 'Create a draft meeting of a body; its members become the participants.',
  body: z.strictObject({ bodyId: idSchema, ...meetingFields }).refine(endsAfterItStarts, { path: ['endsAt'], message: 'after startsAt' }),
  response: meetingSchema,
});

export const editMeeting = endpoint({
  method: 'PATCH',
  path: '/api/meetings/:meetingId',
  permission: 'meeting.edit',
  summary: 'Change title, time or sites of a meeting.',
  params: meetingParams,
  body: z
    .strictObject({
      title: meetingFields.title,
      startsAt: meetingFields.startsAt,
      endsAt: meetingFields.endsAt,
      sites: meetingFields.sites,
    })
    .partial()
    .refine(endsAfterItStarts, { path: ['endsAt'], message: 'after startsAt' }),
  response: meetingSchema,
});

/** What publishing will show to whom, before it happens. */
export const publicationSchema = z.strictObject({
  readers: z.array(
    participantSchema.extend({
      /** Items whose real title and papers this participant will see. */
      items: z.int().nonnegative(),
      /** Items of which he will see the cover title only. */
      covered: z.int().nonnegative(),
      papers: z.int().nonnegative(),
    }),
  ),
});
export type Publication = z.infer<typeof publicationSchema>;

export const previewPublication = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/publication',
  permission: 'meeting.publish',
  summary: 'What each participant will see once the meeting is published.',
  params: meetingParams,
  response: publicationSchema,
});

export const publishMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/publication',
  permission: 'meeting.publish',
  summary: 'Publish the agenda to the participants.',
  params: meetingParams,
  response: meetingSchema,
});
