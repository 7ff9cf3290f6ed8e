import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ANNOTATION_PROTOCOL, ANNOTATION_PROTOCOL_FLOOR, annotationFromClient, annotationFromServer } from './index.js';

/** Any change to any message changes this: bump the version, look at compatibility, then pin the new hash. */
const PINNED = { version: 1, hash: 'bd7dbb17edf91f1b' };

const describeSchema = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });

describe('AN1 the annotation protocol is locked', () => {
  it('AN1 the hash of all schemas belongs to the version', () => {
    const wire = {
      fromClient: Object.entries(annotationFromClient).map(([name, { permission, payload, reply }]) => [
        name,
        permission,
        describeSchema(payload),
        describeSchema(reply),
      ]),
      fromServer: Object.entries(annotationFromServer).map(([name, schema]) => [name, describeSchema(schema)]),
    };
    const hash = createHash('sha256').update(JSON.stringify(wire)).digest('hex').slice(0, 16);
    expect({ version: ANNOTATION_PROTOCOL, hash }).toEqual(PINNED);
  });

  it('AN1 the floor is never above the version', () => {
    expect(ANNOTATION_PROTOCOL_FLOOR).toBeLessThanOrEqual(ANNOTATION_PROTOCOL);
  });

  it('AN1 every object on the wire is strict', () => {
    const schemas = [
      ...Object.values(annotationFromClient).flatMap(({ payload, reply }) => [payload, reply]),
      ...Object.values(annotationFromServer),
    ];
    expect(schemas.flatMap((schema) => looseObjects(describeSchema(schema)))).toEqual([]);
  });
});

/** Objects of a JSON schema that let unknown members through. */
function looseObjects(node: unknown): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const own =
    'type' in node && node.type === 'object' && !('additionalProperties' in node && node.additionalProperties === false) ? [node] : [];
  return [...own, ...Object.values(node).flatMap(looseObjects)];
}
