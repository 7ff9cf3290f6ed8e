import { z } from 'zod';
import { message } from '../wire/socket.js';

/** Ends leading. Ending what another one leads does nothing. */
export const presenterStop = message({ permission: 'presenter.lead', payload: z.strictObject({}), reply: z.strictObject({}) });
