import { z } from 'zod';
import { message } from '../wire/socket.js';
import { presenterPlaceSchema } from './presenter.js';

/** Leads the meeting to a page. Newest wins; whoever may not read the paper is told nothing. */
export const presenterLead = message({ permission: 'presenter.lead', payload: presenterPlaceSchema, reply: z.strictObject({}) });
