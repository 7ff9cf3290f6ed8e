import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { caveatSchema, levelSchema } from '../../label.js';
import { siteCodeSchema } from '../../places.js';
import { assuranceSchema, roleSchema } from '../../roles.js';
import { bilingualText, idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';

/** A network, and whether a grant may be used from it. */
export const networkRuleSchema = z.strictObject({ network: z.union([z.cidrv4(), z.cidrv6()]), allowed: z.boolean() });
export type NetworkRule = z.infer<typeof networkRuleSchema>;
/** So that a token stays below 8 KiB. */
export const MAX_NETWORK_RULES = 64;

/** What a socket service learns about who is asking. Signed by agenda, good for minutes. */
export const grantSchema = z.strictObject({
  /** Which service it opens. */
  service: z.enum(['annotation', 'conference']),
  meetingId: idSchema,
  accountId: idSchema,
  sessionId: idSchema,
  name: bilingualText,
  country: countrySchema,
  role: roleSchema,
  delegation: countrySchema,
  /** The site he sits at; his country's where his network tells none. */
  site: siteCodeSchema,
  /** min(clearance, ceiling of site, network and device): nothing above it may be decided from this grant. */
  ceiling: levelSchema,
  caveats: z.array(caveatSchema),
  assurance: assuranceSchema,
  /** When his access ends by itself: the session's absolute end, or the clearance's. No connection outlives it. */
  until: instantSchema,
  /** Where the media node may be asked from: of those that hold the address the longest decides; none, then nowhere. */
  networks: z.array(networkRuleSchema).max(MAX_NETWORK_RULES),
  permissions: z.array(
    z.enum(['meeting.attend', 'presenter.lead', 'conference.join', 'conference.speak', 'conference.film', 'conference.share']),
  ),
});
export type Grant = z.infer<typeof grantSchema>;

export const issueGrants = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/grants',
  permission: 'meeting.read',
  summary: 'Short-lived grants for the sockets of a meeting; conference is null for whoever may not join it.',
  params: z.strictObject({ meetingId: idSchema }),
  response: z.strictObject({
    annotation: z.string(),
    conference: z.string().nullable(),
    expiresAt: instantSchema,
  }),
});
