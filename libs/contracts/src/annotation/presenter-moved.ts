import { z } from 'zod';
import { presenterSchema } from './presenter.js';

/** Where the presenter is now; null when nobody leads. */
export const presenterMovedSchema = z.strictObject({ presenter: presenterSchema.nullable() });
