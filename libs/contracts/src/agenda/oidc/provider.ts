import { z } from 'zod';
import { bilingualText } from '../../values.js';

/** Names a provider in addresses and settings. */
export const providerIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

/** An identity provider as the sign-in page shows it. */
export const providerSchema = z.strictObject({ id: providerIdSchema, name: bilingualText });
export type Provider = z.infer<typeof providerSchema>;
