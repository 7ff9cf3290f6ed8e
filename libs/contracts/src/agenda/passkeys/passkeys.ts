import { z } from 'zod';
import { levelSchema } from '../../label.js';
import { idSchema, instantSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { sessionStateSchema } from '../sessions/sessions.js';
import { assertionOptionsSchema, assertionSchema, attestationSchema, creationOptionsSchema, passkeyNameSchema } from './webauthn.js';

export const startPasskeySignIn = endpoint({
  method: 'POST',
  path: '/api/passkeys/sign-in/options',
  permission: 'session.start',
  summary: 'A challenge for signing in with a passkey, without telling who.',
  response: assertionOptionsSchema,
});

export const signInWithPasskey = endpoint({
  method: 'POST',
  path: '/api/passkeys/sign-in',
  permission: 'session.start',
  summary: 'Sign in with a passkey: the higher assurance.',
  body: assertionSchema,
  response: sessionStateSchema,
});

export const startPasskeyStepUp = endpoint({
  method: 'POST',
  path: '/api/session/step-up/passkey/options',
  permission: 'session.strengthen',
  summary: 'A challenge for proving oneself again, good for this session alone.',
  transaction: 'own',
  response: assertionOptionsSchema,
});

export const stepUpWithPasskey = endpoint({
  method: 'POST',
  path: '/api/session/step-up/passkey',
  permission: 'session.strengthen',
  summary: 'Prove oneself again with a passkey; the session gets a new secret.',
  transaction: 'own',
  body: assertionSchema,
  response: sessionStateSchema,
});

export const passkeySchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** Highest level a session opens that was started with it. */
  ceiling: levelSchema,
  /** Whether it is kept in an account of the device's maker and so may be on several devices. */
  synced: z.boolean(),
  createdAt: instantSchema,
  lastUsedAt: instantSchema.nullable(),
  /** A copy of it was seen: it opens nothing any more. */
  suspended: z.boolean(),
});
export type Passkey = z.infer<typeof passkeySchema>;

export const listPasskeys = endpoint({
  method: 'GET',
  path: '/api/passkeys',
  permission: 'passkey.manage',
  transaction: 'own',
  summary: 'The passkeys of the person, whether he has a password, and the providers linked to him.',
  response: z.strictObject({
    passkeys: z.array(passkeySchema),
    password: z.strictObject({ changedAt: instantSchema }).nullable(),
    providers: z.array(z.string()),
  }),
});

export const startPasskeyRegistration = endpoint({
  method: 'POST',
  path: '/api/passkeys/options',
  permission: 'passkey.manage',
  summary: 'What the browser needs to make another passkey. Needs a fresh strong sign-in.',
  transaction: 'own',
  response: creationOptionsSchema,
});

export const registerPasskey = endpoint({
  method: 'POST',
  path: '/api/passkeys',
  permission: 'passkey.manage',
  summary: 'Add a passkey. Needs a fresh strong sign-in.',
  transaction: 'own',
  body: z.strictObject({ name: passkeyNameSchema, attestation: attestationSchema }),
  response: passkeySchema,
});

export const renamePasskey = endpoint({
  method: 'PATCH',
  path: '/api/passkeys/:passkeyId',
  permission: 'passkey.manage',
  transaction: 'own',
  summary: 'Call a passkey something else.',
  params: z.strictObject({ passkeyId: idSchema }),
  body: z.strictObject({ name: passkeyNameSchema }),
});

export const removePasskey = endpoint({
  method: 'DELETE',
  path: '/api/passkeys/:passkeyId',
  permission: 'passkey.manage',
  transaction: 'own',
  summary: 'Remove a passkey and end what was signed in with it; never the last strong way. Needs a fresh strong sign-in.',
  params: z.strictObject({ passkeyId: idSchema }),
});
