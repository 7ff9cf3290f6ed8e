import { z } from 'zod';
import { endpoint } from '../../wire/endpoint.js';

/** Shortest password, in characters. Length is the only rule of composition; well-known ones are refused apart. */
export const PASSWORD_MIN = 12;

/** A password that is being set. Normalised, so that the same keys typed on another device give the same bytes (NIST SP 800-63B-4 §3.1.1.2). */
export const newPasswordSchema = z
  .string()
  .max(200)
  .transform((text) => text.normalize('NFC'))
  .refine((text) => [...text].length >= PASSWORD_MIN, `at least ${PASSWORD_MIN} characters`);

export const changePassword = endpoint({
  method: 'PUT',
  path: '/api/password',
  permission: 'password.change',
  summary: 'Change the password, knowing the old one; every other session ends.',
  transaction: 'own',
  body: z.strictObject({ old: z.string().min(1).max(1_000), next: newPasswordSchema }),
});
