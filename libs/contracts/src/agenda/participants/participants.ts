import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { roleSchema } from '../../roles.js';
import { idSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { participantSchema } from '../people.js';

/** Somebody who may be brought in, with the role and the delegation he has in the body, or had here. */
export const candidateSchema = participantSchema.extend({
  /** He took part in this meeting before. */
  before: z.boolean(),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const participationSchema = z.strictObject({
  participants: z.array(participantSchema.extend({ abilities: z.strictObject({ remove: z.boolean() }) })),
  candidates: z.array(candidateSchema),
});
export type Participation = z.infer<typeof participationSchema>;

const meetingParams = z.strictObject({ meetingId: idSchema });

export const listParticipants = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/participants',
  permission: 'participant.manage',
  summary: 'Who takes part in a meeting, and who may be brought in.',
  params: meetingParams,
  response: participationSchema,
});

export const addParticipant = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/participants',
  permission: 'participant.manage',
  summary: 'Bring a member of the body, or somebody who was removed, into the meeting.',
  params: meetingParams,
  body: z.strictObject({ accountId: idSchema, role: roleSchema, delegation: countrySchema }),
  response: participationSchema,
});

export const removeParticipant = endpoint({
  method: 'DELETE',
  path: '/api/meetings/:meetingId/participants/:accountId',
  permission: 'participant.manage',
  summary: 'Remove somebody from the meeting; it takes effect at once.',
  params: z.strictObject({ meetingId: idSchema, accountId: idSchema }),
  response: participationSchema,
});
