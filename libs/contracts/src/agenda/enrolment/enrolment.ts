import { z } from 'zod';
import { bilingualText } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { attestationSchema, creationOptionsSchema, passkeyNameSchema } from '../passkeys/webauthn.js';
import { newPasswordSchema } from '../passwords/passwords.js';
import { sessionStateSchema } from '../sessions/sessions.js';

/** The secret of an enrolment link: 256 bits. It stands behind the `#`, which browsers do not send. */
export const enrolmentTokenSchema = z.string().regex(/^[\w-]{43}$/);
/**
 * What the link to an office's account needs beside it: 100 bits in Crockford's base 32, given by another person than
 * the link. Read without regard to case, dashes and spaces.
 */
export const enrolmentCodeSchema = z
  .string()
  .max(60)
  .transform((text) => text.toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{20}$/));
/** Client path of the enrolment page. */
export const ENROLMENT_PATH = '/enrol';

export const openEnrolment = endpoint({
  method: 'POST',
  path: '/api/enrolment/open',
  permission: 'enrolment.use',
  summary: 'For whom an enrolment link is.',
  body: z.strictObject({ token: enrolmentTokenSchema }),
  response: z.strictObject({
    login: z.string(),
    name: bilingualText,
    expiresAt: z.string(),
    /** The account holds an office: a second person has a code for it. */
    needsCode: z.boolean(),
  }),
});

export const readEnrolmentPasskey = endpoint({
  method: 'POST',
  path: '/api/enrolment/passkey/options',
  permission: 'enrolment.use',
  summary: 'What the browser needs to make the first passkey.',
  body: z.strictObject({ token: enrolmentTokenSchema }),
  response: creationOptionsSchema,
});

export const finishEnrolment = endpoint({
  method: 'POST',
  path: '/api/enrolment/finish',
  permission: 'enrolment.use',
  summary: 'Use the link, once: set a passkey, a password or both, and sign in. What opened the account before opens nothing any more.',
  body: z
    .strictObject({
      token: enrolmentTokenSchema,
      code: enrolmentCodeSchema.optional(),
      password: newPasswordSchema.optional(),
      passkey: z.strictObject({ name: passkeyNameSchema, attestation: attestationSchema }).optional(),
    })
    .refine(({ password, passkey }) => password !== undefined || passkey !== undefined, 'a passkey or a password'),
  response: sessionStateSchema,
});
