import { z } from 'zod';
import { labelSchema } from '../../label.js';
import { bilingualSchema, idSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { agendaItemSchema, itemTypeSchema } from './agenda-item.js';

const itemFields = {
  /** Reveals nothing: every participant of the meeting sees it. */
  coverTitle: bilingualSchema(200),
  /** The real title; seen by those the label lets see it. */
  title: bilingualSchema(300),
  type: itemTypeSchema,
  minutes: z.int().min(1).max(600).nullable(),
  label: labelSchema,
};

export const addItem = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/items',
  permission: 'item.edit',
  summary: 'Add an item at the end of the agenda.',
  params: z.strictObject({ meetingId: idSchema }),
  body: z.strictObject(itemFields),
  response: agendaItemSchema,
});

export const editItem = endpoint({
  method: 'PATCH',
  path: '/api/items/:itemId',
  permission: 'item.edit',
  summary: 'Change an item. Its label may only become stricter here.',
  params: z.strictObject({ itemId: idSchema }),
  body: z.strictObject(itemFields).partial(),
  response: agendaItemSchema,
});

export const removeItem = endpoint({
  method: 'DELETE',
  path: '/api/items/:itemId',
  permission: 'item.edit',
  summary: 'Remove an item of a draft meeting with its papers.',
  params: z.strictObject({ itemId: idSchema }),
});

export const orderItems = endpoint({
  method: 'PUT',
  path: '/api/meetings/:meetingId/items/order',
  permission: 'item.edit',
  summary: 'Put the items of a meeting in a new order; all of them, each once.',
  params: z.strictObject({ meetingId: idSchema }),
  body: z.strictObject({ itemIds: z.array(idSchema).max(500) }),
  response: z.strictObject({ items: z.array(agendaItemSchema) }),
});
