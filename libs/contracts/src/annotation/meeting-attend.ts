import { z } from 'zod';
import { countrySchema } from '../countries.js';
import { roleSchema } from '../roles.js';
import { bilingualText, idSchema } from '../values.js';
import { message } from '../wire/socket.js';
import { presenterSchema } from './presenter.js';

/** Somebody who is here now. */
export const presentSchema = z.strictObject({ accountId: idSchema, name: bilingualText, delegation: countrySchema, role: roleSchema });
export type Present = z.infer<typeof presentSchema>;

/** Takes a seat in the meeting's presence; the answer is what is true now, notices follow. */
export const meetingAttend = message({
  permission: 'meeting.attend',
  payload: z.strictObject({}),
  reply: z.strictObject({
    presence: z.array(presentSchema),
    presenter: presenterSchema.nullable(),
    abilities: z.strictObject({ lead: z.boolean() }),
  }),
});
