import { providerIdSchema } from '@app/contracts';
import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** What travels to a provider is worth a session: encrypted, except to this machine itself. */
const issuerSchema = z.url().refine((text) => {
  const { protocol, hostname, search, hash } = new URL(text);
  return (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))) && search === '' && hash === '';
}, 'https without query');

const providerSettings = z
  .strictObject({
    /** Names it in addresses; it is part of the redirect address registered with the provider. */
    id: providerIdSchema,
    name: z.strictObject({ ar: z.string().min(1).max(80), en: z.string().min(1).max(80) }),
    issuer: issuerSchema,
    clientId: z.string().min(1),
    clientSecret: z.string().min(16).optional(),
    /** PKCS#8 PEM of an EC P-256 key, for `private_key_jwt`. */
    privateKey: z.string().includes('-----BEGIN PRIVATE KEY-----').optional(),
    /** Values of `acr` that count as strong; with any other the sign-in is worth a password. */
    strongAcr: z.array(z.string().min(1)).max(20),
    /**
     * Claim that must equal a login for somebody who is not linked yet. `email` counts only when the provider says it
     * verified it. Left out: an administrator links everybody.
     */
    loginClaim: z.enum(['email', 'preferred_username', 'upn']).optional(),
    scope: z
      .string()
      .regex(/(^| )openid( |$)/)
      .default('openid'),
  })
  .refine(
    ({ clientSecret, privateKey }) => (clientSecret === undefined) !== (privateKey === undefined),
    'either clientSecret or privateKey',
  );

export type OidcProvider = z.output<typeof providerSettings>;

/** `OIDC_PROVIDERS`: a JSON list. */
export const oidcProvidersSchema = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'a JSON list' });
      return z.NEVER;
    }
  })
  .pipe(
    z
      .array(providerSettings)
      .max(20)
      .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, 'each id once')
      .refine((list) => new Set(list.map(({ issuer }) => issuer)).size === list.length, 'each issuer once'),
  );
