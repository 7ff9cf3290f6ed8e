import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { levelSchema } from '../../label.js';
import { networkSchema, siteCodeSchema } from '../../places.js';
import { bilingualSchema, bilingualText, idSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';

export const siteNetworkSchema = z.strictObject({
  id: idSchema,
  network: z.string(),
  /** Lower than the site's, where one part of the building is less protected. */
  ceiling: levelSchema.nullable(),
});

export const siteSchema = z.strictObject({
  code: siteCodeSchema,
  name: bilingualText,
  country: countrySchema,
  /** Nothing above it is shown to whoever sits here. */
  ceiling: levelSchema,
  networks: z.array(siteNetworkSchema),
});
export type Site = z.infer<typeof siteSchema>;

const siteParams = z.strictObject({ siteCode: siteCodeSchema });

export const listSites = endpoint({
  method: 'GET',
  path: '/api/sites',
  permission: 'account.list',
  summary: 'Sites with their networks and ceilings, and what holds elsewhere.',
  response: z.strictObject({
    sites: z.array(siteSchema),
    /** Ceiling of every network that is in no list. */
    elsewhere: levelSchema,
    /** Where this request came from, so that nobody locks himself out unknowingly. */
    here: z.strictObject({ address: z.string().nullable(), site: siteCodeSchema.nullable(), ceiling: levelSchema }),
    abilities: z.strictObject({ manage: z.boolean() }),
  }),
});

export const createSite = endpoint({
  method: 'POST',
  path: '/api/sites',
  permission: 'site.manage',
  summary: 'A new site; its code begins with the code of its country.',
  body: z.strictObject({ code: siteCodeSchema, name: bilingualSchema(120), ceiling: levelSchema }),
  response: siteSchema,
});

export const editSite = endpoint({
  method: 'PATCH',
  path: '/api/sites/:siteCode',
  permission: 'site.manage',
  summary: 'Names and ceiling. Whoever is connected is judged again.',
  params: siteParams,
  body: z.strictObject({ name: bilingualSchema(120).optional(), ceiling: levelSchema.optional() }),
  response: siteSchema,
});

export const addNetwork = endpoint({
  method: 'POST',
  path: '/api/sites/:siteCode/networks',
  permission: 'site.manage',
  summary: 'A network of the site. Of several that hold an address, the longest prefix counts.',
  params: siteParams,
  body: z.strictObject({ network: networkSchema, ceiling: levelSchema.nullable() }),
  response: siteSchema,
});

export const removeNetwork = endpoint({
  method: 'DELETE',
  path: '/api/sites/:siteCode/networks/:networkId',
  permission: 'site.manage',
  summary: 'The network belongs to no site any more.',
  params: siteParams.extend({ networkId: idSchema }),
  response: siteSchema,
});
