import { z } from 'zod';
import { meetingEventNameSchema } from '../internal/bus.js';
import { idSchema } from '../values.js';

/** Something happened in the meeting and is committed: fetch again what is shown. Names nothing but the item. */
export const meetingEventNoticeSchema = z.strictObject({ name: meetingEventNameSchema, itemId: idSchema.nullable() });
export type MeetingEventNotice = z.infer<typeof meetingEventNoticeSchema>;
