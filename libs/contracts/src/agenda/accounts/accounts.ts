import { z } from 'zod';
import { countrySchema } from '../../countries.js';
import { siteCodeSchema } from '../../places.js';
import { bilingualSchema, idSchema, instantSchema, lineSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { providerIdSchema, providerSchema } from '../oidc/provider.js';
import { ownPersonSchema } from '../people.js';

/** An account as the administrator and the security officer see it: no clearance, no way of signing in. */
export const accountSchema = ownPersonSchema.extend({
  login: z.string(),
  site: siteCodeSchema,
  active: z.boolean(),
  createdAt: instantSchema,
  abilities: z.strictObject({
    edit: z.boolean(),
    /** Its login: not of an office. */
    login: z.boolean(),
    /** Its standing: nobody's own. */
    govern: z.boolean(),
    /** To put it out or bring it back: nobody's own, and nobody back into an office. */
    setActive: z.boolean(),
    /** Ways to sign in: nobody's own, and not those of an office, which two persons give. */
    enrol: z.boolean(),
  }),
});
export type Account = z.infer<typeof accountSchema>;

/** What somebody types to sign in: told apart without regard to case, and without look-alikes. */
export const loginSchema = z
  .string()
  .max(120)
  .transform((text) => text.trim().toLowerCase())
  .pipe(z.string().regex(/^[a-z0-9][a-z0-9._@+-]{1,119}$/));

const accountParams = z.strictObject({ accountId: idSchema });

export const listAccounts = endpoint({
  method: 'GET',
  path: '/api/accounts',
  permission: 'account.list',
  summary: 'Accounts by user name, for the system administrator and the security officer.',
  query: z.strictObject({
    q: lineSchema(100).optional(),
    standing: z.enum(['active', 'inactive']).optional(),
    /** The last account of the page before. */
    after: idSchema.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  response: z.strictObject({
    accounts: z.array(accountSchema),
    next: idSchema.nullable(),
    abilities: z.strictObject({ create: z.boolean() }),
  }),
});

export const createAccount = endpoint({
  method: 'POST',
  path: '/api/accounts',
  permission: 'account.manage',
  summary: 'A new account, without clearance, office and way of signing in yet.',
  body: z.strictObject({
    login: loginSchema,
    name: bilingualSchema(200),
    country: countrySchema,
    site: siteCodeSchema,
  }),
  response: accountSchema,
});

export const editAccount = endpoint({
  method: 'PATCH',
  path: '/api/accounts/:accountId',
  permission: 'account.manage',
  summary: 'Name, user name, site. The country stays: it is what a clearance was granted to.',
  params: accountParams,
  body: z.strictObject({
    login: loginSchema.optional(),
    name: bilingualSchema(200).optional(),
    site: siteCodeSchema.optional(),
  }),
  response: accountSchema,
});

export const deactivateAccount = endpoint({
  method: 'POST',
  path: '/api/accounts/:accountId/deactivation',
  permission: 'account.manage',
  summary: 'Ends all sessions of the account at once; nobody signs in with it any more.',
  params: accountParams,
  response: accountSchema,
});

export const reactivateAccount = endpoint({
  method: 'DELETE',
  path: '/api/accounts/:accountId/deactivation',
  permission: 'account.manage',
  summary: 'The account may sign in again; sessions that were ended stay ended.',
  params: accountParams,
  response: accountSchema,
});

export const issueEnrolment = endpoint({
  method: 'POST',
  path: '/api/accounts/:accountId/enrolment',
  permission: 'account.manage',
  summary: 'A link, shown once, with which the person sets up how he signs in. Earlier links open nothing any more. Not for an office.',
  params: accountParams,
  response: z.strictObject({ link: z.string(), expiresAt: instantSchema }),
});

/** Who somebody is at an identity provider. */
export const identityLinkSchema = z.strictObject({
  id: idSchema,
  issuer: z.string(),
  subject: z.string(),
  linkedAt: instantSchema,
});
export type IdentityLink = z.infer<typeof identityLinkSchema>;

export const listIdentities = endpoint({
  method: 'GET',
  path: '/api/accounts/:accountId/identities',
  permission: 'account.manage',
  summary: 'At which identity providers the account is known, and as whom.',
  params: accountParams,
  response: z.strictObject({ identities: z.array(identityLinkSchema), providers: z.array(providerSchema) }),
});

export const linkIdentity = endpoint({
  method: 'POST',
  path: '/api/accounts/:accountId/identities',
  permission: 'account.manage',
  summary: 'Whoever the provider vouches for under this subject signs in with the account.',
  params: accountParams,
  body: z.strictObject({ provider: providerIdSchema, subject: lineSchema(255) }),
  response: identityLinkSchema,
});

export const unlinkIdentity = endpoint({
  method: 'DELETE',
  path: '/api/accounts/:accountId/identities/:linkId',
  permission: 'account.manage',
  summary: 'The provider no longer vouches for the account; sessions of the account end.',
  params: accountParams.extend({ linkId: idSchema }),
});
