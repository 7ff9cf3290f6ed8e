import { z } from 'zod';
import { countrySchema } from '../countries.js';
import { roleSchema, systemRoleSchema } from '../roles.js';
import { bilingualText, idSchema } from '../values.js';

/** A person as others may see him: no clearance, no login. */
export const personSchema = z.strictObject({
  id: idSchema,
  name: bilingualText,
  country: countrySchema,
});
export type Person = z.infer<typeof personSchema>;

export const participantSchema = personSchema.extend({
  role: roleSchema,
  delegation: countrySchema,
});
export type Participant = z.infer<typeof participantSchema>;

export const ownPersonSchema = personSchema.extend({
  systemRole: systemRoleSchema.nullable(),
});
