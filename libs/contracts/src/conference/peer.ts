import { z } from 'zod';
import { countrySchema } from '../countries.js';
import { roleSchema } from '../roles.js';
import { bilingualText, idSchema } from '../values.js';
import { sourceSchema } from './source.js';

/** A stream a peer sends. */
export const openProducerSchema = z.strictObject({ id: idSchema, source: sourceSchema, paused: z.boolean() });
export type OpenProducer = z.infer<typeof openProducerSchema>;

/**
 * One presence in the room. A person with two tabs is two peers: they have the same account and different ids,
 * and a peer that leaves and comes back is a new one.
 */
export const conferencePeerSchema = z.strictObject({
  id: idSchema,
  accountId: idSchema,
  name: bilingualText,
  role: roleSchema,
  /** The delegation he speaks for. */
  delegation: countrySchema,
  producers: z.array(openProducerSchema),
});
export type ConferencePeer = z.infer<typeof conferencePeerSchema>;
