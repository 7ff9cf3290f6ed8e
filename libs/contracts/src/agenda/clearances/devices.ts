import { z } from 'zod';
import { levelSchema } from '../../label.js';
import { idSchema } from '../../values.js';
import { endpoint } from '../../wire/endpoint.js';
import { passkeySchema } from '../passkeys/passkeys.js';

const accountParams = z.strictObject({ accountId: idSchema });

export const listDevices = endpoint({
  method: 'GET',
  path: '/api/clearances/:accountId/passkeys',
  permission: 'clearance.list',
  summary: 'The passkeys of a person and what each may open at most, for the security officer.',
  params: accountParams,
  response: z.strictObject({
    passkeys: z.array(passkeySchema),
    /** Nobody sets the ceiling of his own. */
    abilities: z.strictObject({ setCeiling: z.boolean() }),
  }),
});

export const setDeviceCeiling = endpoint({
  method: 'PATCH',
  path: '/api/clearances/:accountId/passkeys/:passkeyId',
  permission: 'clearance.grant',
  summary: 'How much the device may open at most. What is open with it ends at once when that is less than before.',
  params: accountParams.extend({ passkeyId: idSchema }),
  body: z.strictObject({ ceiling: levelSchema }),
});
