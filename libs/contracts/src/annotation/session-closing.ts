import { z } from 'zod';
import { closeReasonSchema } from '../errors.js';

/** The server is about to close this connection; the reason says what to do. */
export const sessionClosingSchema = z.strictObject({ reason: closeReasonSchema });
