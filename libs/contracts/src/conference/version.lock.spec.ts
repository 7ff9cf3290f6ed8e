import { createHash } from 'node:crypto';
import { z } from 'zod';
import { conferenceFromClient, conferenceFromServer, CONFERENCE_PROTOCOL } from './index.js';

/** Changing any schema changes this hash. Then: raise CONFERENCE_PROTOCOL, write its line, pin the new hash here. */
const LOCK = { protocol: 1, hash: '0963bcbf3a48a26c' };

describe('conference protocol', () => {
  it('is pinned: schemas and version move together', () => {
    const schema = (type: z.ZodType) => z.toJSONSchema(type, { unrepresentable: 'any' });
    const all = {
      fromClient: Object.entries(conferenceFromClient).map(([name, { permission, payload, reply }]) => [
        name,
        permission,
        schema(payload),
        schema(reply),
      ]),
      fromServer: Object.entries(conferenceFromServer).map(([name, notice]) => [name, schema(notice)]),
    };
    const hash = createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 16);
    expect({ protocol: CONFERENCE_PROTOCOL, hash }).toEqual(LOCK);
  });
});
