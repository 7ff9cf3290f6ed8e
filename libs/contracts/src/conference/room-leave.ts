import { z } from 'zod';
import { message } from '../wire/socket.js';

/** Leaves the room; the socket stays, so that coming back is one message. */
export const roomLeave = message({ permission: 'conference.join', payload: z.strictObject({}), reply: z.strictObject({}) });
