import { z } from 'zod';
import { presentSchema } from './meeting-attend.js';

/** Who is here, all of them: somebody came or left. */
export const presenceChangedSchema = z.strictObject({ presence: z.array(presentSchema) });
