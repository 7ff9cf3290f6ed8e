import { z } from 'zod';
import { idSchema } from '../values.js';
import { message } from '../wire/socket.js';

/** No more notices of this version. Closing what is not open is fine. */
export const documentClose = message({
  permission: 'annotation.read',
  payload: z.strictObject({ versionId: idSchema }),
  reply: z.strictObject({}),
});
