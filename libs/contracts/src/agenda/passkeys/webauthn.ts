import { z } from 'zod';
import { lineSchema } from '../../values.js';

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/);

/** What a browser needs to ask an authenticator for an assertion. No credential is ever listed: they are found by the device. */
export const assertionOptionsSchema = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  timeoutMs: z.number().int(),
});
export type AssertionOptions = z.infer<typeof assertionOptionsSchema>;

/** The answer of the authenticator, without what nobody reads. */
export const assertionSchema = z.strictObject({
  id: base64url(1_400),
  clientDataJSON: base64url(4_000),
  authenticatorData: base64url(8_000),
  signature: base64url(8_000),
  userHandle: base64url(100),
});
export type Assertion = z.infer<typeof assertionSchema>;

/** What a browser needs to make a passkey. */
export const creationOptionsSchema = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  /** COSE numbers, the preferred one first. */
  algorithms: z.array(z.number().int()),
  /** Passkeys the person has: a device does not make a second one. */
  exclude: z.array(z.string()),
  timeoutMs: z.number().int(),
});
export type CreationOptions = z.infer<typeof creationOptionsSchema>;

export const attestationSchema = z.strictObject({
  id: base64url(1_400),
  clientDataJSON: base64url(4_000),
  attestationObject: base64url(64_000),
  transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).max(8),
});
export type Attestation = z.infer<typeof attestationSchema>;

/** What the person calls it: "my phone", "the key in the safe". */
export const passkeyNameSchema = lineSchema(60);
